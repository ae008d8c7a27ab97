/** Bytes of digits are compared as they lie in a file: to cut a text out of it first takes longer than to read the number. */
type Bytes = Uint8Array;

/** `2026-04-07 14:03:10` */
const READING_LENGTH = 19;

/** A whole number as switches write it, with at most nine digits; NaN for anything else (`1.5E+3`, `4.0`, nothing). */
export function wholeNumber(text: string): number {
  return wholeNumberAt(bytesOf(text), 0, text.length);
}

/** The same of bytes `from` to `until`. */
export function wholeNumberAt(bytes: Bytes, from: number, until: number): number {
  const isNegative = from < until && bytes[from] === MINUS;
  const count = until - from - (isNegative ? 1 : 0);
  if (count < 1 || count > 9) return Number.NaN;
  const size = number(bytes, until - count, count);
  return isNegative ? -size : size;
}

const MINUS = 45;
const COLON = 58;
const scratch = new Uint8Array(READING_LENGTH);

/** The beginning of a text as bytes; what is no ASCII is no digit either. */
function bytesOf(text: string): Bytes {
  for (let at = 0; at < scratch.length; at += 1) scratch[at] = Math.min(text.charCodeAt(at), 255);
  return scratch;
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A reading `2026-04-07 14:03:10` as if it were UTC, in milliseconds; null for anything else, and for a day that no
 * calendar has. By hand, for `Date` takes longer than all the rest of a record.
 */
export function localReading(text: string): number | null {
  const reading = localReadingAt(bytesOf(text), 0, text.length);
  return Number.isNaN(reading) ? null : reading;
}

/** The same of bytes `from` to `until`, with NaN for what is no reading: a number or null would be an object each time. */
export function localReadingAt(bytes: Bytes, from: number, until: number): number {
  if (until - from !== READING_LENGTH) return Number.NaN;
  if (bytes[from + 4] !== MINUS || bytes[from + 7] !== MINUS) return Number.NaN;
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return Number.NaN;
  const century = twoDigits(bytes, from);
  const yearOfCentury = twoDigits(bytes, from + 2);
  const month = twoDigits(bytes, from + 5);
  const day = twoDigits(bytes, from + 8);
  const hour = twoDigits(bytes, from + 11);
  const minute = twoDigits(bytes, from + 14);
  const second = twoDigits(bytes, from + 17);
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  const days = dayNumber(century, yearOfCentury, month, day);
  return (days * 86_400 + (hour * 60 + minute) * 60 + second) * 1000;
}

const NO_DIGIT = 1_000;
/** The digit that a byte is: a table, for comparing each byte takes longer. */
const DIGITS = Int32Array.from({ length: 256 }, (_, byte) =>
  byte >= 48 && byte <= 57 ? byte - 48 : NO_DIGIT,
);

/** 0 to 99, and more where one of the two is no digit. */
function twoDigits(bytes: Bytes, at: number): number {
  return (DIGITS[bytes[at] ?? 0] ?? NO_DIGIT) * 10 + (DIGITS[bytes[at + 1] ?? 0] ?? NO_DIGIT);
}

/** From day 0 (the day before 0001-01-01) to 1970-01-01. */
const DAYS_UNTIL_1970 = 719_163;

/** Days since 1970-01-01; NaN for what no calendar has. */
function dayNumber(century: number, yearOfCentury: number, month: number, day: number): number {
  if (century > 99 || yearOfCentury > 99) return Number.NaN;
  const year = century * 100 + yearOfCentury;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const daysInMonth = (DAYS_IN_MONTH[month - 1] ?? 0) + (isLeap && month === 2 ? 1 : 0);
  if (!(day >= 1 && day <= daysInMonth)) return Number.NaN;
  // Whole numbers all the way: a division of others takes as long as all the rest.
  const centuries = ((year - 1) / 100) | 0;
  const leapDays = ((year - 1) >> 2) - centuries + (centuries >> 2);
  const dayOfYear = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + day + (isLeap && month > 2 ? 1 : 0);
  return (year - 1) * 365 + leapDays + dayOfYear - DAYS_UNTIL_1970;
}

function number(bytes: Bytes, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
