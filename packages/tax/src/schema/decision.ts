import { CivilDate } from "@tollwright/calendar";
import { z } from "zod";
import { LevyForm } from "./form.ts";
import { optional } from "./optional.ts";

/**
 * What a person decided about a figure that we do not have (books 19): with a name, a reason and an end.
 *
 * `supply` bills `form` · `billWithout` bills nothing · `useLastKnown` bills the last figure before the gap, marked ·
 * `hold` leaves the gap open · `confirm` lets a figure of low confidence bill.
 */
export const GapDecision = z
  .strictObject({
    levy: z.string().min(1),
    /** As the gap shows it, `US / CA`; absent: wherever the levy has the gap. */
    jurisdiction: optional(z.string().min(1)),
    /** The days whose charges it decides, half-open. */
    from: optional(CivilDate),
    until: optional(CivilDate),
    decision: z.enum(["supply", "billWithout", "useLastKnown", "hold", "confirm"]),
    form: optional(LevyForm),
    by: z.string().min(1),
    reason: z.string().min(1),
    /** The last bill date that it serves. */
    expires: CivilDate,
  })
  .refine((decision) => (decision.decision === "supply") === ((decision.form ?? null) !== null), {
    message: "`form` goes with the decision `supply`, and only with it",
  });
export type GapDecision = z.infer<typeof GapDecision>;
