import assert from "node:assert";
import { addDays, type CivilDate, civilDateIn, type Period } from "@tollwright/calendar";
import { type PlannedCall, releasedAt } from "./planned-call.ts";

/** How a record stands in its file. Only `whole` is as the switch meant it. */
type Mishap =
  | "whole"
  | "repeated" // the same line again
  | "conflicting" // the same key again, other seconds
  | "cutOff"
  | "billsecTooLong"
  | "noSuchDay"
  | "lostColumns";

export type FileEntry = { readonly call: PlannedCall; readonly mishap: Mishap };
/** A day's records, in order of their end, for that is when a switch writes them. */
export type DayFile = { readonly day: CivilDate; readonly entries: readonly FileEntry[] };

const REPEATED_LINES = 40;
const CONFLICTING_LINES = 1;

/** Lines that are there beside those of the calls. */
export const EXTRA_LINES = REPEATED_LINES + CONFLICTING_LINES;

/** On which day of the month (0 is the first) what goes wrong. */
const BROKEN: readonly (readonly [day: number, mishap: Mishap])[] = [
  [7, "cutOff"],
  [13, "billsecTooLong"],
  [21, "noSuchDay"],
  [23, "lostColumns"],
  [26, "cutOff"],
];
const REPEATED_ON = 16;
const CONFLICTING_ON = 20;

/** Asterisk's files by the day on which they were written, with what goes wrong in a month. */
export function asteriskDays(
  calls: readonly PlannedCall[],
  zone: string,
  { from }: Period,
): readonly DayFile[] {
  const byDay = Map.groupBy(calls.toSorted(byRelease), (call) => civilDateIn(releasedAt(call), zone));
  const days = [...byDay].map(([day, ofDay]) => ({ day, entries: ofDay.map(whole) }));
  const before = (day: number): readonly FileEntry[] =>
    days.find((file) => file.day === addDays(from, day - 1))?.entries ?? [];
  return days.map(({ day, entries }) => {
    const broken = BROKEN.filter(([at]) => addDays(from, at) === day).map(([, mishap]) => mishap);
    const repeated = day === addDays(from, REPEATED_ON) ? before(REPEATED_ON).slice(-REPEATED_LINES) : [];
    const conflicting = day === addDays(from, CONFLICTING_ON) ? [ordinaryOf(before(CONFLICTING_ON))] : [];
    return {
      day,
      entries: [
        ...repeated.map(({ call }): FileEntry => ({ call, mishap: "repeated" })),
        ...conflicting.map(({ call }): FileEntry => ({ call, mishap: "conflicting" })),
        ...withMishaps(entries, broken),
      ],
    };
  });
}

function whole(call: PlannedCall): FileEntry {
  return { call, mishap: "whole" };
}

export function byRelease(left: PlannedCall, right: PlannedCall): number {
  return releasedAt(left) - releasedAt(right) || left.serial - right.serial;
}

function withMishaps(entries: readonly FileEntry[], mishaps: readonly Mishap[]): readonly FileEntry[] {
  return mishaps.reduce((sofar, mishap) => {
    const victim = ordinaryOf(sofar);
    return sofar.map((entry) => (entry === victim ? { ...entry, mishap } : entry));
  }, entries);
}

/** An answered call in the middle of the day that nothing else was to be shown with. */
function ordinaryOf(entries: readonly FileEntry[]): FileEntry {
  const middle = Math.floor(entries.length / 2);
  const found = [...entries.slice(middle), ...entries.slice(0, middle)].find(
    ({ call, mishap }) =>
      mishap === "whole" && call.outcome === "answered" && !call.isSpecial && call.talkMilliseconds > 60_000,
  );
  assert(found !== undefined, "a day without an answered call of a minute");
  return found;
}
