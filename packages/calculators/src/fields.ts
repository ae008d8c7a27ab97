import { CivilDate, daysBetween, type Period, type ProrationMode, periodDays } from "@tollwright/calendar";
import type { Rounding } from "@tollwright/money";
import { type Problem, problem } from "@tollwright/problem";
import { z } from "zod";

/** Half-open: `from` belongs to it, `until` does not. */
export const PeriodFields = z.strictObject({ from: CivilDate, until: CivilDate });

/** What goes on for months past a day ends before the year that four digits cannot hold. */
export const YEAR_TOO_LATE = "9900";

const BILLED_DAYS_MAX = 1830;

/** Clocks of earlier years were not set by whole quarters of an hour. */
export const FIRST_YEAR_OF_CLOCKS = "1973";

/** What is billed as one period: five years at most, for a longer one is a slip of the pen, and takes as long to work out. */
export const BilledPeriod = PeriodFields.refine(({ until }) => until < YEAR_TOO_LATE, {
  path: ["until"],
  error: "a day before the year 9900",
})
  .refine(({ from }) => from >= FIRST_YEAR_OF_CLOCKS, {
    path: ["from"],
    error: `a day of the year ${FIRST_YEAR_OF_CLOCKS} or later`,
  })
  .refine(({ from, until }) => daysBetween(from, until) <= BILLED_DAYS_MAX, {
    error: `at most ${BILLED_DAYS_MAX} days`,
  });

/** Decimals of an amount; 2 where left out. */
export const Places = z
  .int()
  .min(-20)
  .max(30)
  .nullish()
  .transform((places) => places ?? 2);

/** Money on an invoice is in cents, unless the request says otherwise. */
export const CENTS: Rounding = { mode: "halfUp", places: 2 };

/** A period with at least one day as the mode counts them, or the problem that it is not one. */
export function periodProblems(period: Period, mode: ProrationMode): readonly Problem[] {
  if (period.from < period.until && periodDays(period, mode) > 0) return [];
  const what = period.from > period.until ? "ends before it starts" : `has no days by ${mode}`;
  const message = `period: ${period.from} until ${period.until} ${what}`;
  return [problem({ code: "DATES_REVERSED", path: "period", message })];
}

/** For sentences: `halfUp to 2 places`. */
export function roundingText(rounding: Rounding): string {
  return rounding.mode === "none" ? "not rounded" : `rounded ${rounding.mode} to ${rounding.places} places`;
}
