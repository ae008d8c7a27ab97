import { instant } from "@tollwright/calendar";
import { trunkOf } from "../asterisk-trunk.ts";
import { type Fault, unreadable } from "../fault.ts";
import { localTimes } from "../local-times.ts";
import { isClipped, NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import type { Source } from "../source.ts";
import type { Stamp } from "../stamp.ts";
import type { Column } from "./named-columns.ts";
import { recordStamps } from "./record-stamps.ts";
import { writtenSeconds } from "./written-seconds.ts";
import { writtenStamp } from "./written-stamp.ts";

/**
 * What a record of the Asterisk family says, whatever the order of its columns: the names are those of the CDR variables, with
 * `calldate` for `start` in database exports, and `did` for the number that was called from outside, where dst is only where that led.
 *
 * Answered: the disposition says so and an answer time stands there. A layout that has no column for the answer leaves the
 * disposition alone to say it; answer and end then follow from start, duration and billsec.
 *
 * @param names The layout's columns.
 * @returns Faults `RECORD_TIME`, `RECORD_DISPOSITION`, `NUMBER_CLIPPED`; the common checks follow in `factsToCall`.
 * @example calldate 10:03:00, duration 82, billsec 72, ANSWERED: answered at 10:03:10, 72,000 ms.
 */
export function asteriskFacts(
  source: Source,
  names: readonly string[],
): (column: Column) => RecordFacts | Fault {
  const hasAnswer = names.includes("answer");
  const hasDuration = names.includes("duration");
  const completed = timesFromSeconds(source);
  return (column) => {
    const startText = column("start") || column("calldate");
    const billableMilliseconds = writtenSeconds(column("billsec"));
    const texts = { start: startText, answer: column("answer"), end: column("end") };
    const stamps = recordStamps(texts, writtenStamp, billableMilliseconds);
    if ("bucket" in stamps) return stamps;
    const { start, answer, end } = stamps;
    const known = { keyDay: start?.day ?? null, milliseconds: orNull(billableMilliseconds) };
    const fault = (reason: Fault["reason"], message: string): Fault => ({
      ...unreadable(reason, message),
      ...known,
    });
    if (start === null) return fault("RECORD_TIME", `start "${startText}" is no time`);
    const disposition = DISPOSITIONS.get(column("disposition"));
    if (disposition === undefined)
      return fault("RECORD_DISPOSITION", `disposition "${column("disposition")}"`);
    if (isClipped(column("uniqueid")))
      return fault("NUMBER_CLIPPED", "the unique id went through a spreadsheet and lost digits");
    const answered = disposition === "ANSWERED" && (answer !== null || !hasAnswer);
    if (disposition === "ANSWERED" && !answered && billableMilliseconds > 0)
      return fault("RECORD_TIME", `answered with ${billableMilliseconds} ms, and no answer time`);

    const times = { start, answer: answered ? answer : null, end };
    const durationMilliseconds = hasDuration ? writtenSeconds(column("duration")) : null;
    return {
      ...NOTHING_SAID,
      key: keyOf(column, startText),
      content: contentOf(column, startText),
      ...(hasAnswer ? times : completed(times, { answered, durationMilliseconds, billableMilliseconds })),
      durationMilliseconds,
      billableMilliseconds,
      answered,
      from: column("src"),
      to: column("did") || column("dst"),
      releaseCause: disposition,
      trunkIn: trunkOf(column("channel")),
      trunkOut: trunkOf(column("dstchannel")),
      accountHint: column("accountcode") || null,
    };
  };
}

/** The same as of `Master.csv`, so that a source may change from one to the other. */
function contentOf(column: Column, start: string): readonly string[] {
  const parties = ["accountcode", "src", "dst", "channel", "dstchannel"].map(column);
  const rest = ["answer", "end", "duration", "billsec", "disposition"].map(column);
  const did = column("did");
  return [...parties, start, ...rest, ...(did === "" ? [] : [did])];
}

/** As text, and as the numbers that `CDR(disposition,u)` gives: flags of Asterisk's cdr.h. */
const DISPOSITIONS: ReadonlyMap<string, string> = new Map([
  ...["ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL", "UNKNOWN"].map(
    (name) => [name, name] as const,
  ),
  ["0", "NO ANSWER"],
  ["1", "UNKNOWN"],
  ["2", "FAILED"],
  ["4", "BUSY"],
  ["8", "ANSWERED"],
  ["16", "CONGESTION"],
]);

/** The same keys as of `Master.csv`: uniqueid and sequence; without a sequence, uniqueid with channel and start. */
function keyOf(column: Column, start: string): string | null {
  const [uniqueId, linkedId, sequence] = [column("uniqueid"), column("linkedid"), column("sequence")];
  if (uniqueId !== "" && sequence !== "") return `${uniqueId} ${sequence}`;
  if (uniqueId !== "") return `${uniqueId} ${column("channel")} ${start}`;
  return linkedId !== "" && sequence !== "" ? `linked ${linkedId} ${sequence}` : null;
}

type Times = {
  readonly start: Stamp;
  readonly answer: Stamp | null;
  readonly end: Stamp | null;
};
type Seconds = Pick<RecordFacts, "answered" | "durationMilliseconds" | "billableMilliseconds">;

/** Answer and end of a layout that has the start alone: from the record's own seconds, along the clock of the world. */
function timesFromSeconds(source: Source): (times: Times, seconds: Seconds) => Times {
  const toTimes = localTimes(source.zone);
  return (times, { answered, durationMilliseconds, billableMilliseconds }) => {
    const { start } = times;
    const duration = durationMilliseconds ?? 0;
    const ring = duration - (billableMilliseconds ?? 0);
    const startedAt =
      start.kind === "instant"
        ? start.at
        : toTimes({ start: start.reading, answer: null, end: null, duration: 0, billable: 0 })?.startedAt;
    if (startedAt === undefined || !(ring >= 0)) return times; // refused by the common checks
    const later = (milliseconds: number): Stamp => ({
      kind: "instant",
      at: instant(startedAt + milliseconds),
      day: start.day,
    });
    return { start, answer: answered ? later(ring) : null, end: times.end ?? later(duration) };
  };
}

function orNull(milliseconds: number): number | null {
  return Number.isNaN(milliseconds) ? null : milliseconds;
}
