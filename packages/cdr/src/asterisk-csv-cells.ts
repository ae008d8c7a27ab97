import { type CivilDate, fromDayNumber } from "@tollwright/calendar";
import {
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
import type { CsvRecord } from "./csv-records.ts";
import { type Fault, unreadable } from "./fault.ts";
import { keptByBytes } from "./kept-by-bytes.ts";

/** What the cells of a record say, before its readings become instants; valid until the next record is read. */
export type CallCells = {
  /** Readings as if they were UTC, in milliseconds; `NO_TIME` where there is none, and for the answer of a call that was not answered. */
  start: number;
  answer: number;
  end: number;
  durationSeconds: number;
  /** 0 where the call was not answered. */
  billableSeconds: number;
  answered: boolean;
  releaseCause: string;
};

/** Some exports write the zero of a clock where there was no time; no switch of this kind ran before 1971. */
const FIRST_READING = 31_536_000_000;
export const NO_TIME = 0;

const DISPOSITIONS = ["ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL", "UNKNOWN"];
type Disposition = { readonly text: string; readonly isKnown: boolean; readonly isAnswered: boolean };

function dispositionOf(text: string): Disposition {
  return { text, isKnown: DISPOSITIONS.includes(text), isAnswered: text === "ANSWERED" };
}

/**
 * Reads the cells that say when a call was and how long.
 *
 * @returns null where one says nothing that can be: `cellFault` tells which.
 */
export function cellsReader(): (record: CsvRecord) => CallCells | null {
  const dispositions = keptByBytes(dispositionOf);
  const cells: CallCells = {
    start: NO_TIME,
    answer: NO_TIME,
    end: NO_TIME,
    durationSeconds: 0,
    billableSeconds: 0,
    answered: false,
    releaseCause: "",
  };
  return (record) => {
    const start = record.localReading(START);
    const answer = optionalReading(record, ANSWER);
    const end = optionalReading(record, END);
    const duration = record.wholeNumber(DURATION);
    const billsec = record.wholeNumber(BILLSEC);
    const { text, isKnown, isAnswered } = record.kept(dispositions, DISPOSITION);
    const areNumbers = !Number.isNaN(start + answer + end) && billsec >= 0 && billsec <= duration;
    const answered = isAnswered && answer !== NO_TIME;
    if (!areNumbers || !isKnown || (isAnswered && !answered && billsec > 0)) return null;
    cells.start = start;
    cells.answer = answered ? answer : NO_TIME;
    cells.end = end;
    cells.durationSeconds = duration;
    cells.billableSeconds = answered ? billsec : 0;
    cells.answered = answered;
    cells.releaseCause = text;
    return cells;
  };
}

export function areInOrder({ start, answer, end }: CallCells): boolean {
  const answerOrStart = answer === NO_TIME ? start : answer;
  return answerOrStart >= start && (end === NO_TIME || end >= answerOrStart);
}

export function lastOf({ start, answer, end }: CallCells): number {
  return Math.max(start, answer, end);
}

/** NaN for what is no time. */
function optionalReading(record: CsvRecord, index: number): number {
  if (record.isEmpty(index)) return NO_TIME;
  const reading = record.localReading(index);
  return reading < FIRST_READING ? NO_TIME : reading;
}

type Why = readonly [reason: Fault["reason"], message: string];

/** What is wrong with a record whose cells do not make a call. Apart, so that what all other records run through stays short. */
export function cellFault(record: CsvRecord): Fault {
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
  return DISPOSITIONS.includes(disposition) ? null : ["RECORD_DISPOSITION", `disposition "${disposition}"`];
}

/** The day and the seconds are told where they can be read, for what is missing is counted by them. */
export function fault(record: CsvRecord, why: Why): Fault {
  const start = record.localReading(START);
  const billsec = record.wholeNumber(BILLSEC);
  const keyDay = Number.isNaN(start) ? null : dayOf(start);
  return { ...unreadable(...why), keyDay, milliseconds: billsec >= 0 ? billsec * 1000 : null };
}

const DAY_MILLISECONDS = 86_400_000;

export function dayOf(start: number): CivilDate {
  return fromDayNumber(Math.floor(start / DAY_MILLISECONDS));
}

/** Why the names or numbers of a record are not those of the switch; null where nothing went through a spreadsheet. */
export function clipped(record: CsvRecord, columns: KeyColumns): Why | null {
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
