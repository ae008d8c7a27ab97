import { cellFault, cellsReader, clipped, dayOf, fault, NO_TIME } from "./asterisk-csv-cells.ts";
import { ACCOUNT_CODE, ANSWER, END, type KeyColumns, START } from "./asterisk-csv-columns.ts";
import type { Call } from "./call.ts";
import type { CsvRecord } from "./csv-records.ts";
import { type Fault, knownOf, unreadable } from "./fault.ts";
import { type CallTimes, localTimes } from "./local-times.ts";
import type { Source } from "./source.ts";

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
  const toTimes = localTimes(source.zone);
  const readCells = cellsReader();
  return (record, columns) => {
    const cells = readCells(record);
    if (cells === null) return cellFault(record);
    const { start, answer, end, answered, releaseCause } = cells;
    const billableMilliseconds = cells.billableSeconds * 1000;
    const times = toTimes({
      start,
      answer: answer === NO_TIME ? null : answer,
      end: end === NO_TIME ? null : end,
      duration: cells.durationSeconds * 1000,
      billable: billableMilliseconds,
    });
    if (times === null || !areInOrder(times)) return timeFault(record, times);
    const facts = {
      keyDay: dayOf(start),
      startedAt: times.startedAt,
      answeredAt: times.answeredAt,
      releasedAt: times.releasedAt,
      billableMilliseconds,
      answered,
      releaseCause,
      accountHint: record.interned(ACCOUNT_CODE) || null,
    };
    const whyClipped = clipped(record, columns);
    return whyClipped === null ? facts : { ...unreadable(...whyClipped), ...knownOf(facts) };
  };
}

function areInOrder({ startedAt, answeredAt, releasedAt }: CallTimes): boolean {
  const answerOrStart = answeredAt ?? startedAt;
  return answerOrStart >= startedAt && (releasedAt === null || releasedAt >= answerOrStart);
}

function timeFault(record: CsvRecord, times: CallTimes | null): Fault {
  const [start, answer, end] = [record.cell(START), record.cell(ANSWER), record.cell(END)];
  if (times === null)
    return fault(record, ["RECORD_TIME_SKIPPED", `${start} or what follows it was skipped by the clock`]);
  return fault(record, ["RECORD_TIME_ORDER", `start ${start}, answer ${answer}, end ${end}`]);
}
