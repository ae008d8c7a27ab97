import { z } from "zod";

/**
 * Where service is used, as stored jurisdiction codes. Finding them from an address is not done here yet, so a
 * location carries them.
 *
 * @example `{ country: "US", state: "IL", county: "Cook", city: "Chicago", districts: [] }`
 */
export const Place = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country code of two letters")
    .default("US"),
  state: z.string().regex(/^[A-Z]{2}$/, "a state code of two letters"),
  county: z.string().min(1).optional(),
  /** Absent outside every incorporated city. */
  city: z.string().min(1).optional(),
  districts: z.array(z.string().min(1)).default([]),
});
export type Place = z.infer<typeof Place>;
