import { addDays, type CivilDate } from "@tollwright/calendar";
import { MINUTE_PRICES, type MinutePrice, type RateRow } from "./deck.ts";
import { type RowContext, textOf } from "./deck-row-context.ts";

const MUST_BE_FILLED: ReadonlySet<MinutePrice> = new Set(["ratePerMinute", "interstate", "intrastate"]);
const WHOLE_MINUTE = 60;

type RowPrices = {
  readonly prices: Pick<RateRow, MinutePrice>;
  /** Every price says that the destination is closed. */
  readonly closed: boolean;
};

/** The prices of a minute; a closed destination often carries N/A or 999 for one, and none of it is read. */
export function ratesOf(context: RowContext, unpriced: boolean): RowPrices {
  const prices: Record<MinutePrice, string | null> = {
    ratePerMinute: null,
    interstate: null,
    intrastate: null,
    indeterminate: null,
    local: null,
    offPeak: null,
    offPeakInterstate: null,
    offPeakIntrastate: null,
    offPeakIndeterminate: null,
    offPeakLocal: null,
    initialRatePerMinute: null,
  };
  if (unpriced) return { prices, closed: false };
  let closed = false;
  let priced = false;
  for (const name of MINUTE_PRICES) {
    if (context.columns[name] < 0) continue;
    const cell = textOf(context, name);
    // Where any other price is missing, one of these counts.
    if (cell === "" && !MUST_BE_FILLED.has(name)) continue;
    const reading = context.judges.rate(cell);
    if (!reading.ok) context.wrong.push(`${name} "${cell}" ${reading.why}`);
    else if (reading.amount === "blocked") closed = true;
    else {
      priced = true;
      prices[name] = reading.amount;
    }
  }
  return { prices, closed: closed && !priced };
}

/** The price before, as the sender tells it; null where he does not, or not as an amount. */
export function previousRateOf(context: RowContext): string | null {
  const cell = textOf(context, "previousRate");
  if (cell === "") return null;
  const reading = context.judges.fee(cell);
  return reading.ok ? reading.amount : null;
}

export function feeOf(context: RowContext): string {
  const cell = textOf(context, "connectFee");
  if (cell === "") return context.deck.defaults.connectFee;
  const reading = context.judges.fee(cell);
  if (!reading.ok) context.wrong.push(`connectFee "${cell}" ${reading.why}`);
  return reading.ok ? reading.amount : "";
}

/** @example increments `30/6`: the first 30 s, then steps of 6; secondsAllowed `N`: 60/60. */
export function secondsOf(context: RowContext): Pick<RateRow, "initialSeconds" | "incrementSeconds"> {
  const both = textOf(context, "increments");
  if (both !== "") return incrementsOf(both, context);
  const wholeMinutes = /^(n|no|false|0)$/i.test(textOf(context, "secondsAllowed"));
  const seconds = (name: "initialSeconds" | "incrementSeconds"): number => {
    const cell = textOf(context, name);
    if (cell === "") return wholeMinutes ? WHOLE_MINUTE : context.deck.defaults[name];
    if (!/^[1-9]\d{0,4}$/.test(cell))
      context.wrong.push(`${name} "${cell}" is not a whole number of seconds above zero`);
    return Number(cell);
  };
  return { initialSeconds: seconds("initialSeconds"), incrementSeconds: seconds("incrementSeconds") };
}

/** @example grace `3`: a call of 3 s is free, one of 4 s is not; by `graceIs: lessThan` one of 2 s is the longest free one. */
export function freeOf(context: RowContext): Pick<RateRow, "graceSeconds" | "freeSeconds"> {
  const grace = wholeSeconds("graceSeconds", context);
  return {
    graceSeconds: context.deck.graceIs === "lessThan" ? Math.max(grace - 1, 0) : grace,
    freeSeconds: wholeSeconds("freeSeconds", context),
  };
}

function wholeSeconds(name: "graceSeconds" | "freeSeconds", context: RowContext): number {
  const cell = textOf(context, name);
  if (cell === "") return context.deck.defaults[name];
  if (!/^\d{1,5}(\.0+)?$/.test(cell))
    context.wrong.push(`${name} "${cell}" is not a whole number of seconds`);
  return Number(cell);
}

function incrementsOf(
  cell: string,
  { wrong }: RowContext,
): Pick<RateRow, "initialSeconds" | "incrementSeconds"> {
  const [, first = "", next = ""] = /^([1-9]\d{0,4})\s*[/+,;:-]\s*([1-9]\d{0,4})$/.exec(cell) ?? [];
  if (first === "") wrong.push(`increments "${cell}" is not written as 30/6`);
  return { initialSeconds: Number(first), incrementSeconds: Number(next) };
}

export function daysOf(context: RowContext): Pick<RateRow, "effectiveFrom" | "effectiveUntil"> {
  const { deck, wrong } = context;
  const effectiveFrom = dayIn("effectiveFrom", context) ?? deck.effectiveFrom;
  const written = dayIn("effectiveUntil", context);
  if (written === null) return { effectiveFrom, effectiveUntil: null };
  const effectiveUntil = deck.expiryIs === "lastDay" ? addDays(written, 1) : written;
  if (effectiveUntil <= effectiveFrom)
    wrong.push(`effectiveUntil ${written} is before its price begins, ${effectiveFrom}`);
  return { effectiveFrom, effectiveUntil };
}

function dayIn(name: "effectiveFrom" | "effectiveUntil", context: RowContext): CivilDate | null {
  const cell = textOf(context, name);
  if (cell === "") return null;
  const day = context.judges.day(cell);
  if (day === null) context.wrong.push(`${name} "${cell}" is not a day written ${context.deck.dates}`);
  return day;
}
