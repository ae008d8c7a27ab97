import { z } from "zod";

/**
 * Where service is used, as jurisdiction codes: stored by whoever loads a location, or resolved from its address.
 *
 * Names are those of the Census Bureau without their legal suffix: county `Cook`, `Orleans`, city `Chicago`; an independent city keeps
 * its ` city` as a county: `Baltimore city`. The FIPS codes stand beside the names where they are known.
 *
 * @example `{ country: "US", state: "IL", county: "Cook", city: "Chicago", countyFips: "17031", districts: [] }`
 */
export const Place = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country code of two letters")
    .default("US"),
  /** Empty in countries where no levy goes by state. */
  state: z
    .string()
    .regex(/^([A-Z]{2})?$/, "a state code of two letters")
    .default(""),
  county: z.string().min(1).optional(),
  /** Absent outside every incorporated city. */
  city: z.string().min(1).optional(),
  /** State and county of the Census Bureau. */
  countyFips: z
    .string()
    .regex(/^\d{5}$/, "five digits: state and county")
    .optional(),
  /** State and place of the Census Bureau. */
  cityFips: z
    .string()
    .regex(/^\d{7}$/, "seven digits: state and place")
    .optional(),
  districts: z.array(z.string().min(1)).default([]),
});
export type Place = z.infer<typeof Place>;
