import { type CivilDate, instant, instantText } from "@tollwright/calendar";
import { localReading } from "../digits.ts";
import type { Stamp } from "../stamp.ts";

/** Some switches write the zero of their clock where there was no time, in any zone; none of these ran before 1971. */
const FIRST_READING = 31_536_000_000;

/**
 * A time in one of the shapes that mean one thing only; null where the text says that there was none.
 *
 * `2026-04-07 14:03:10` with or without a fraction: local time of the switch · `2026/4/7 14:03`, what a spreadsheet makes of it:
 * the same without seconds · `2026-04-07 14:03:10.123456-04`, a database's time with its offset: that instant, on the day that is
 * written · `1775570590.123456`: seconds since 1970, UTC · nothing, and the zero of the clock: none.
 *
 * @example `2020/2/10 9:41` → local, day 2020-02-10, to the minute.
 */
export function writtenStamp(text: string): Stamp | null | "unreadable" {
  const plain = localReading(text); // what nearly all are, without a regular expression
  if (plain !== null) return localStamp(plain, text.slice(0, 10) as CivilDate);
  if (text === "" || /^[0.:/ -]+$/.test(text)) return null;
  const epoch = /^(\d{10})(?:\.(\d{1,9}))?$/.exec(text);
  if (epoch !== null) {
    const at = instant(Number(epoch[1]) * 1000 + millisecondsOfFraction(epoch[2]));
    return { kind: "instant", at, day: instantText(at).slice(0, 10) as CivilDate };
  }
  const local = LOCAL.exec(text);
  if (local === null) return "unreadable";
  const [, year, , month, date, hour, minute, second = "00", fraction, offset] = local;
  const day = `${year}-${twoDigits(month)}-${twoDigits(date)}` as CivilDate;
  const reading = localReading(`${day} ${twoDigits(hour)}:${minute}:${second}`);
  if (reading === null) return "unreadable";
  const stamp = localStamp(reading + millisecondsOfFraction(fraction), day);
  if (stamp?.kind !== "local" || offset === undefined) return stamp;
  return { kind: "instant", at: instant(stamp.reading - offsetMilliseconds(offset)), day };
}

const LOCAL =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})[ T](\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** @example `-04` → −14,400,000; `+05:30` → 19,800,000; `Z` → 0. */
function offsetMilliseconds(offset: string): number {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return (sign === "-" ? -60_000 : 60_000) * (Number(hours) * 60 + Number(minutes));
}

function localStamp(reading: number, day: CivilDate): Stamp | null {
  return reading < FIRST_READING ? null : { kind: "local", reading, day };
}

function millisecondsOfFraction(digits = ""): number {
  return Number(digits.slice(0, 3).padEnd(3, "0"));
}

function twoDigits(text = ""): string {
  return text.padStart(2, "0");
}
