import { type CivilDate, instant, zoneOffset } from "@tollwright/calendar";
import { localReading, wholeNumber } from "../digits.ts";
import { type Fault, unreadable } from "../fault.ts";
import type { Format, FormatTools } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import type { Source } from "../source.ts";
import type { SourceRecord } from "../source-record.ts";
import type { Stamp } from "../stamp.ts";
import { ignored } from "./ignored.ts";
import { recordStamps } from "./record-stamps.ts";
import { writtenSeconds } from "./written-seconds.ts";
import { printedTime, type ReadTime } from "./written-times.ts";

/*
 * Sansay VSX and VSXi. NOT YET SEEN ON A REAL FILE.
 *
 * Semicolons, one also at the end of each row; no quotes. The maker calls columns 1 to 3 the header of a record and the rest its body:
 * they are read in one row, and also where the header stands in a row of its own before the body. A row of headings, and padding
 * behind the last record, are no records. Columns, from 1:
 *
 *    1 record sequence number   7 start     `Mon Dec 15 11:38:34 2003`, local   16 calling number, as it came in
 *    2 version                  8 answer    `NA` if there was none              18 called number, as it came in
 *    3 R normal, A audit        9 release                                       33 trunk id, termination
 *    4 connection type         10 minutes west of Greenwich                     52 F final route, I intermediate attempt
 *    5 session id: the call    11 cause as text, 12 as number                   54 seconds of the call
 *    6 release cause           14 trunk id, origination                         57 milliseconds of the call
 *
 * Release cause 1 is a normal answered call, 2 to 4 nobody answered, others failed. Column 53, the routing digits, "may also be the
 * LRN": nothing says when, so it is not read as one. What an audit record tells is not described: it is suspended.
 *
 * Source: reference, cdr and rate decks, section 2.11; support.sansay.com "VSXi CDR Specification / Layout"; freeside/Freeside
 * FS/FS/cdr/sansay.pm (release 1.10, with an example row of 59 columns).
 */
const HEADER_COLUMNS = 3;
const LAST_COLUMN = 57;
const COLUMN = {
  sequence: 1,
  kind: 3,
  session: 5,
  cause: 6,
  start: 7,
  answer: 8,
  release: 9,
  minutesWest: 10,
  trunkIn: 14,
  from: 16,
  to: 18,
  trunkOut: 33,
  route: 52,
  seconds: 54,
  milliseconds: 57,
};

type Column = keyof typeof COLUMN;
type Text = (column: Column) => string;

/** The record of a call's final route bills. An attempt at another route is the same call, unless seconds were spent on it. */
export const sansayCsv: Format = {
  split: (source, handlers) =>
    delimited({ separator: source.separator ?? ";", quote: null, escape: "none" })(source, handlers),
  open(source, tools) {
    let header: readonly string[] | null = null;
    return (record) => {
      const cells = cellsOf(record);
      if (isPadding(cells) || isHeading(cells)) return null;
      if (cells.length === HEADER_COLUMNS && /^\d+$/.test(cells[0] ?? "")) {
        header = cells;
        return null;
      }
      const whole = header === null || /^\d+$/.test(cells[0] ?? "") ? cells : [...header, ...cells];
      header = null;
      // A row that ends in the last column that is read may be cut off inside it: each row goes on, or has a semicolon at least.
      const isCutOff = whole.length === LAST_COLUMN && record.cell(record.cellCount - 1) !== "";
      return rowFacts(isCutOff ? whole.slice(0, -1) : whole, source, tools);
    };
  },
};

/** Without the empty cell behind the last semicolon. */
function cellsOf({ cellCount, cell }: SourceRecord): readonly string[] {
  const cells = Array.from({ length: cellCount }, (_, index) => cell(index).replaceAll("\0", "").trim());
  return cells.at(-1) === "" ? cells.slice(0, -1) : cells;
}

function isPadding(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "");
}

function isHeading(cells: readonly string[]): boolean {
  return /^#?\s*record sequence|^sequence/i.test(cells[0] ?? "") || /session ?id/i.test(cells[4] ?? "");
}

function rowFacts(cells: readonly string[], source: Source, tools: FormatTools): RecordFacts | Fault {
  if (cells.length < LAST_COLUMN)
    return unreadable("RECORD_COLUMNS", `${cells.length} columns, and ${LAST_COLUMN} are read`);
  const text: Text = (column) => cells[COLUMN[column] - 1] ?? "";
  const sequence = wholeNumber(text("sequence"));
  if (sequence >= 0) tools.sequence("record", sequence);
  const milliseconds =
    source.billingBase === "milliseconds"
      ? wholeNumber(text("milliseconds"))
      : writtenSeconds(text("seconds"));
  const stamps = recordStamps(
    { start: text("start"), answer: text("answer"), end: text("release") },
    westOfGreenwich(wholeNumber(text("minutesWest")), source.zone),
    milliseconds,
  );
  if ("bucket" in stamps) return stamps;
  const known = { keyDay: stamps.start?.day ?? null, milliseconds: milliseconds >= 0 ? milliseconds : null };
  if (text("kind") !== "R")
    return { ...unreadable("RECORD_KIND", `record type "${text("kind")}" is not R`), ...known };
  if (text("route") === "I" && milliseconds === 0)
    return ignored("OTHER_LEG", "an attempt at another route", known);
  return callFacts({ text, cells, stamps, milliseconds });
}

type Row = {
  readonly text: Text;
  readonly cells: readonly string[];
  readonly stamps: Pick<RecordFacts, "start" | "answer" | "end">;
  readonly milliseconds: number;
};

function callFacts({ text, cells, stamps, milliseconds }: Row): RecordFacts {
  const answered = wholeNumber(text("cause")) === 1 && stamps.answer !== null;
  return {
    ...NOTHING_SAID,
    key: text("session") || null,
    content: cells.slice(HEADER_COLUMNS, LAST_COLUMN),
    ...stamps,
    answer: answered ? stamps.answer : null,
    billableMilliseconds: milliseconds,
    answered,
    from: text("from"),
    to: text("to"),
    releaseCause: text("cause"),
    trunkIn: text("trunkIn") || null,
    trunkOut: text("trunkOut") || null,
  };
}

/**
 * Local readings by the minutes west that stand beside them. In summer these may leave daylight time out, as Unix does: where they
 * are the source's zone without it, the source's zone decides.
 *
 * @example 480 beside `Mon Dec 15 11:38:34 2003` → 19:38:34Z. 480 beside a July day in America/Los_Angeles → by 420.
 */
function westOfGreenwich(minutesWest: number, zone: string): ReadTime {
  return (text) => {
    const stamp = printedTime(text);
    if (stamp === null || stamp === "unreadable" || stamp.kind === "instant") return stamp;
    if (Number.isNaN(minutesWest) || stamp.day < FIRST_DAY) return "unreadable";
    const isStandard = standardMinutes(zone, stamp.day) === -minutesWest;
    return isStandard ? stamp : placed(stamp.reading + minutesWest * 60_000, stamp.day);
  };
}

/** No switch ran before; of a year before standard time a zone has no offset in whole minutes. */
const FIRST_DAY = "1971-01-01";

function placed(at: number, day: CivilDate): Stamp {
  return { kind: "instant", at: instant(at), day };
}

/** Minutes east of UTC without daylight time: the smaller of the two offsets that a zone has in a year. */
function standardMinutes(zone: string, day: CivilDate): number {
  const offsets = ["01-15", "07-15"].map((date) => {
    const noon = localReading(`${day.slice(0, 4)}-${date} 12:00:00`);
    return noon === null ? 0 : zoneOffset(instant(noon), zone) / 60_000;
  });
  return Math.min(...offsets);
}
