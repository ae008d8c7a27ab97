import { type CivilDate, fromDayNumber } from "@tollwright/calendar";
import {
  ACCOUNT_CODE,
  ANSWER,
  BILLSEC,
  DISPOSITION,
  DST,
  DURATION,
  END,
  type KeyColumns,
  SRC,
  START,
  strongKey,
} from "./asterisk-csv-columns.ts";
import type { Call } from "./call.ts";
import { type Fault, knownOf, unreadable } from "./collector.ts";
import type { CsvRecord } from "./csv-records.ts";
import { type CallTimes, localTimes } from "./local-times.ts";
import type { Source } from "./source.ts";

export type Facts = CallTimes &
  Pick<Call, "keyDay" | "billableMilliseconds" | "answered" | "releaseCause" | "accountHint">;

const DISPOSITIONS = new Set(["ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL", "UNKNOWN"]);

const DAY_MILLISECONDS = 86_400_000;

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
  return (record, columns) => {
    const start = record.localReading(START);
    const answer = optionalReading(record, ANSWER);
    const end = optionalReading(record, END);
    const duration = record.wholeNumber(DURATION);
    const billsec = record.wholeNumber(BILLSEC);
    const releaseCause = record.interned(DISPOSITION);
    const areNumbers = !Number.isNaN(start + answer + end) && billsec >= 0 && billsec <= duration;
    const isAnswered = releaseCause === "ANSWERED";
    const answered = isAnswered && answer !== NO_TIME;
    const isAnswerMissing = isAnswered && !answered && billsec > 0;
    if (!areNumbers || !DISPOSITIONS.has(releaseCause) || isAnswerMissing) return cellFault(record);

    const billableMilliseconds = answered ? billsec * 1000 : 0;
    const times = toTimes({
      start,
      answer: answered ? answer : null,
      end: end === NO_TIME ? null : end,
      duration: duration * 1000,
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

function dayOf(start: number): CivilDate {
  return fromDayNumber(Math.floor(start / DAY_MILLISECONDS));
}

/** Some exports write the zero of a clock where there was no time; no switch of this kind ran before 1971. */
const FIRST_READING = 31_536_000_000;
const NO_TIME = 0;

/** NaN for what is no time. */
function optionalReading(record: CsvRecord, index: number): number {
  if (record.isEmpty(index)) return NO_TIME;
  const reading = record.localReading(index);
  return reading < FIRST_READING ? NO_TIME : reading;
}

function areInOrder({ startedAt, answeredAt, releasedAt }: CallTimes): boolean {
  const answerOrStart = answeredAt ?? startedAt;
  return answerOrStart >= startedAt && (releasedAt === null || releasedAt >= answerOrStart);
}

type Why = readonly [reason: Fault["reason"], message: string];

/** What is wrong with a record whose cells do not make a call. Apart, so that what all other records run through stays short. */
function cellFault(record: CsvRecord): Fault {
  const billsec = record.wholeNumber(BILLSEC);
  return fault(
    record,
    whyUnreadable(record) ?? ["RECORD_TIME", `answered with ${billsec} s, and no answer time`],
  );
}

function whyUnreadable(record: CsvRecord): Why | null {
  const isNoTime = Number.isNaN;
  if (isNoTime(record.localReading(START)))
    return ["RECORD_TIME", `start "${record.cell(START)}" is no time`];
  if (isNoTime(optionalReading(record, ANSWER)))
    return ["RECORD_TIME", `answer "${record.cell(ANSWER)}" is no time`];
  if (isNoTime(optionalReading(record, END))) return ["RECORD_TIME", `end "${record.cell(END)}" is no time`];
  const [duration, billsec] = [record.wholeNumber(DURATION), record.wholeNumber(BILLSEC)];
  if (!(billsec >= 0 && billsec <= duration))
    return ["RECORD_DURATION", `billsec ${record.cell(BILLSEC)}, duration ${record.cell(DURATION)}`];
  const disposition = record.cell(DISPOSITION);
  return DISPOSITIONS.has(disposition) ? null : ["RECORD_DISPOSITION", `disposition "${disposition}"`];
}

function timeFault(record: CsvRecord, times: CallTimes | null): Fault {
  const [start, answer, end] = [record.cell(START), record.cell(ANSWER), record.cell(END)];
  if (times === null)
    return fault(record, ["RECORD_TIME_SKIPPED", `${start} or what follows it was skipped by the clock`]);
  return fault(record, ["RECORD_TIME_ORDER", `start ${start}, answer ${answer}, end ${end}`]);
}

/** The day and the seconds are told where they can be read, for what is missing is counted by them. */
function fault(record: CsvRecord, why: Why): Fault {
  const start = record.localReading(START);
  const billsec = record.wholeNumber(BILLSEC);
  const keyDay = Number.isNaN(start) ? null : dayOf(start);
  return { ...unreadable(...why), keyDay, milliseconds: billsec >= 0 ? billsec * 1000 : null };
}

function clipped(record: CsvRecord, columns: KeyColumns): Why | null {
  const named = columns.uniqueId ?? columns.linkedId;
  if (named !== null && isSpreadsheetNumber(record, named) && strongKey(record, columns) !== null)
    return ["RECORD_NO_KEY", "the unique id went through a spreadsheet and lost digits"];
  if (isSpreadsheetNumber(record, SRC)) return clippedNumber(record.cell(SRC));
  return isSpreadsheetNumber(record, DST) ? clippedNumber(record.cell(DST)) : null;
}

function clippedNumber(number: string): Why {
  return ["NUMBER_CLIPPED", `${number} went through a spreadsheet and lost digits`];
}

const SPREADSHEET_NUMBER = /^\d(\.\d+)?E\+\d+$/i;
const [POINT, LETTER_E] = [46, 101];

/** The second byte alone clears nearly every number. */
function isSpreadsheetNumber(record: CsvRecord, index: number): boolean {
  const second = record.byteAt(index, 1);
  return (second === POINT || (second | 32) === LETTER_E) && SPREADSHEET_NUMBER.test(record.cell(index));
}
