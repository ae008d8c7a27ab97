import { fromDayNumber, instant } from "@tollwright/calendar";
import type { ReadTime } from "./read-time.ts";

/** Digits behind the second that the last one before the point stands for. */
const DECIMALS: Readonly<Record<string, number>> = {
  epochSeconds: 0,
  epochMilliseconds: 3,
  epochMicroseconds: 6,
};

export function isEpoch(pattern: string): boolean {
  return DECIMALS[pattern] !== undefined;
}

const MILLISECONDS_PER_DAY = 86_400_000;
/** 1971-01-01, before which nothing is a time, and the first moment past the year 9999. */
const [FIRST, END] = [31_536_000_000, 253_402_300_800_000];

/** Numbers since 1970 in UTC, with or without decimals. Their day is the UTC one, for no other stands there (books 2). */
export function epochReader(pattern: string): ReadTime {
  const decimals = DECIMALS[pattern] ?? 0;
  return (text) => {
    const trimmed = text.trim();
    if (trimmed === "") return null;
    const parts = /^(\d{1,16})(?:\.(\d{1,9}))?$/.exec(trimmed);
    if (parts === null) return "unreadable";
    // As digits, for sixteen of them with decimals are more than a number holds.
    const seconds = Number((parts[1] as string).slice(0, decimals === 0 ? undefined : -decimals) || "0");
    const fraction =
      decimals === 0 ? (parts[2] ?? "") : (parts[1] as string).slice(-decimals).padStart(decimals, "0");
    const at = seconds * 1_000 + Number(fraction.padEnd(3, "0").slice(0, 3));
    if (at < FIRST) return null;
    if (at >= END) return "unreadable";
    return { kind: "instant", at: instant(at), day: fromDayNumber(Math.floor(at / MILLISECONDS_PER_DAY)) };
  };
}
