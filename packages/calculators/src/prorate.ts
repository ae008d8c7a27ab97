import { CivilDate, ProrationMode, prorate } from "@tollwright/calendar";
import { DecimalText, exact, multiply, RoundingSchema, roundedText, toText } from "@tollwright/money";
import { fail, ok, type Problem, problem } from "@tollwright/problem";
import { z } from "zod";
import { calculator } from "./calculator.ts";
import { CENTS, PeriodFields, periodProblems, roundingText } from "./fields.ts";

const Request = z.strictObject({
  amount: DecimalText,
  /** `until` null or left out: still in force. */
  service: z.strictObject({ from: CivilDate, until: CivilDate.nullish() }),
  period: PeriodFields,
  mode: ProrationMode,
  /** Half-up to 2 places where left out. */
  rounding: RoundingSchema.nullish(),
});
type Request = z.output<typeof Request>;

/** What a service costs in a period that it covers in part. */
export const prorateCalculator = calculator({
  schema: Request,
  run(request) {
    const problems = datesProblems(request);
    if (problems.length > 0) return fail(...problems);
    const { amount, period, mode } = request;
    const service = { from: request.service.from, until: request.service.until ?? null };
    const rounding = request.rounding ?? CENTS;
    const { days, periodDays, share, shareText } = prorate(service, period, mode);
    const unrounded = multiply(exact(amount), share);
    const rounded = roundedText(unrounded, rounding);
    return ok({
      result: { days, periodDays, share: shareText, unrounded: toText(unrounded), amount: rounded },
      explanation: [
        `${days} of ${periodDays} days of ${period.from} until ${period.until} are covered; by ${mode} the share is ${shareText}.`,
        `${amount} × ${shareText} = ${toText(unrounded)}, ${roundingText(rounding)}: ${rounded}.`,
      ],
    });
  },
});

function datesProblems({ service, period, mode }: Request): readonly Problem[] {
  const problems = periodProblems(period, mode);
  if (service.until == null || service.from <= service.until) return problems;
  const message = `service: ${service.from} until ${service.until} ends before it starts`;
  return [...problems, problem({ code: "DATES_REVERSED", path: "service", message })];
}
