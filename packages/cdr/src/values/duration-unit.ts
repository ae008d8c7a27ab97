import { z } from "zod";

/** How a switch writes how long something lasted. */
export const DurationUnit = z.enum([
  "seconds",
  "milliseconds",
  "microseconds",
  "tenMilliseconds",
  "tenths",
  "minutes",
  "HHMMSS",
  "HHMMSST",
  "HH:MM:SS",
  "MM:SS",
  "MMMMMSST",
]);
export type DurationUnit = z.infer<typeof DurationUnit>;

/** Milliseconds of a text; NaN where it is none of that unit. */
export type ReadDuration = (text: string) => number;

/**
 * Reads one unit. What is finer than a millisecond is cut, never rounded up; a minus stays, for the checks behind to refuse; 60
 * seconds or minutes under a bigger unit, letters and `1.5E+3` are NaN.
 *
 * @example seconds `67.54` → 67,540 · tenMilliseconds `306` → 3,060 · minutes `1.5` → 90,000 · HHMMSS `000217` → 137,000 ·
 *   HH:MM:SS `1:02:03.4` → 3,723,400 · MMMMMSST `00002173` → 137,300 (reference: cdr and rate decks, sections 2.7, 2.12, 3.1).
 */
export function durationReader(unit: DurationUnit): ReadDuration {
  switch (unit) {
    case "seconds":
      return decimal(1_000_000);
    case "milliseconds":
      return decimal(1_000);
    case "microseconds":
      return decimal(1);
    case "tenMilliseconds":
      return decimal(10_000);
    case "tenths":
      return decimal(100_000);
    case "minutes":
      return decimal(60_000_000);
    case "HHMMSS":
      return digits({ tenths: 0, hours: true });
    case "HHMMSST":
      return digits({ tenths: 1, hours: true });
    case "MMMMMSST":
      return digits({ tenths: 1, hours: false });
    case "HH:MM:SS":
      return clock(3);
    case "MM:SS":
      return clock(2);
  }
}

/** In whole numbers, for a binary fraction would lose a millisecond here and there. */
function decimal(unitMicroseconds: number): ReadDuration {
  return (text) => {
    const whole = /^\d{1,9}$/.test(text) ? text : null;
    if (whole !== null) return Math.floor((Number(whole) * unitMicroseconds) / 1_000);
    const parts = /^(-?)(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text.trim());
    if (parts === null) return Number.NaN;
    const [, sign, units = "", fraction = ""] = parts;
    const millionths = Number(fraction.padEnd(6, "0").slice(0, 6));
    const microseconds =
      Number(units) * unitMicroseconds + Math.floor((millionths * unitMicroseconds) / 1_000_000);
    const milliseconds = Math.floor(microseconds / 1_000);
    return sign === "-" ? -milliseconds : milliseconds;
  };
}

/** Digits without separators, the last ones tenths, seconds and minutes; the first are hours, or there are minutes alone. */
function digits({ tenths, hours }: { readonly tenths: number; readonly hours: boolean }): ReadDuration {
  return (text) => {
    const trimmed = text.trim();
    if (!/^\d{3,12}$/.test(trimmed)) return Number.NaN;
    const value = Number(trimmed);
    const tenth = tenths === 0 ? 0 : value % 10;
    const rest = tenths === 0 ? value : Math.floor(value / 10);
    const seconds = rest % 100;
    const minutes = hours ? Math.floor(rest / 100) % 100 : Math.floor(rest / 100);
    const wholeHours = hours ? Math.floor(rest / 10_000) : 0;
    if (seconds > 59 || (hours && minutes > 59)) return Number.NaN;
    return ((wholeHours * 60 + minutes) * 60 + seconds) * 1_000 + tenth * 100;
  };
}

/** Two or three numbers with colons between them; the last may have decimals, the first any size. */
function clock(parts: 2 | 3): ReadDuration {
  const pattern =
    parts === 3
      ? /^(\d{1,5}):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?$/
      : /^()(\d{1,6}):([0-5]\d)(?:\.(\d{1,9}))?$/;
  return (text) => {
    const found = pattern.exec(text.trim());
    if (found === null) return Number.NaN;
    const [, hours, minutes, seconds, fraction = ""] = found;
    const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return whole * 1_000 + Number(fraction.padEnd(3, "0").slice(0, 3));
  };
}
