import { CivilDate } from "@tollwright/calendar";
import { PartText } from "@tollwright/money";
import { z } from "zod";

const days = { from: CivilDate, until: CivilDate.nullable().default(null) } as const;

/**
 * How the interstate share of a mixed charge is found, per service class, from a day on (books 21): the safe harbor of
 * interconnected VoIP, a traffic study as filed, or the calls of the period itself.
 */
export const InterstateElection = z.strictObject({
  ...days,
  serviceClass: z.string().min(1),
  method: z.union([z.literal("safeHarbor"), z.literal("actual"), z.strictObject({ trafficStudy: PartText })]),
  /** Where the study, or the decision, is kept. */
  evidence: z.string().min(1).optional(),
});
export type InterstateElection = z.infer<typeof InterstateElection>;

/** What the company owes to federal universal service (47 CFR 54.706, 54.708), from a day on. */
export const UniversalServiceStatus = z.strictObject({
  ...days,
  /** `deMinimis`: it contributes nothing directly, so no line of a bill recovers a contribution. */
  contributes: z.enum(["directly", "deMinimis"]),
  /** Interstate revenue below the limit of 54.706(c): international revenue is no part of the base. */
  limitedInternational: z.boolean().default(false),
});

/** A state in which the company has nexus, from a day on. */
export const Nexus = z.strictObject({ state: z.string().min(2), ...days });

/** Levies that the company does not collect, and why. */
export const TaxExclusion = z.strictObject({
  ...days,
  state: z.string().min(2).optional(),
  levies: z.array(z.string().min(1)).min(1).optional(),
  families: z.array(z.string().min(1)).min(1).optional(),
  reason: z.string().min(1),
});
