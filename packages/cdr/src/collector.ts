import { addDays, type CivilDate, civilDateIn } from "@tollwright/calendar";
import { type ProblemCode, problemCatalogue } from "@tollwright/problem";
import type { Call, CallSums, RecordId } from "./call.ts";
import type { PartRecord } from "./call-part.ts";
import type { ReaderSettings, Reading, SequenceRange } from "./record-reader.ts";
import type { SetAside } from "./set-aside.ts";

/** Why a record is no call, with what could still be read of it. */
export type Fault = {
  readonly bucket: "ignored" | "suspended";
  readonly reason: ProblemCode;
  readonly message: string;
  readonly keyDay: CivilDate | null;
  readonly milliseconds: number | null;
};

/** Where a record stands in the file that is read. */
export type Place = Omit<RecordId, "fileHash">;

export type Collector<OfCall extends CallSums = Call> = {
  readonly call: (call: OfCall, place: Place) => void;
  readonly fault: (place: Place, fault: Fault) => void;
  readonly part: (part: PartRecord) => void;
  readonly extraColumns: () => void;
  readonly sequence: (counter: string, number: number) => void;
  /** What was collected since the last time. */
  readonly take: (nextOffset: number) => Reading<OfCall>;
};

/** Gathers what becomes of records; a call outside the source's window of dates is suspended here (books 2). */
export function collector<OfCall extends CallSums = Call>({
  source,
  readAt,
  fileHash,
}: ReaderSettings): Collector<OfCall> {
  const today = civilDateIn(readAt, source.zone);
  const firstDay = addDays(today, -source.window.daysBack);
  const lastDay = addDays(today, source.window.daysAhead);
  let calls: OfCall[] = [];
  let parts: PartRecord[] = [];
  let setAside: SetAside[] = [];
  let sequences: SequenceRange[] = [];
  let extraColumns = 0;

  // Calls come in order of time, most of them with the same text as the one before.
  let lastInWindow: CivilDate | null = null;
  const isInWindow = (day: CivilDate): boolean => {
    if (day === lastInWindow) return true;
    const isIn = day >= firstDay && day <= lastDay;
    if (isIn) lastInWindow = day;
    return isIn;
  };
  const outOfRange = (keyDay: CivilDate, milliseconds: number | null): Fault => ({
    ...unreadable("DATE_OUT_OF_RANGE", `${keyDay} is not between ${firstDay} and ${lastDay}`),
    keyDay,
    milliseconds,
  });
  const fault = (
    { offset, length, line }: Place,
    { bucket, reason, message, keyDay, milliseconds }: Fault,
  ): void => {
    const { wayOut } = problemCatalogue[reason];
    const callKey = null;
    setAside.push({
      bucket,
      reason,
      message,
      wayOut,
      record: { fileHash, offset, length, line },
      source: source.id,
      keyDay,
      callKey,
      milliseconds,
    });
  };
  return {
    call(call, place) {
      if (isInWindow(call.keyDay)) calls.push(call);
      else fault(place, outOfRange(call.keyDay, call.billableMilliseconds));
    },
    part(part) {
      const day = part.part.facts.keyDay ?? part.keyDay;
      if (day === null || isInWindow(day)) parts.push(part);
      else fault(part.record, outOfRange(day, part.part.facts.billableMilliseconds));
    },
    fault,
    extraColumns() {
      extraColumns += 1;
    },
    sequence(counter, number) {
      const last = sequences.at(-1);
      if (last?.counter === counter && last.until === number) last.until += 1;
      else sequences.push({ counter, from: number, until: number + 1 });
    },
    take(nextOffset) {
      const records = calls.length + parts.length + setAside.length;
      const recordsWithExtraColumns = extraColumns;
      const reading = { calls, parts, setAside, sequences, records, recordsWithExtraColumns, nextOffset };
      calls = [];
      parts = [];
      setAside = [];
      sequences = [];
      extraColumns = 0;
      return reading;
    },
  };
}

/** A record of which nothing could be read. */
export function unreadable(reason: ProblemCode, message: string): Fault {
  return { bucket: "suspended", reason, message, keyDay: null, milliseconds: null };
}

/** What is known of a call that is set aside all the same. */
export function knownOf(
  facts: Pick<Call, "keyDay" | "billableMilliseconds">,
): Pick<Fault, "keyDay" | "milliseconds"> {
  return { keyDay: facts.keyDay, milliseconds: facts.billableMilliseconds };
}
