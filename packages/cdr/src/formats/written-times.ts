import { type CivilDate, instant } from "@tollwright/calendar";
import { localReading } from "../digits.ts";
import type { Stamp } from "../stamp.ts";
import { zoneMinutes } from "./zone-abbreviations.ts";

/** A text that a carrier wrote as a time: a stamp, null where it means "no time", or `unreadable`. */
export type ReadTime = (text: string) => Stamp | null | "unreadable";

/** What stands in a record where there was no time (reference: cdr and rate decks, section 3.1). */
const NO_TIME = new Set(["", "0", "NA", "N/A", "null", "None"]);

const ISO =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<clock>\d\d:\d\d:\d\d)(?:\.(?<fraction>\d{1,9}))? ?(?<zone>Z|UTC|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * RFC 2822 with an offset. The offset is the writer's, and the day is his.
 *
 * @example `Fri, 18 Oct 2019 17:02:00 +0000` → 2019-10-18T17:02:00Z of the day 2019-10-18.
 */
export const rfc2822Time = timeReader(
  /^(?:[A-Z][a-z]{2}, )?(?<day>\d{1,2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<clock>\d\d:\d\d:\d\d) (?<zone>[+-]\d{4}|GMT|UT)$/,
);

/**
 * ISO 8601, date and time with `T` or a space between. One without an offset is local to the source, or UTC where its column says so.
 *
 * @example `2026-04-07T14:03:10.250Z`, `2026-04-07 14:03:10 UTC`, `2026-04-07 14:03:10+00`, `2026-04-07T10:03:10-04:00`.
 */
export const isoTime = timeReader(ISO);
export const isoTimeOrUtc = timeReader(ISO, "UTC");

/** Year first and a 12-hour clock, in UTC. @example `2015/10/19 9:12:46 PM` → 2015-10-19T21:12:46Z. */
export const twelveHourTime = timeReader(
  /^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2}) (?<clock>\d{1,2}:\d\d:\d\d) (?<half>[AP]M)$/,
  "UTC",
);

/**
 * Clock first, then a zone as an abbreviation: how IOS and the SBCs that follow its attributes write. A mark before it says that
 * the clock was never set (`*`) or lost its source (`.`); the time is read all the same, and the mark stays in the content.
 *
 * @example `*16:46:02.356 EET Wed Dec 11 2002`, `15:54:56.868 PST DEC 18 2017`.
 */
export function clockFirstTime(abbreviations: Readonly<Record<string, string>> = {}): ReadTime {
  return timeReader(
    /^[*.]?(?<clock>\d\d:\d\d:\d\d)(?:\.(?<fraction>\d{1,9}))? (?<zone>[A-Za-z][A-Za-z0-9+-]*) (?:[A-Za-z]{3} )?(?<month>[A-Za-z]{3}) +(?<day>\d{1,2}) (?<year>\d{4})$/,
    null,
    abbreviations,
  );
}

/** As C prints it, local and without a zone. @example `Mon Dec 15 11:38:34 2003`. */
export const printedTime = timeReader(
  /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) +(?<day>\d{1,2}) (?<clock>\d\d:\d\d:\d\d) (?<year>\d{4})$/,
);

function timeReader(
  pattern: RegExp,
  zoneWhereNone: "UTC" | null = null,
  abbreviations: Readonly<Record<string, string>> = {},
): ReadTime {
  return (text) => {
    const trimmed = text.trim();
    if (NO_TIME.has(trimmed)) return null;
    const parts: Parts | undefined = pattern.exec(trimmed)?.groups;
    const reading = parts === undefined ? null : readingOf(parts);
    if (parts === undefined || reading === null) return "unreadable";
    if (reading.at < FIRST_READING) return null;
    const zone = parts.zone ?? zoneWhereNone;
    if (zone === null) return { kind: "local", reading: reading.at, day: reading.day };
    const minutes = zoneMinutes(zone, abbreviations);
    if (minutes === null) return "unreadable";
    return { kind: "instant", at: instant(reading.at - minutes * 60_000), day: reading.day };
  };
}

/** Before 1971 only clocks that were never set, and the zeros of exports, write. */
const FIRST_READING = 31_536_000_000;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

type Parts = {
  readonly [Name in "year" | "month" | "day" | "clock" | "half" | "fraction" | "zone"]?: string | undefined;
};

function readingOf(parts: Parts): { readonly at: number; readonly day: CivilDate } | null {
  const { year = "", month = "", day = "" } = parts;
  const name = MONTHS.indexOf(month.toLowerCase()) + 1;
  const monthText = name > 0 ? String(name) : month;
  const date = `${year}-${monthText.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const clock = clockOf(parts);
  const seconds = clock === null ? null : localReading(`${date} ${clock}`);
  if (seconds === null) return null;
  const milliseconds = Number((parts.fraction ?? "").padEnd(3, "0").slice(0, 3));
  return { at: seconds + milliseconds, day: date as CivilDate };
}

/** Of 24 hours; null where a 12-hour clock shows an hour that it does not have. */
function clockOf({ clock = "", half }: Parts): string | null {
  if (half === undefined) return clock;
  const [hour = "", ...rest] = clock.split(":");
  const shown = Number(hour);
  if (shown < 1 || shown > 12) return null;
  const ofDay = (shown % 12) + (half === "PM" ? 12 : 0);
  return [String(ofDay).padStart(2, "0"), ...rest].join(":");
}
