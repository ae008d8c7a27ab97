import { z } from "zod";

/**
 * What the contract takes for the two ends of a call when its jurisdiction is asked (reference: cdr and rate decks, 6.2).
 * What is left out goes by the reference.
 */
export const JurisdictionBasis = z.strictObject({
  /** Where a call began: the first of these that it has. Left out: jip, chargeNumber, callingNumber. */
  callingEnd: z
    .array(z.enum(["jip", "chargeNumber", "callingNumber"]))
    .min(1)
    .optional(),
  /** Where a ported number lies: where it was first issued, or where its LRN is. Left out: by LRN where the plan's deck is looked up by it. */
  calledEnd: z.enum(["dialed", "lrn"]).optional(),
});
