import { CivilDate, ProrationMode, prorate } from "@tollwright/calendar";
import {
  add,
  DecimalText,
  type Exact,
  exact,
  multiply,
  negate,
  RoundingSchema,
  round,
  roundedText,
} from "@tollwright/money";
import { fail, ok, type Problem, problem } from "@tollwright/problem";
import { z } from "zod";
import { calculator } from "./calculator.ts";
import { CENTS, PeriodFields, periodProblems, roundingText } from "./fields.ts";

const Request = z.strictObject({
  oldAmount: DecimalText,
  newAmount: DecimalText,
  /** The first day of the new plan. */
  on: CivilDate,
  period: PeriodFields,
  mode: ProrationMode,
  /** Half-up to 2 places where left out. */
  rounding: RoundingSchema.nullish(),
});
type Request = z.output<typeof Request>;

/** A plan changed inside a period that was billed in advance: what is left of the old one back, the same of the new one due. */
export const changePlanCalculator = calculator({
  schema: Request,
  run(request) {
    const problems = datesProblems(request);
    if (problems.length > 0) return fail(...problems);
    const { oldAmount, newAmount, on, period, mode } = request;
    const rounding = request.rounding ?? CENTS;
    const { share, shareText } = prorate({ from: on, until: period.until }, period, mode);
    const part = (amount: string): Exact => round(multiply(exact(amount), share), rounding);
    const [credit, charge] = [negate(part(oldAmount)), part(newAmount)];
    const [creditText, chargeText, netText] = [credit, charge, add(credit, charge)].map((amount) =>
      roundedText(amount, rounding),
    );
    return ok({
      result: { share: shareText, credit: creditText, charge: chargeText, net: netText },
      explanation: [
        `From ${on} until ${period.until} the share by ${mode} is ${shareText}.`,
        `Back: ${oldAmount} × ${shareText}, ${roundingText(rounding)}: ${creditText}.`,
        `Due: ${newAmount} × ${shareText}, ${roundingText(rounding)}: ${chargeText}. Net: ${netText}.`,
      ],
    });
  },
});

function datesProblems({ on, period, mode }: Request): readonly Problem[] {
  const problems = periodProblems(period, mode);
  if (problems.length > 0 || (period.from <= on && on < period.until)) return problems;
  const message = `on: ${on} does not lie in the period from ${period.from} until ${period.until}`;
  return [problem({ code: "DATE_OUT_OF_PERIOD", path: "on", message })];
}
