import { PartText, PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { dated, Id } from "./fields.ts";

/** A part of the minutes, as it is filed: decimal text from 0 to 1. */
const Part = PositiveDecimalText.pipe(PartText);

/**
 * What the contract says of calls whose jurisdiction nobody can tell from their record (reference: cdr and rate decks, 6.2, point 4):
 * that all count as one, or which parts of their minutes do. What a record tells goes before it. Filed anew each quarter, as a rule.
 *
 * @example PIU 0.65 and PLU 0.2: 65 % of the minutes are interstate, 28 % intrastate, 7 % local.
 */
export const TrafficFactor = z
  .strictObject({
    /** Calls by this trunk group; absent: those of no group with factors of its own. */
    trunkGroup: Id.optional(),
    ...dated,
    countsAs: z.enum(["interstate", "intrastate"]).optional(),
    /** Percent interstate usage: interstate minutes ÷ (interstate + intrastate). */
    piu: Part.optional(),
    /** Percent local usage: local ÷ (local + intraLATA toll), of what is not interstate. Absent: nothing is local. */
    plu: Part.optional(),
  })
  .refine(({ countsAs, piu }) => (countsAs === undefined) !== (piu === undefined), {
    path: ["piu"],
    error: "either countsAs or piu is needed, and not both",
  })
  .refine(({ piu, plu }) => plu === undefined || piu !== undefined, {
    path: ["plu"],
    error: "plu divides what piu leaves, so piu is needed",
  });
export type TrafficFactor = z.infer<typeof TrafficFactor>;
