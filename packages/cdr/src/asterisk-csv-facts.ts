import { type Instant, instant } from "@tollwright/calendar";
import {
  areInOrder,
  type CallCells,
  cellFault,
  cellsReader,
  clipped,
  dayOf,
  fault,
  lastOf,
  NO_TIME,
} from "./asterisk-csv-cells.ts";
import { ACCOUNT_CODE, ANSWER, END, type KeyColumns, START } from "./asterisk-csv-columns.ts";
import type { Call } from "./call.ts";
import type { CsvRecord } from "./csv-records.ts";
import { type Fault, knownOf, unreadable } from "./fault.ts";
import { type CallTimes, evenOffset, localTimes } from "./local-times.ts";
import type { Source } from "./source.ts";

/** What a record says of its call; valid until the next record is read. */
export type Facts = CallTimes &
  Pick<Call, "keyDay" | "billableMilliseconds" | "answered" | "releaseCause" | "accountHint">;

/**
 * The facts of records of one source, checked; the unique id too, for a call without its own name is nobody's.
 *
 * A call is answered if the disposition says so and an answer time stands there: BUSY and FAILED rows may carry times and
 * seconds too. billsec is billed as written, never clamped, never computed from stamps.
 *
 * @returns Faults `RECORD_TIME`, `RECORD_DURATION`, `RECORD_DISPOSITION`, `RECORD_TIME_SKIPPED`, `RECORD_TIME_ORDER`,
 *   `RECORD_NO_KEY`, `NUMBER_CLIPPED`.
 * @example ANSWERED, answer 10:03:10, duration 82, billsec 72: 72,000 ms.
 */
export function factsReader(source: Source): (record: CsvRecord, columns: KeyColumns) => Facts | Fault {
  const readTimes = timesReader(source);
  const readCells = cellsReader();
  // One for all records: an object each would take longer than its numbers.
  const facts = { ...NO_FACTS };
  return (record, columns) => {
    const cells = readCells(record);
    if (cells === null) return cellFault(record);
    const fault = readTimes(cells, facts);
    if (fault !== null) return timeFault(record, fault);
    facts.keyDay = dayOf(cells.start);
    facts.billableMilliseconds = cells.billableSeconds * 1000;
    facts.answered = cells.answered;
    facts.releaseCause = cells.releaseCause;
    facts.accountHint = record.interned(ACCOUNT_CODE) || null;
    const whyClipped = clipped(record, columns);
    return whyClipped === null ? facts : { ...unreadable(...whyClipped), ...knownOf(facts) };
  };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const NO_FACTS: Writable<Facts> = {
  startedAt: instant(0),
  answeredAt: null,
  releasedAt: null,
  keyDay: dayOf(0),
  billableMilliseconds: 0,
  answered: false,
  releaseCause: "",
  accountHint: null,
};

type TimeFault = "skipped" | "disorder";

/** Instants of a record's readings, put into its facts. Nearly all lie on one day on which the clock ran evenly. */
function timesReader({ zone }: Source): (cells: CallCells, times: Writable<CallTimes>) => TimeFault | null {
  const toTimes = localTimes(zone);
  const offsetBetween = evenOffset(zone);
  return (cells, times) => {
    const { start, answer, end } = cells;
    const offset = offsetBetween(start, lastOf(cells));
    if (offset === null) return unevenTimes(toTimes, cells, times);
    times.startedAt = (start - offset) as Instant;
    times.answeredAt = answer === NO_TIME ? null : ((answer - offset) as Instant);
    times.releasedAt = end === NO_TIME ? null : ((end - offset) as Instant);
    return areInOrder(cells) ? null : "disorder";
  };
}

function unevenTimes(
  toTimes: ReturnType<typeof localTimes>,
  cells: CallCells,
  into: Writable<CallTimes>,
): TimeFault | null {
  const { start, answer, end } = cells;
  const times = toTimes({
    start,
    answer: answer === NO_TIME ? null : answer,
    end: end === NO_TIME ? null : end,
    duration: cells.durationSeconds * 1000,
    billable: cells.billableSeconds * 1000,
  });
  if (times === null) return "skipped";
  const { startedAt, answeredAt, releasedAt } = times;
  Object.assign(into, times);
  const answerOrStart = answeredAt ?? startedAt;
  return answerOrStart >= startedAt && (releasedAt === null || releasedAt >= answerOrStart)
    ? null
    : "disorder";
}

function timeFault(record: CsvRecord, why: TimeFault): Fault {
  const [start, answer, end] = [record.cell(START), record.cell(ANSWER), record.cell(END)];
  if (why === "skipped")
    return fault(record, ["RECORD_TIME_SKIPPED", `${start} or what follows it was skipped by the clock`]);
  return fault(record, ["RECORD_TIME_ORDER", `start ${start}, answer ${answer}, end ${end}`]);
}
