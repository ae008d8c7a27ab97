import { type CivilDate, daysBetween } from "@tollwright/calendar";
import { type Exact, exact, multiply, sum, toFractionText, toText } from "@tollwright/money";
import type { LevyValue } from "./schema/levy.ts";

/** A stretch of a service period in which one figure holds. */
export type Stretch<Value> = { readonly from: CivilDate; readonly until: CivilDate; readonly value: Value };

/** The period in stretches, cut at the days that are given. */
export function stretchesOf<Value>(
  { from, until }: { readonly from: CivilDate; readonly until: CivilDate },
  changes: readonly CivilDate[],
  valueOn: (day: CivilDate) => Value,
): readonly Stretch<Value>[] {
  const inside = [...new Set(changes.filter((day) => from < day && day < until))].sort();
  const starts = [from, ...inside];
  return starts.map((start, at) => ({ from: start, until: starts[at + 1] ?? until, value: valueOn(start) }));
}

/**
 * One figure for a period in which the rate changed: each rate by its share of the days, as a share of the charge.
 *
 * @example 0.175 for 15 of 31 days and 0.2 for 16: 0.175 × 15/31 + 0.2 × 16/31 = 233/1240.
 */
export function mixedByDays<Value extends LevyValue>(stretches: readonly Stretch<Value>[]): Value | null {
  const last = stretches.at(-1)?.value;
  if (last === undefined || stretches.every(({ value }) => value === last)) return last ?? null;
  const days = stretches.map(({ from, until }) => daysBetween(from, until));
  const total = days.reduce((all, some) => all + some, 0);
  const percents = stretches.map(({ value }) => value.form?.percent ?? "0");
  const parts: readonly Exact[] = percents.map((percent, at) =>
    multiply(exact(percent), exact(`${days[at]}/${total}`)),
  );
  const told = percents.map((percent, at) => `${toText(exact(percent))} for ${days[at]} of ${total} days`);
  return {
    ...last,
    form: { percent: toFractionText(sum(parts)) },
    note: [last.note, told.join(", ")].filter((text) => text).join("; "),
  };
}
