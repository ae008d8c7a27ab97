import { dayNumber, fromDayNumber } from "@tollwright/calendar";
import type { Finding } from "../finding.ts";
import type { PeriodTariff, Tariff } from "../plan/tariff.ts";
import { hasPeriods } from "../plan/tariff.ts";
import { endSecond, startSecond } from "../plan/tariff-when.ts";
import { byPrecedence, matchesDay } from "./period-order.ts";
import { unreachableSlots } from "./unreachable-slots.ts";

/**
 * What a schema cannot see in a tariff: times that no period has, times for which two have the same weight and start, periods and slots
 * that price nothing; and a currency that is not that of the plan or vendor.
 *
 *
 * Every day of 28 years is looked at, in which each date falls on each weekday, and the days that the tariff names. A tariff
 * whose periods are in several zones is not: its days have no common beginning.
 *
 * @param around Where the tariff stands in its document, and the currency that it is sold in.
 * @example weekdays from 08:00 until 20:00 alone: TARIFF_GAP, nothing is in force on a Saturday.
 */
export function checkTariff(
  tariff: Tariff,
  around: { readonly path: readonly (string | number)[]; readonly currency: string },
): Finding[] {
  return [...currencyOf(tariff, around.currency), ...periodsOf(tariff)].map((finding) => ({
    ...finding,
    path: [...around.path, ...finding.path],
  }));
}

function currencyOf({ currency: own }: Tariff, currency: string): Finding[] {
  if (own == null || own === currency) return [];
  const message = `the tariff is in ${own}, what sells it in ${currency}`;
  return [{ code: "CURRENCY_DIFFERS", path: ["currency"], message }];
}

function periodsOf(tariff: Tariff): readonly Finding[] {
  if (!hasPeriods(tariff)) return [];
  return [...(isInOneZone(tariff) ? timesOf(tariff) : []), ...unreachableSlots(tariff)];
}

function isInOneZone({ periods, zone }: PeriodTariff): boolean {
  const zones = periods.flatMap(({ when }) => (when == null ? [] : [when.zone ?? zone ?? "UTC"]));
  return new Set(zones).size <= 1;
}

function timesOf(tariff: PeriodTariff): Finding[] {
  const ordered = byPrecedence(tariff.periods).map(({ index, period }) => ({
    index,
    weight: period.weight ?? 0,
    when: period.when ?? {},
    from: startSecond(period.when?.fromTime),
    until: endSecond(period.when?.untilTime),
  }));
  const winners = new Set<number>();
  const findings = new Map<string, Finding>();
  for (const { day, matching } of differentDays(ordered)) {
    const starts = new Set([0, ...matching.flatMap(({ from, until }) => [from, until])]);
    for (const second of starts) {
      if (second === SECONDS_PER_DAY) continue;
      const [first, next] = matching.filter(({ from, until }) => from <= second && second < until);
      const at = `${fromDayNumber(day)} ${timeText(second)}`;
      if (first === undefined) add(findings, "gap", gap(at));
      else winners.add(first.index);
      // Of equal weights the latest start wins; those of one start would win by their place in the list.
      if (first !== undefined && first.weight === next?.weight && first.from === next.from)
        add(findings, `${first.index} ${next.index}`, overlap(first, next, at));
    }
  }
  return [...findings.values(), ...neverInForce(tariff, winners)];
}

function add(findings: Map<string, Finding>, key: string, finding: Finding): void {
  if (!findings.has(key)) findings.set(key, finding);
}

/** 28 years, whose days of the month fall on each weekday. */
const DAYS = 28 * 365 + 7;
/** Two of them after day 0, so that examples are of our time. */
const FIRST_DAY = 2 * DAYS;
const SECONDS_PER_DAY = 86_400;

type Span = {
  readonly index: number;
  readonly weight: number;
  readonly when: Parameters<typeof matchesDay>[0];
  readonly from: number;
  readonly until: number;
};

/** One day for each set of periods that days have: of the ten thousand, a handful differ. */
function differentDays(
  spans: readonly Span[],
): readonly { readonly day: number; readonly matching: readonly Span[] }[] {
  const named = spans.flatMap(({ when }) => when.dates ?? []).map(dayNumber);
  const found = new Map<string, { readonly day: number; readonly matching: readonly Span[] }>();
  const look = (day: number): void => {
    const matching = spans.filter(({ when }) => matchesDay(when, day));
    const key = matching.map(({ index }) => index).join(" ");
    if (!found.has(key)) found.set(key, { day, matching });
  };
  for (let day = FIRST_DAY; day < FIRST_DAY + DAYS; day += 1) look(day);
  named.forEach(look);
  return [...found.values()];
}

function timeText(second: number): string {
  return new Date(second * 1000).toISOString().slice(11, 19).replace(/:00$/, "");
}

function gap(at: string): Finding {
  const message = `no period is in force at ${at}, so a call then has no price`;
  return { code: "TARIFF_GAP", path: ["periods"], message };
}

function overlap(first: Span, next: Span, at: string): Finding {
  const [earlier, later] = [first.index, next.index].sort((left, right) => left - right);
  const message = `has the weight of periods[${earlier}], and both are in force at ${at}`;
  return { code: "TARIFF_OVERLAP", path: ["periods", later ?? 0], message };
}

function neverInForce({ periods }: PeriodTariff, winners: ReadonlySet<number>): Finding[] {
  return periods.flatMap((_, index): Finding[] => {
    if (winners.has(index)) return [];
    const message = "is never in force: it has no day, or heavier periods have all its times";
    return [{ code: "TARIFF_UNREACHABLE", path: ["periods", index], message }];
  });
}
