import { type CivilDate, dayOfMonth, instantText } from "@tollwright/calendar";
import { tokensOf } from "../values/time-parts.ts";
import { counted, type Doubt, linesOf, type Sample } from "./sample.ts";

/** A switch's clock may be ahead of ours by so much (reference: section 3.4). */
const SKEW_MILLISECONDS = 300_000;

/** Month and day changed about, a wrong zone, a wrong year. */
export function doubtTimes(sample: Sample): readonly Doubt[] {
  return [...dateOrder(sample), ...skipped(sample), ...future(sample), ...outOfWindow(sample)];
}

/** A pattern of numbers with the year last can be read both ways as long as no day is past the 12th. */
function dateOrder({ source, calls, parts }: Sample): readonly Doubt[] {
  const pattern = [source.layout?.fields.start.time ?? []].flat().find(isAmbiguous);
  const days = [...calls.map(({ keyDay }) => keyDay), ...parts.flatMap(({ keyDay }) => keyDay ?? [])];
  const [first] = days;
  if (pattern === undefined || first === undefined || days.some((day) => dayOfMonth(day) > 12)) return [];
  const other = `${first.slice(0, 4)}-${first.slice(8)}-${first.slice(5, 7)}` as CivilDate;
  return [
    {
      about: "date-order",
      message: `no day is past the 12th, so ${pattern} is not proved: ${first} may be ${other}`,
      wayOut: "try a file with a later day in it, or ask whoever runs the switch",
      lines: linesOf(calls.slice(0, 1)),
    },
  ];
}

/** Not with dots: nobody writes the month first with them. */
function isAmbiguous(pattern: string): boolean {
  const order = tokensOf(pattern).flatMap((token) => /^(YYYY|YY|MM?|DD?)$/.exec(token)?.[0][0] ?? []);
  return !pattern.includes(".") && order.includes("M") && order.includes("D") && order.join("") !== "YMD";
}

function skipped({ source, setAside }: Sample): readonly Doubt[] {
  const records = setAside.filter(({ reason }) => reason === "RECORD_TIME_SKIPPED");
  if (records.length === 0) return [];
  return [
    {
      about: "zone",
      message: `${counted(records, "record")} in an hour that clocks in ${source.zone} skipped`,
      wayOut: "the switch writes another zone, often UTC: correct zone",
      lines: linesOf(records),
    },
  ];
}

function future({ source, calls, readAt }: Sample): readonly Doubt[] {
  const records = calls.filter(({ startedAt }) => startedAt > readAt + SKEW_MILLISECONDS);
  const [first] = records;
  if (first === undefined) return [];
  return [
    {
      about: "zone",
      message: `${records.length} of ${calls.length} calls start after now, the first at ${instantText(first.startedAt)}`,
      wayOut: `check the clock of the switch, and whether it writes the time of ${source.zone}`,
      lines: linesOf(records),
    },
  ];
}

function outOfWindow({ source, setAside, calls }: Sample): readonly Doubt[] {
  const records = setAside.filter(({ reason }) => reason === "DATE_OUT_OF_RANGE");
  if (records.length === 0) return [];
  const { daysBack, daysAhead } = source.window;
  return [
    {
      about: "dates",
      message: `${records.length} of ${records.length + calls.length} calls are more than ${daysBack} days old or ${daysAhead} days ahead, the first of ${records[0]?.keyDay}`,
      wayOut:
        "check the order of day, month and year; for old files widen window, or try the check with --now",
      lines: linesOf(records),
    },
  ];
}
