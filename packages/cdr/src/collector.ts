import { addDays, type CivilDate, civilDateIn } from "@tollwright/calendar";
import { type ProblemCode, problemCatalogue } from "@tollwright/problem";
import type { Call, RecordId, SetAside } from "./call.ts";
import type { ReaderSettings, Reading } from "./record-reader.ts";

/** Why a record is no call, with what could still be read of it. */
export type Fault = {
  readonly bucket: "ignored" | "suspended";
  readonly reason: ProblemCode;
  readonly message: string;
  readonly keyDay: CivilDate | null;
  readonly milliseconds: number | null;
};

export type Collector = {
  readonly call: (call: Call) => void;
  readonly fault: (record: RecordId, fault: Fault) => void;
  readonly extraColumns: () => void;
  /** What was collected since the last time. */
  readonly take: (nextOffset: number) => Reading;
};

/** Gathers what becomes of records; a call outside the source's window of dates is suspended here (books 2). */
export function collector({ source, readAt }: ReaderSettings): Collector {
  const today = civilDateIn(readAt, source.zone);
  const firstDay = addDays(today, -source.window.daysBack);
  const lastDay = addDays(today, source.window.daysAhead);
  let calls: Call[] = [];
  let setAside: SetAside[] = [];
  let extraColumns = 0;

  const fault = (record: RecordId, { bucket, reason, message, keyDay, milliseconds }: Fault): void => {
    const { wayOut } = problemCatalogue[reason];
    const callKey = null;
    setAside.push({
      bucket,
      reason,
      message,
      wayOut,
      record,
      source: source.id,
      keyDay,
      callKey,
      milliseconds,
    });
  };
  return {
    call(call) {
      if (call.keyDay >= firstDay && call.keyDay <= lastDay) calls.push(call);
      else fault(call.record, outOfRange(call, firstDay, lastDay));
    },
    fault,
    extraColumns() {
      extraColumns += 1;
    },
    take(nextOffset) {
      const records = calls.length + setAside.length;
      const reading = { calls, setAside, records, recordsWithExtraColumns: extraColumns, nextOffset };
      calls = [];
      setAside = [];
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

function outOfRange(call: Call, firstDay: CivilDate, lastDay: CivilDate): Fault {
  const message = `${call.keyDay} is not between ${firstDay} and ${lastDay}`;
  return { ...unreadable("DATE_OUT_OF_RANGE", message), ...knownOf(call) };
}
