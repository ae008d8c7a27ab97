import type { CivilDate } from "@tollwright/calendar";
import type { Call, CallSums } from "./call.ts";
import { callKeyOf, contentHashOf, weakKey, weakKeyOrdinals } from "./call-identity.ts";
import { collector, type Fault, knownOf, unreadable } from "./collector.ts";
import { type CsvRecord, csvRecords } from "./csv-records.ts";
import { directionOf } from "./direction.ts";
import { localTimes } from "./local-times.ts";
import type { ReaderSettings, Reading, RecordReader } from "./record-reader.ts";
import type { Source } from "./source.ts";

/*
 * Asterisk cdr_csv, `Master.csv`. Comma-separated, strings in double quotes with inner quotes doubled, numbers bare, no
 * heading. Times `YYYY-MM-DD HH:MM:SS` in the zone of the switch; a missing time is an empty cell.
 *
 *    1 accountcode   5 clid        9 lastdata   13 duration (s, start to end)
 *    2 src           6 channel    10 start      14 billsec (s, answer to end)
 *    3 dst           7 dstchannel 11 answer     15 disposition
 *    4 dcontext      8 lastapp    12 end        16 amaflags
 *
 * Behind them, each only where cdr.conf switches it on: uniqueid (`loguniqueid`), userfield (`loguserfield`), and the
 * three of `newcdrcolumns`: peeraccount, linkedid, sequence.
 */
const [ACCOUNT_CODE, SRC, DST, CHANNEL, DST_CHANNEL] = [0, 1, 2, 5, 6];
const [START, ANSWER, END, DURATION, BILLSEC, DISPOSITION] = [9, 10, 11, 12, 13, 14];

/** Where the columns of the key are; null where a layout has none. */
type KeyColumns = {
  readonly uniqueId: number | null;
  readonly linkedId: number | null;
  readonly sequence: number | null;
};

const NO_KEY: KeyColumns = { uniqueId: null, linkedId: null, sequence: null };
const UNIQUE_ID: KeyColumns = { ...NO_KEY, uniqueId: 16 };
const LINKED: KeyColumns = { uniqueId: null, linkedId: 17, sequence: 18 };
const LINKED_BEHIND_ONE: KeyColumns = { uniqueId: null, linkedId: 18, sequence: 19 };
const ALL_KEYS: KeyColumns = { uniqueId: 16, linkedId: 19, sequence: 20 };
const MOST_COLUMNS = 21;

function keyColumns(
  cellCount: number,
  seventeenth: Source["seventeenthColumn"],
): KeyColumns | "unknown" | "none" {
  const isUniqueId = seventeenth === "uniqueid";
  switch (Math.min(cellCount, MOST_COLUMNS)) {
    case 16:
      return NO_KEY;
    case 17:
      if (seventeenth === undefined) return "unknown";
      return isUniqueId ? UNIQUE_ID : NO_KEY;
    case 18:
      return UNIQUE_ID;
    case 19:
      return LINKED;
    case 20:
      if (seventeenth === undefined) return "unknown";
      return isUniqueId ? { ...LINKED_BEHIND_ONE, uniqueId: 16 } : LINKED_BEHIND_ONE;
    case MOST_COLUMNS:
      return ALL_KEYS;
    default:
      return "none";
  }
}

/** Reads `Master.csv`, and the same lines in `<accountcode>.csv`. */
export function asteriskCsvReader(settings: ReaderSettings): RecordReader {
  return lineReader(settings, recordToCall(settings));
}

/** The same records and the same refusals; of calls only what sums ask for. */
export function asteriskCsvSums(settings: ReaderSettings): RecordReader<CallSums> {
  return lineReader(settings, recordToSums(settings.source));
}

function lineReader<OfCall extends CallSums>(
  settings: ReaderSettings,
  toCall: ToCall<OfCall>,
): RecordReader<OfCall> {
  const { resumeAt } = settings;
  const collected = collector<OfCall>(settings);
  const records = csvRecords({
    fits: (cellCount) => cellCount >= 16 && cellCount <= MOST_COLUMNS,
    record(record) {
      const isNew = record.offset >= resumeAt;
      const outcome = toCall(record, isNew);
      if (outcome === null || !isNew) return;
      if (record.cellCount > MOST_COLUMNS) collected.extraColumns();
      if ("bucket" in outcome) collected.fault(record, outcome);
      else collected.call(outcome, record);
    },
    broken(line) {
      if (line.offset < resumeAt) return;
      collected.fault(
        line,
        line.tooLong
          ? unreadable("RECORD_TOO_LONG", `a line of ${line.length} bytes is no record of Asterisk`)
          : unreadable("RECORD_QUOTING", "the record is cut off, or its quotes do not close"),
      );
    },
  });
  const taken = (): Reading<OfCall> => collected.take(Math.max(records.nextOffset(), resumeAt));
  return {
    read(bytes) {
      records.read(bytes);
      return taken();
    },
    end(closed) {
      records.end(closed);
      return taken();
    },
  };
}

/** A call, or why there is none; null for a record that was read earlier and matters to nothing behind it. */
type ToCall<OfCall> = (record: CsvRecord, isNew: boolean) => OfCall | Fault | null;

function recordToCall({ source, fileHash }: ReaderSettings): ToCall<Call> {
  const carrierTrunks = new Set(source.carrierTrunks);
  const ordinalOf = weakKeyOrdinals();
  const checkedFacts = factsReader(source);
  return (record, isNew) => {
    const columns = columnsOf(record, source);
    if ("bucket" in columns) return columns;
    const key = strongKey(record, columns);
    if (key !== null && !isNew) return null;
    const facts = checkedFacts(record, columns);
    if ("bucket" in facts) return facts;

    const contentHash = contentHashOf(CONTENT.map(record.cell));
    const trunkIn = trunkOf(record.cell(CHANNEL));
    const trunkOut = trunkOf(record.cell(DST_CHANNEL));
    // Member by member: to spread three objects into the fourth takes longer than to scan the record.
    return {
      source: source.id,
      callKey: callKeyOf(source.id, key ?? weakKey(contentHash, ordinalOf)),
      keyIsWeak: key === null,
      contentHash,
      keyDay: facts.keyDay,
      record: { fileHash, offset: record.offset, length: record.length, line: record.line },
      from: record.cell(SRC),
      to: record.cell(DST),
      startedAt: facts.startedAt,
      answeredAt: facts.answeredAt,
      releasedAt: facts.releasedAt,
      billableMilliseconds: facts.billableMilliseconds,
      answered: facts.answered,
      releaseCause: facts.releaseCause,
      direction: directionOf({ trunkIn, trunkOut }, carrierTrunks, source.onNet),
      trunkIn,
      trunkOut,
      accountHint: record.interned(ACCOUNT_CODE) || null,
      chargeNumber: null,
      originatingLineInfo: null,
      jurisdictionParameter: null,
      routingNumber: null,
      estimated: false,
    };
  };
}

function recordToSums(source: Source): ToCall<CallSums> {
  const checkedFacts = factsReader(source);
  return (record) => {
    const columns = columnsOf(record, source);
    if ("bucket" in columns) return columns;
    const facts = checkedFacts(record, columns);
    if ("bucket" in facts) return facts;
    return {
      keyDay: facts.keyDay,
      answered: facts.answered,
      billableMilliseconds: facts.billableMilliseconds,
      accountHint: record.interned(ACCOUNT_CODE) || null,
    };
  };
}

function columnsOf(record: CsvRecord, { seventeenthColumn }: Source): KeyColumns | Fault {
  const columns = keyColumns(record.cellCount, seventeenthColumn);
  if (columns === "none") return unreadable("RECORD_COLUMNS", `${record.cellCount} columns`);
  if (columns === "unknown")
    return unreadable("SEVENTEENTH_COLUMN_UNKNOWN", `${record.cellCount} columns: uniqueid or userfield?`);
  // The switch never leaves it out: a record without it is cut off, and its key would be another.
  if (columns.sequence !== null && record.isEmpty(columns.sequence))
    return unreadable("RECORD_COLUMNS", "the record ends before its sequence");
  return columns;
}

const CONTENT = [
  ACCOUNT_CODE,
  SRC,
  DST,
  CHANNEL,
  DST_CHANNEL,
  START,
  ANSWER,
  END,
  DURATION,
  BILLSEC,
  DISPOSITION,
];
const SPREADSHEET_NUMBER = /^\d(\.\d+)?E\+\d+$/i;
const [POINT, LETTER_E] = [46, 101];

function isSpreadsheetNumber(record: CsvRecord, index: number): boolean {
  const second = record.byteAt(index, 1);
  return (second === POINT || (second | 32) === LETTER_E) && SPREADSHEET_NUMBER.test(record.cell(index));
}

/**
 * uniqueid and sequence; without a sequence, uniqueid with channel and start. linkedid and sequence name one record too:
 * the sequence never repeats while the switch runs, and linkedid begins with the second of a call's first channel.
 */
function strongKey(record: CsvRecord, columns: KeyColumns): string | null {
  const value = (index: number | null): string => (index === null ? "" : record.cell(index));
  const [uniqueId, linkedId, sequence] = [
    value(columns.uniqueId),
    value(columns.linkedId),
    value(columns.sequence),
  ];
  if (uniqueId !== "" && sequence !== "") return `${uniqueId} ${sequence}`;
  if (uniqueId !== "") return `${uniqueId} ${record.cell(CHANNEL)} ${record.cell(START)}`;
  return linkedId !== "" && sequence !== "" ? `linked ${linkedId} ${sequence}` : null;
}

/** The facts of records of one source, checked; the unique id too, for a call without its own name is nobody's. */
function factsReader(source: Source): (record: CsvRecord, columns: KeyColumns) => Facts | Fault {
  const toTimes = localTimes(source.zone);
  const dayText = dayTexts();
  return (record, columns) => {
    const facts = factsOf(record, toTimes, dayText);
    if ("bucket" in facts) return facts;
    if (isClipped(record, columns))
      return {
        ...unreadable("RECORD_NO_KEY", "the unique id went through a spreadsheet and lost digits"),
        ...knownOf(facts),
      };
    const clipped = clippedNumber(record);
    if (clipped === null) return facts;
    const message = `${clipped} went through a spreadsheet and lost digits`;
    return { ...unreadable("NUMBER_CLIPPED", message), ...knownOf(facts) };
  };
}

function isClipped(record: CsvRecord, columns: KeyColumns): boolean {
  const { uniqueId, linkedId } = columns;
  const named = uniqueId ?? linkedId;
  return named !== null && isSpreadsheetNumber(record, named) && strongKey(record, columns) !== null;
}

const NUMBERS = [SRC, DST];

function clippedNumber(record: CsvRecord): string | null {
  const clipped = NUMBERS.find((index) => isSpreadsheetNumber(record, index));
  return clipped === undefined ? null : record.cell(clipped);
}

type Facts = Pick<
  Call,
  "keyDay" | "startedAt" | "answeredAt" | "releasedAt" | "billableMilliseconds" | "answered" | "releaseCause"
>;

const DISPOSITIONS = new Set(["ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL", "UNKNOWN"]);

/**
 * Times and seconds of a record. A call is answered if the disposition says so and an answer time stands there: BUSY and
 * FAILED rows may carry times and seconds too. billsec is billed as written, never clamped, never computed from stamps.
 */
function factsOf(record: CsvRecord, toTimes: ReturnType<typeof localTimes>, dayText: DayText): Facts | Fault {
  const start = record.localReading(START);
  const duration = record.wholeNumber(DURATION);
  const billsec = record.wholeNumber(BILLSEC);
  const keyDay = Number.isNaN(start) ? null : dayText(start, record);
  const known = { keyDay, milliseconds: billsec >= 0 ? billsec * 1000 : null };
  const answer = optionalReading(record, ANSWER);
  const end = optionalReading(record, END);
  if (keyDay === null) return fault(known, "RECORD_TIME", `start "${record.cell(START)}" is no time`);
  if (answer === "unreadable")
    return fault(known, "RECORD_TIME", `answer "${record.cell(ANSWER)}" is no time`);
  if (end === "unreadable") return fault(known, "RECORD_TIME", `end "${record.cell(END)}" is no time`);
  if (!(duration >= 0 && billsec >= 0 && billsec <= duration))
    return fault(
      known,
      "RECORD_DURATION",
      `billsec ${record.cell(BILLSEC)}, duration ${record.cell(DURATION)}`,
    );

  const disposition = record.interned(DISPOSITION);
  if (!DISPOSITIONS.has(disposition))
    return fault(known, "RECORD_DISPOSITION", `disposition "${disposition}"`);
  const answered = disposition === "ANSWERED" && answer !== null;
  if (disposition === "ANSWERED" && !answered && billsec > 0)
    return fault(known, "RECORD_TIME", `answered with ${billsec} s, and no answer time`);

  const billableMilliseconds = answered ? billsec * 1000 : 0;
  const times = toTimes({
    start,
    answer: answered ? answer : null,
    end,
    duration: duration * 1000,
    billable: billableMilliseconds,
  });
  if (times === null)
    return fault(
      known,
      "RECORD_TIME_SKIPPED",
      `${record.cell(START)} or what follows it was skipped by the clock`,
    );
  const { startedAt, answeredAt, releasedAt } = times;
  const answerOrStart = answeredAt ?? startedAt;
  if (answerOrStart < startedAt || (releasedAt !== null && releasedAt < answerOrStart))
    return fault(
      known,
      "RECORD_TIME_ORDER",
      `start ${record.cell(START)}, answer ${record.cell(ANSWER)}, end ${record.cell(END)}`,
    );
  return {
    keyDay,
    startedAt,
    answeredAt,
    releasedAt,
    billableMilliseconds,
    answered,
    releaseCause: disposition,
  };
}

type Known = Pick<Fault, "keyDay" | "milliseconds">;

function fault(known: Known, reason: Fault["reason"], message: string): Fault {
  return { ...unreadable(reason, message), ...known };
}

/** Some exports write the zero of a clock where there was no time; no switch of this kind ran before 1971. */
const FIRST_READING = 31_536_000_000;

function optionalReading(record: CsvRecord, index: number): number | null | "unreadable" {
  if (record.isEmpty(index)) return null;
  const reading = record.localReading(index);
  if (Number.isNaN(reading)) return "unreadable";
  return reading < FIRST_READING ? null : reading;
}

type DayText = (start: number, record: CsvRecord) => CivilDate;

const DAY_MILLISECONDS = 86_400_000;

const DAYS_REMEMBERED = 4_000;

/** The date that stands in the record; one text for all the calls of a day. */
function dayTexts(): DayText {
  const byDay = new Map<number, CivilDate>();
  return (start, record) => {
    const day = Math.floor(start / DAY_MILLISECONDS);
    const known = byDay.get(day);
    if (known !== undefined) return known;
    const text = record.cell(START).slice(0, 10) as CivilDate;
    if (byDay.size >= DAYS_REMEMBERED) byDay.clear();
    byDay.set(day, text);
    return text;
  };
}

/**
 * The trunk or telephone of a channel: its name without the suffix that tells calls apart.
 *
 * `SIP/acme-chi-0000a1b2` → `SIP/acme-chi` (also PJSIP and other technologies) · `IAX2/acme-1234` → `IAX2/acme` ·
 * `DAHDI/i1/5551234-1a` → `DAHDI/i1` (the span) · `DAHDI/7-1` → `DAHDI/7`. A `Local/` channel is the switch talking to
 * itself, and no trunk.
 */
export function trunkOf(channel: string): string | null {
  if (channel === "" || channel.startsWith("Local/")) return null;
  if (channel.startsWith("DAHDI/i") && channel.indexOf("/", 7) > 0)
    return channel.slice(0, channel.indexOf("/", 7));
  const isShort = channel.startsWith("IAX2/") || channel.startsWith("DAHDI/");
  const digits = hexadecimalDigitsAtEnd(channel);
  const dash = channel.length - digits - 1;
  const isSuffix = dash > 0 && channel.charCodeAt(dash) === DASH && digits >= (isShort ? 1 : 8);
  return isSuffix ? channel.slice(0, dash) : channel;
}

const DASH = 45;

/** By hand, for it is asked twice a record. */
function hexadecimalDigitsAtEnd(text: string): number {
  let at = text.length;
  for (; at > 0; at -= 1) {
    const code = text.charCodeAt(at - 1);
    const letter = code | 32;
    if (!(code >= 48 && code <= 57) && !(letter >= 97 && letter <= 102)) break;
  }
  return text.length - at;
}
