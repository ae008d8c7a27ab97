import assert from "node:assert";
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  civilDateIn,
  parseInstant,
} from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import { compare, type Exact, exact } from "@tollwright/money";
import type { LevyForm } from "./schema/form.ts";
import type { Levy, LevyValue } from "./schema/levy.ts";
import type { TaxCharge } from "./schema/request.ts";
import { mixedByDays, stretchesOf } from "./split-by-days.ts";

/** A value that is in force, or why there is none. */
export type Lookup =
  | { readonly kind: "undated"; readonly form: LevyForm }
  | { readonly kind: "value"; readonly value: KnownValue }
  | { readonly kind: "gap"; readonly gap: GapSpan; readonly lastKnown: LevyValue | null };

/** The days, half-open, whose figure is missing or of low confidence. Null: open on that side. */
export type GapSpan = {
  readonly kind: "missing" | "lowConfidence";
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  /** The figure of low confidence itself; what its source says about a missing one. */
  readonly value: LevyValue | null;
};

/** The days that a levy could go by: the charge's bill date, and its service period. */
export type ChargeDates = {
  readonly billDate: CivilDate | null;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  readonly usageAt: string | null;
};

export function datesOf(charge: TaxCharge, billDate: CivilDate | null | undefined): ChargeDates {
  return {
    billDate: charge.billDate ?? billDate ?? null,
    from: charge.period?.from ?? null,
    until: charge.period?.until ?? null,
    usageAt: charge.usageAt ?? null,
  };
}

/** The day that keys a levy's value; null where the charge does not carry it. Instants are dated in UTC. */
export function keyDate(levy: Levy, dates: ChargeDates): CivilDate | null {
  switch (levy.datedBy ?? "billDate") {
    case "billDate":
      return dates.billDate;
    case "serviceFrom":
      return dates.from;
    case "serviceDays":
      if (dates.from === null) return null;
      return dates.until === null ? null : addDays(dates.until, -1);
    case "serviceUntil":
      return dates.until === null ? null : addDays(dates.until, -1);
    case "usageAt": {
      const at = dates.usageAt === null ? null : parseInstant(dates.usageAt);
      return at === null ? null : civilDateIn(at, "UTC");
    }
    case "streamlined":
    case "streamlinedNextMonth":
      return dates.from === null ? null : dates.billDate;
  }
}

/** The first day on which a value bills (books 20); null where nothing dates it. */
function startOf(value: LevyValue, billDate: CivilDate | null): CivilDate | null {
  if (value.from) return value.from;
  const assumed = value.assumedFrom;
  const lives = assumed && (billDate === null || billDate <= assumed.expires);
  const starts = [lives ? assumed.date : null, value.seenInForceOn ?? null].filter((day) => day !== null);
  return starts.sort()[0] ?? null;
}

/**
 * The value in force on the levy's day; by `serviceDays` the mix of those in force on the days of the period. Of overlapping values the latest start wins; one of low confidence is a gap.
 *
 * `streamlined` (SSUTA 329): an increase counts from the first period that starts on or after it, a decrease for bills
 * from it on. `streamlinedNextMonth`: where the bill comes before the service, an increase waits for the next month's first day.
 */
export function lookUp(levy: Levy, dates: ChargeDates, day: CivilDate | null): Lookup {
  if (levy.form) return { kind: "undated", form: levy.form };
  assert(day !== null, "a dated levy is looked up by a day: checked before");
  const timeline = timelineOf(levy.values ?? [], dates.billDate);
  if (levy.datedBy === "serviceDays") return lookUpByDays(timeline, dates);
  const found = isStreamlined(levy)
    ? streamlined(timeline, dates, increaseOf(levy, dates, day))
    : valueOn(timeline, day);
  return lookupOf(timeline, day, found?.value ?? null);
}

/** A day without a figure leaves all of the period without one. */
function lookUpByDays(timeline: readonly Started[], { from, until }: ChargeDates): Lookup {
  assert(from !== null && until !== null, "a levy by days is looked up by a period: checked before");
  const changes = timeline.flatMap(({ start, value }) => [start, value.until ?? null]);
  const stretches = stretchesOf(
    { from, until },
    changes.filter((day) => day !== null),
    (day) => valueOn(timeline, day)?.value ?? null,
  );
  const known = stretches.flatMap(({ value, ...days }) =>
    value !== null && isBillable(value) ? [{ ...days, value }] : [],
  );
  const missing = stretches.find(({ value }) => value === null || !isBillable(value));
  const mixed = missing === undefined ? mixedByDays(known) : null;
  if (mixed !== null) return { kind: "value", value: mixed };
  return lookupOf(timeline, missing?.from ?? from, missing?.value ?? null);
}

function isBillable(value: LevyValue): value is KnownValue {
  return isKnown(value) && value.confidence !== "low";
}

function lookupOf(timeline: readonly Started[], day: CivilDate, value: LevyValue | null): Lookup {
  if (value !== null && isBillable(value)) return { kind: "value", value };
  const lastKnown = timeline.findLast(
    (entry) => entry.value !== value && entry.value.form && (entry.start ?? "") <= day,
  );
  return { kind: "gap", gap: gapOn(timeline, day, value), lastKnown: lastKnown?.value ?? null };
}

type KnownValue = LevyValue & { readonly form: LevyForm };
type Started = { readonly start: CivilDate | null; readonly value: LevyValue };

function isKnown(value: LevyValue): value is KnownValue {
  return (value.form ?? null) !== null;
}

type Timeline = { readonly billDate: CivilDate | null; readonly values: readonly Started[] };
const timelines = new WeakMap<readonly LevyValue[], Timeline>();

/**
 * Oldest start first; values that nothing dates come before all and are in force on no day. The last one is kept: a run asks for
 * one bill date.
 */
function timelineOf(values: readonly LevyValue[], billDate: CivilDate | null): readonly Started[] {
  const known = timelines.get(values);
  if (known?.billDate === billDate) return known.values;
  const found = values
    .map((value) => ({ start: startOf(value, billDate), value }))
    .sort((left, right) => byCodeUnit(left.start ?? "", right.start ?? ""));
  timelines.set(values, { billDate, values: found });
  return found;
}

function valueOn(timeline: readonly Started[], day: CivilDate): Started | undefined {
  return timeline.findLast(
    ({ start, value }) => start !== null && start <= day && (!value.until || day < value.until),
  );
}

function gapOn(timeline: readonly Started[], day: CivilDate, value: LevyValue | null): GapSpan {
  const next = timeline.find(({ start }) => start !== null && start > day)?.start ?? null;
  if (value !== null) {
    const from = timeline.find((entry) => entry.value === value)?.start ?? null;
    return { kind: isKnown(value) ? "lowConfidence" : "missing", from, until: value.until ?? next, value };
  }
  const ends = timeline.map((entry) => entry.value.until ?? null).filter((end) => end !== null && end <= day);
  return { kind: "missing", from: ends.sort().at(-1) ?? null, until: next, value: null };
}

function isStreamlined({ datedBy }: Levy): boolean {
  return datedBy === "streamlined" || datedBy === "streamlinedNextMonth";
}

type Increase = { readonly billDate: CivilDate; readonly reaches: (start: CivilDate) => CivilDate };

/** The first day of service that an increase reaches. */
function increaseOf({ datedBy }: Levy, { from }: ChargeDates, billDate: CivilDate): Increase {
  const isAhead = datedBy === "streamlinedNextMonth" && from !== null && billDate <= from;
  return { billDate, reaches: isAhead ? nextMonth : (start) => start };
}

function nextMonth(day: CivilDate): CivilDate {
  return addMonths(civilDate(`${day.slice(0, 7)}-01`), 1);
}

function streamlined(
  timeline: readonly Started[],
  dates: ChargeDates,
  { billDate, reaches }: Increase,
): Started | undefined {
  const serviceFrom = dates.from ?? billDate;
  const [earlier, last] = serviceFrom < billDate ? [serviceFrom, billDate] : [billDate, serviceFrom];
  const first = beforeDelay(timeline, earlier, reaches);
  const start = valueOn(timeline, first);
  if (start === undefined || valueOn(timeline, last) === undefined) return undefined;
  return timeline
    .filter((entry) => entry.start !== null && first < entry.start && entry.start <= last)
    .reduce((current, change) => {
      const isIncrease = compare(headline(change.value), headline(current.value)) > 0;
      if (change.start === null) return current;
      const isReached = isIncrease ? serviceFrom >= reaches(change.start) : billDate >= change.start;
      return isReached ? change : current;
    }, start);
}

/** The day before a change whose increase may not have reached the service yet, where a figure was in force then. */
function beforeDelay(
  timeline: readonly Started[],
  first: CivilDate,
  reaches: Increase["reaches"],
): CivilDate {
  const waiting = timeline.find(({ start }) => start !== null && start <= first && first < reaches(start));
  if (!waiting?.start) return first;
  const before = addDays(waiting.start, -1);
  return valueOn(timeline, before) === undefined ? first : before;
}

/** What tells an increase from a decrease: the rate, the price of one unit, the last row of tiers. */
function headline(value: LevyValue): Exact {
  const form = value.form;
  const row = form?.tiers?.rows.at(-1);
  return exact(form?.percent ?? form?.perUnit?.amount ?? row?.percent ?? row?.amount ?? "0");
}
