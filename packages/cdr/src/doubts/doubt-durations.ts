import type { Call } from "../call.ts";
import { type Doubt, linesOf, type Sample } from "./sample.ts";

/** So many calls prove something; fewer are an accident. */
const ENOUGH = 10;
/** A stamp in whole seconds, twice, and a ring that is not in it. */
const TOLERANCE_MILLISECONDS = 2_000;

/** Seconds that are minutes or milliseconds, digits that are hours and minutes, times that were rounded before. */
export function doubtDurations(sample: Sample): readonly Doubt[] {
  const talked = sample.calls.filter(({ billableMilliseconds }) => billableMilliseconds > 0);
  return [...againstStamps(talked), ...clockDigits(talked), ...rounded(talked), ...unlikely(talked)];
}

/** What the record's figure would have to be multiplied by, as a fraction, and what it then is. */
const UNITS: readonly (readonly [name: string, times: number, by: number])[] = [
  ["minutes", 60, 1],
  ["milliseconds", 1, 1_000],
  ["tenths of a second", 1, 10],
  ["hundredths of a second", 1, 100],
  ["a thousandth of what it is", 1_000, 1],
];

/** Between answer and end lie as many seconds as are billed, give or take one; if another unit fits nearly always, it is that one. */
function againstStamps(talked: readonly Call[]): readonly Doubt[] {
  const stamped = talked.flatMap((call) => {
    const { answeredAt, releasedAt, billableMilliseconds: billable } = call;
    return answeredAt === null || releasedAt === null
      ? []
      : [{ call, billable, between: releasedAt - answeredAt }];
  });
  const differing = stamped.filter(
    ({ billable, between }) => Math.abs(between - billable) > TOLERANCE_MILLISECONDS,
  );
  if (differing.length === 0) return [];
  const lines = linesOf(differing.map(({ call }) => call));
  const isMost = (fitting: number): boolean => fitting * 10 >= differing.length * 9;
  for (const [name, times, by] of UNITS) {
    const fitting = differing.filter(({ billable, between }) =>
      isNear((billable * times) / by, between, (1_000 * times) / by),
    );
    if (!isMost(fitting.length)) continue;
    const message = `in ${fitting.length} of ${stamped.length} calls the time from answer to end fits the seconds if they are ${name}`;
    return [{ about: "duration-unit", message, wayOut: "correct the unit of billable", lines }];
  }
  if (
    isMost(differing.filter(({ billable, between }) => isNear(clockReading(billable), between, 1_000)).length)
  ) {
    const message = `in ${differing.length} of ${stamped.length} calls the time from answer to end fits the seconds if they are HHMMSS`;
    return [{ about: "duration-unit", message, wayOut: "correct the unit of billable", lines }];
  }
  return [
    {
      about: "duration",
      message: `in ${differing.length} of ${stamped.length} calls the seconds differ from the time between answer and end by more than 2 s`,
      wayOut: "the record's own seconds are billed; check which of its columns is the conversation",
      lines,
    },
  ];
}

function isNear(milliseconds: number, between: number, step: number): boolean {
  return Math.abs(milliseconds - between) <= Math.max(TOLERANCE_MILLISECONDS, step);
}

/** @example 217 s, were its digits `000217` of hours, minutes and seconds: 137 s. */
function clockReading(milliseconds: number): number {
  const seconds = Math.floor(milliseconds / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 10_000), Math.floor(seconds / 100) % 100];
  return ((hours * 60 + minutes) * 60 + (seconds % 100)) * 1_000;
}

/** Of ten lengths in seconds over 99 six have last digits below 60; if all of many do, they are minutes and seconds. */
function clockDigits(talked: readonly Call[]): readonly Doubt[] {
  const long = talked.filter(
    ({ billableMilliseconds: billable }) => billable >= 100_000 && billable % 1_000 === 0,
  );
  if (
    long.length < ENOUGH ||
    long.some(({ billableMilliseconds: billable }) => (billable / 1_000) % 100 >= 60)
  )
    return [];
  if (long.every(({ billableMilliseconds: billable }) => billable % 60_000 === 0)) return [];
  return [
    {
      about: "duration-unit",
      message: `none of ${long.length} longer calls has seconds that end in 60 to 99: they may be HHMMSS or MMSS`,
      wayOut: "hold them against the trailer's total or the carrier's invoice",
      lines: linesOf(long),
    },
  ];
}

/** Whole minutes, or steps of six seconds: somebody has billed them before. */
function rounded(talked: readonly Call[]): readonly Doubt[] {
  if (talked.length < ENOUGH) return [];
  const step = [60, 30, 6].find((seconds) =>
    talked.every((call) => call.billableMilliseconds % (seconds * 1_000) === 0),
  );
  if (step === undefined) return [];
  return [
    {
      about: "rounded",
      message: `every call is a multiple of ${step} s: they were rounded before, or are in another unit`,
      wayOut: "bill by a column that is not rounded, if there is one",
      lines: linesOf(talked),
    },
  ];
}

/** Half of the calls of any switch last longer than a second and shorter than three hours. */
function unlikely(talked: readonly Call[]): readonly Doubt[] {
  const lengths = talked.map((call) => call.billableMilliseconds).sort((left, right) => left - right);
  const middle = lengths[Math.floor(lengths.length / 2)];
  if (middle === undefined || lengths.length < ENOUGH || (middle > 1_000 && middle < 10_800_000)) return [];
  return [
    {
      about: "duration-unit",
      message: `half of the calls last ${middle <= 1_000 ? "at most a second" : "three hours and more"}: ${middle} ms in the middle`,
      wayOut: "check the unit of billable",
      lines: linesOf(talked),
    },
  ];
}
