/** What a pattern of times can hold, in the order of the numbers that a reading is made of. */
export const FIELDS = ["year", "month", "day", "hour", "minute", "second", "millisecond", "half"] as const;
type Field = (typeof FIELDS)[number];

export type Part = {
  readonly field: Field | "zone" | null;
  /** Reads the part at `at` into `fields`. @returns the place behind it, or −1. */
  readonly read: (text: string, at: number, fields: Int32Array) => number;
};

/** @example `DD.MM.YYYY` → `DD`, `.`, `MM`, `.`, `YYYY` */
export function tokensOf(pattern: string): readonly string[] {
  const tokens = pattern.trim().match(/\[[^\]]*\]|YYYY|YY|MMM|MM|DD|HH|hh|mm|ss|S+|ZZ|ddd|./gs) ?? [];
  return tokens.map((token) => (/^S+$/.test(token) ? "S" : token));
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

export const PARTS: Readonly<Record<string, Part>> = {
  YYYY: digits("year", 4, 4),
  YY: {
    ...digits("year", 2, 2),
    read: (text, at, fields) => numberAt({ text, at, fields, index: 0, add: 2000 }, 2, 2),
  },
  MM: digits("month", 2, 2),
  M: digits("month", 1, 2),
  MMM: {
    field: "month",
    read(text, at, fields) {
      fields[1] = MONTHS.indexOf(text.slice(at, at + 3).toLowerCase()) + 1;
      return fields[1] === 0 ? -1 : at + 3;
    },
  },
  DD: digits("day", 2, 2),
  D: digits("day", 1, 2),
  HH: digits("hour", 2, 2),
  H: digits("hour", 1, 2),
  hh: digits("hour", 2, 2),
  h: digits("hour", 1, 2),
  mm: digits("minute", 2, 2),
  m: digits("minute", 1, 2),
  ss: digits("second", 2, 2),
  s: digits("second", 1, 2),
  S: {
    field: "millisecond",
    read(text, at, fields) {
      let until = at;
      while (isDigit(text.charCodeAt(until))) until += 1;
      fields[6] = Number(text.slice(at, Math.min(until, at + 3)).padEnd(3, "0"));
      return until === at ? -1 : until;
    },
  },
  A: {
    field: "half",
    read(text, at, fields) {
      const half = text.slice(at, at + 2).toUpperCase();
      fields[7] = half === "PM" ? 2 : 1;
      return half === "AM" || half === "PM" ? at + 2 : -1;
    },
  },
  ddd: { field: null, read: (text, at) => (/^[A-Za-z]{3}$/.test(text.slice(at, at + 3)) ? at + 3 : -1) },
  ZZ: {
    field: "zone",
    read: (text, at) => {
      const zone = /^(?:[A-Za-z]{1,5}|[+-]\d\d(?::?\d\d)?)/.exec(text.slice(at, at + 6))?.[0];
      return zone === undefined ? -1 : at + zone.length;
    },
  },
};

function digits(field: Field, least: number, most: number): Part {
  const index = FIELDS.indexOf(field);
  return { field, read: (text, at, fields) => numberAt({ text, at, fields, index, add: 0 }, least, most) };
}

type Target = {
  readonly text: string;
  readonly at: number;
  readonly fields: Int32Array;
  readonly index: number;
  readonly add: number;
};

function numberAt({ text, at, fields, index, add }: Target, least: number, most: number): number {
  let value = 0;
  let until = at;
  for (; until < at + most; until += 1) {
    const code = text.charCodeAt(until);
    if (!isDigit(code)) break;
    value = value * 10 + code - 48;
  }
  fields[index] = value + add;
  return until - at < least ? -1 : until;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The first year that is one: before it only clocks that were never set, and the zeros of exports, write. */
const FIRST_YEAR = 1971;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The wall clock as if it were UTC, with its date as a number, 20260407; null for a time that means none. */
export function readingOf(
  fields: Int32Array,
): { readonly at: number; readonly date: number } | null | "unreadable" {
  const [year = 0, month = 0, day = 0, shown = 0, minute = 0, second = 0, millisecond = 0, half = 0] = fields;
  if (year < FIRST_YEAR) return null;
  if (half !== 0 && (shown < 1 || shown > 12)) return "unreadable";
  const hour = half === 0 ? shown : (shown % 12) + (half === 2 ? 12 : 0);
  if (day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0) || hour > 23 || minute > 59 || second > 59)
    return "unreadable";
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0)))
    return "unreadable";
  const at = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  return { at, date: (year * 100 + month) * 100 + day };
}
