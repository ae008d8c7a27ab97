import { problemCatalogue } from "@tollwright/problem";
import type { Call, RecordId } from "./call.ts";
import type { PartRecord } from "./call-part.ts";
import { dateWindow } from "./date-window.ts";
import type { Fault } from "./fault.ts";
import type { ReaderSettings, Reading, SequenceRange } from "./record-reader.ts";
import type { SetAside } from "./set-aside.ts";

/** Where a record stands in the file that is read. */
export type Place = Omit<RecordId, "fileHash">;

export type Collector = {
  readonly call: (call: Call, place: Place) => void;
  readonly fault: (place: Place, fault: Fault) => void;
  readonly part: (part: PartRecord) => void;
  readonly extraColumns: () => void;
  readonly sequence: (counter: string, number: number) => void;
  /** What was collected since the last time. */
  readonly take: (nextOffset: number) => Reading;
};

/** Gathers what becomes of records; a call outside the source's window of dates is suspended here (books 2). */
export function collector({ source, readAt, fileHash }: ReaderSettings): Collector {
  const window = dateWindow({ source, readAt });
  let calls: Call[] = [];
  let parts: PartRecord[] = [];
  let setAside: SetAside[] = [];
  let sequences: SequenceRange[] = [];
  let extraColumns = 0;

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
      if (window.holds(call.keyDay)) calls.push(call);
      else fault(place, window.fault(call.keyDay, call.billableMilliseconds));
    },
    part(part) {
      const day = part.part.facts.keyDay ?? part.keyDay;
      if (day === null || window.holds(day)) parts.push(part);
      else fault(part.record, window.fault(day, part.part.facts.billableMilliseconds));
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
