import { z } from "zod";
import { Place } from "../place.ts";
import { Confidence, Level } from "./level.ts";

export const DistrictsLevel = z.strictObject({
  /** `partial`: those that are listed are there, and there may be more. */
  status: z.enum(["found", "partial", "undetermined"]),
  names: z.array(z.string()),
  confidence: Confidence,
  because: z.string(),
});
export type DistrictsLevel = z.infer<typeof DistrictsLevel>;

/** Every level of a place, each with its method, source, vintage, confidence and candidates. */
export const ResolvedPlace = z.strictObject({
  /** What is charged: certain and likely levels, and what the policy chose. Null where not even the state is known. */
  place: Place.nullable(),
  /** `callJurisdiction`: from a telephone number, and no place of primary use. */
  use: z.enum(["primaryUse", "callJurisdiction"]),
  levels: z.strictObject({ state: Level, county: Level, city: Level, districts: DistrictsLevel }),
  /** Levels that are in no place of ours yet: a person has to look. */
  undetermined: z.array(z.enum(["state", "county", "city", "districts"])),
  /** What to ask the customer for, and what does not go together. */
  notes: z.array(z.string()),
});
export type ResolvedPlace = z.infer<typeof ResolvedPlace>;

/** How a location's place was found, as its version keeps it beside the place. */
export const PlaceResolution = ResolvedPlace.omit({ place: true, use: true });
export type PlaceResolution = z.infer<typeof PlaceResolution>;
