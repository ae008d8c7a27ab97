import { CivilDate } from "@tollwright/calendar";
import { z } from "zod";
import { Jurisdiction, Source } from "./levy.ts";
import { optional } from "./optional.ts";

/** Whether we know what a jurisdiction levies in one family (books 19). */
export const CoverageEntry = z
  .strictObject({
    jurisdiction: Jurisdiction,
    family: z.string().min(1),
    status: z.enum(["known", "knownNone", "unknown"]),
    /** The levies that make it known. */
    levies: optional(z.array(z.string().min(1)).min(1)),
    seenOn: optional(CivilDate),
    source: optional(z.union([Source, z.string().min(1)])),
    note: optional(z.string().min(1)),
  })
  .refine((entry) => (entry.status === "known") === ((entry.levies ?? null) !== null), {
    message: "`known` names its levies, and only `known` does",
  })
  .refine((entry) => entry.status !== "knownNone" || (entry.source ?? null) !== null, {
    message: "`knownNone` has a source: that there is no levy was read somewhere",
  });
export type CoverageEntry = z.infer<typeof CoverageEntry>;

/** `coverage.yaml`, one a state's folder. `required`: families that must not be unknown, by level. */
export const CoverageSchema = z.strictObject({
  id: z.string().min(1),
  description: z.string().min(1),
  /** Every service class that levies and products may name, with what it is: a product of any other would be untaxed in silence. */
  serviceClasses: optional(z.record(z.string().min(1), z.string().min(1))),
  /** Of which `required` and `states` speak; the United States where left out. */
  country: optional(z.string().regex(/^[A-Z]{2}$/)),
  required: optional(
    z.array(
      z.strictObject({
        level: z.enum(["country", "federal", "state", "county", "city"]),
        family: z.string().min(1),
      }),
    ),
  ),
  /** The states or provinces, with their names: each must have an answer for what is required at level state. */
  states: optional(z.record(z.string().regex(/^[A-Z]{2}$/), z.string().min(1))),
  /** A figure last seen in force longer ago than this is shown as stale (books 20). */
  staleAfterMonths: optional(z.int().min(1)),
  entries: z.array(CoverageEntry),
});
export type Coverage = z.infer<typeof CoverageSchema>;
