import assert from "node:assert";
import { addDays, civilDate } from "@tollwright/calendar";
import { type Currency, divide, exact, multiply, round, roundedText, toText, whole } from "@tollwright/money";

/** The true minus sign is as wide as a figure, so columns stay aligned. */
const MINUS = "\u2212";
const EN_DASH = "\u2013";

/**
 * Decimal text with thousands separators, from text to text: no float on the way.
 *
 * @example `-1234567.5` is `−1,234,567.5`.
 */
export function grouped(decimalText: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(decimalText);
  assert(match !== null, `not decimal text: ${decimalText}`);
  const [, sign = "", digits = "", fraction = ""] = match;
  return `${sign === "-" ? MINUS : ""}${digits.replace(/\B(?=(\d{3})+$)/g, ",")}${fraction}`;
}

/**
 * An amount of money as it is printed. At least cents are shown; finer prices keep their digits.
 *
 * @example `1234.5` in USD is `$1,234.50`; `-0.0042` is `−$0.0042`; CAD has its own sign, `CA$`; others go by
 * their code, `EUR 1,234.50`.
 */
export function moneyText(decimalText: string, currency: Currency): string {
  const [digits = "", fraction = ""] = decimalText.replace(/^-/, "").split(".");
  const symbol = SIGNS.get(currency) ?? `${currency}\u00a0`;
  const padded = grouped(`${digits}.${fraction.replace(/0+$/, "").padEnd(2, "0")}`);
  return `${decimalText.startsWith("-") && /[1-9]/.test(decimalText) ? MINUS : ""}${symbol}${padded}`;
}

const SIGNS: ReadonlyMap<Currency, string> = new Map([
  ["USD", "$"],
  ["CAD", "CA$"],
]);

/** A share in percent points. @example `0.0725` is `7.25%`; `22/31` is `70.967742%`, half-up to six places. */
export function percentText(share: string): string {
  const points = round(multiply(exact(share), whole(100)), { mode: "halfUp", places: 6 });
  return `${grouped(toText(points))}%`;
}

/** Billed minutes for people, to a tenth, half-up. @example `72.1` stays; `213.6833` is `213.7`. */
export function minutesText(minutes: string): string {
  return grouped(roundedText(exact(minutes), { mode: "halfUp", places: 1 }));
}

/** An amount to the cent, half-up, for people; every digit is in the spreadsheet. @example `177.42464` is `$177.42`. */
export function centsText(decimalText: string, currency: Currency): string {
  return moneyText(roundedText(exact(decimalText), { mode: "halfUp", places: 2 }), currency);
}

/**
 * Telephone numbers of the North American plan as people there write them; anything else stays as it is.
 *
 * @example `13125550100-13125550139` is `312-555-0100 to 312-555-0139`.
 */
export function telephonesText(text: string): string {
  return text
    .replace(/\b(1\d{10})-(?=1\d{10}\b)/g, "$1 to ")
    .replace(/\b1(\d{3})(\d{3})(\d{4})\b/g, "$1-$2-$3");
}

/** @example `4326` seconds are `72.1` minutes. */
export function minutesOf(billedSeconds: string): string {
  return toText(divide(exact(billedSeconds), whole(60)));
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

type DayParts = { readonly year: string; readonly month: string; readonly day: number };

function parts(date: string): DayParts {
  const day = civilDate(date);
  const month = MONTHS[Number(day.slice(5, 7)) - 1];
  assert(month !== undefined, `not a month: ${date}`);
  return { year: day.slice(0, 4), month, day: Number(day.slice(8, 10)) };
}

/** @example `2026-05-01` is `May 1, 2026`. */
export function dayText(date: string): string {
  const { year, month, day } = parts(date);
  return `${month} ${day}, ${year}`;
}

/** @example `2026-04-09` is `Apr 9, 2026`. */
export function shortDayText(date: string): string {
  const { year, month, day } = parts(date);
  return `${month.slice(0, 3)} ${day}, ${year}`;
}

/** A half-open period as people read it, with its last day. @example 2026-04-01 until 2026-05-01: `April 1 – April 30, 2026`. */
export function periodText(period: { readonly from: string; readonly until: string }): string {
  return inclusive(period, (month) => month);
}

/** @example 2026-04-09 until 2026-05-01: `Apr 9 – Apr 30, 2026`; a single day: `Apr 9, 2026`. */
export function shortPeriodText(period: { readonly from: string; readonly until: string }): string {
  return inclusive(period, (month) => month.slice(0, 3));
}

function inclusive(
  period: { readonly from: string; readonly until: string },
  monthName: (month: string) => string,
): string {
  const first = parts(period.from);
  const last = parts(period.until > period.from ? addDays(civilDate(period.until), -1) : period.from);
  const start = `${monthName(first.month)} ${first.day}`;
  const end = `${monthName(last.month)} ${last.day}, ${last.year}`;
  if (first.year !== last.year) return `${start}, ${first.year} ${EN_DASH} ${end}`;
  return first.month === last.month && first.day === last.day ? end : `${start} ${EN_DASH} ${end}`;
}

/** @example `countText("1200", "number")` is `1,200 numbers`; `1 number`; `each` is left out. */
export function countText(quantity: string, unit: string): string {
  if (unit === "each") return grouped(quantity);
  const one = toText(exact(quantity)) === "1";
  return `${grouped(quantity)} ${one ? unit : plural(unit)}`;
}

function plural(unit: string): string {
  return /s$/.test(unit) ? unit : `${unit}s`;
}
