import type { CallDirection } from "../call.ts";
import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import type { Source } from "../source.ts";
import { type Column, namedColumns } from "./named-columns.ts";
import { recordStamps } from "./record-stamps.ts";
import { writtenStamp } from "./written-stamp.ts";

/*
 * 3CX, CDR service: a line a call, comma-separated and bare. Which fields stand there, and in which order, is set in its console; a
 * source states them as `columns`. What is taken where it states none is all of them in the maker's order:
 *
 *     1 historyid  `Call 12345`   8 from-no `Ext.100`  15 final-dn    22 to-type
 *     2 callid                    9 to-no              16 bill-code   23 final-type
 *     3 duration   `HH:MM:SS`    10 from-dn            17 bill-rate   24 from-dispname
 *     4 time-start               11 to-dn              18 bill-cost   25 to-dispname
 *     5 time-answered            12 dial-no            19 bill-name   26 final-dispname
 *     6 time-end                 13 reason-changed     20 chain       27 missed-queue-calls
 *     7 reason-terminated        14 final-number       21 from-type
 *
 * Times are `YYYY/MM/DD HH:MM:SS`, local or GMT as set: the source's zone says so. duration is the time of conversation. chain holds
 * semicolons, `Chain: Ext.100;+1212…;`; a comma may end the line. historyid repeats over the legs of a call.
 * Reference: cdr and rate decks, section 2.10.
 */
const ALL_COLUMNS = [
  ...["historyid", "callid", "duration", "time-start", "time-answered", "time-end", "reason-terminated"],
  ...["from-no", "to-no", "from-dn", "to-dn", "dial-no", "reason-changed", "final-number", "final-dn"],
  ...["bill-code", "bill-rate", "bill-cost", "bill-name", "chain", "from-type", "to-type", "final-type"],
  ...["from-dispname", "to-dispname", "final-dispname", "missed-queue-calls"],
];

/** Every record is a call of its own: a transfer writes one for each party that was reached. */
export const threeCxCsv: Format = {
  split(source, handlers) {
    const separator = source.separator ?? ",";
    return delimited({ separator, quote: '"', escape: "none", looseQuotes: true })(source, handlers);
  },
  open(source, tools) {
    const columns = source.columns ?? ALL_COLUMNS;
    const named = namedColumns(columns);
    return (record) => {
      const { cellCount } = record;
      if (cellCount < columns.length)
        return unreadable(
          "RECORD_COLUMNS",
          `${cellCount} columns, and ${columns.length} are ${source.columns === undefined ? "usual: state columns" : "stated"}`,
        );
      const endsWithComma = cellCount === columns.length + 1 && record.cell(cellCount - 1) === "";
      if (cellCount > columns.length && !endsWithComma) tools.extraColumns();
      return factsOf(named(record), source);
    };
  },
};

function factsOf(column: Column, source: Source): RecordFacts | Fault {
  const spoken = clockMilliseconds(column("duration"));
  const texts = { start: column("time-start"), answer: column("time-answered"), end: column("time-end") };
  const stamps = recordStamps(texts, writtenStamp, spoken);
  if ("bucket" in stamps) return stamps;
  const answered = stamps.answer !== null;
  return {
    ...NOTHING_SAID,
    ...stamps,
    key: keyOf(column),
    content: CONTENT.map(column),
    billableMilliseconds: answered ? spoken : 0,
    answered,
    from: numberOf(column("from-no")),
    to: numberOf(column("dial-no") || column("to-no")),
    releaseCause: column("reason-terminated"),
    direction: directionOfTypes(column, source.onNet),
    trunkIn: column("from-dn") || null,
    trunkOut: column("to-dn") || column("final-dn") || null,
    accountHint: column("bill-code") === "default" ? null : column("bill-code") || null,
  };
}

const CONTENT = [
  ...["duration", "time-start", "time-answered", "time-end", "reason-terminated", "from-no", "to-no"],
  ...["from-dn", "to-dn", "dial-no", "final-number", "final-dn", "bill-code"],
];

/** historyid and callid with the start, for they may repeat over the legs; null where neither is among the columns. */
function keyOf(column: Column): string | null {
  const [historyId, callId] = [column("historyid"), column("callid")];
  return historyId === "" && callId === "" ? null : `${historyId} ${callId} ${column("time-start")}`;
}

/** @example `00:01:12` → 72,000; NaN for anything else. */
function clockMilliseconds(text: string): number {
  const parts = /^(\d{1,4}):([0-5]\d):([0-5]\d)$/.exec(text);
  if (parts === null) return Number.NaN;
  return ((Number(parts[1]) * 60 + Number(parts[2])) * 60 + Number(parts[3])) * 1_000;
}

function numberOf(party: string): string {
  return party.replace(/^Ext\./, "");
}

/** What the ends are called where a line leads to the public network; since V20 in small letters, `external_line`. */
const LINE = /^(external[ _]?)?line$|^provider$|^gateway$|^outbound[ _]?rule$/i;

/** From the types of both ends where they are among the columns; null: the trunks tell. */
function directionOfTypes(column: Column, onNet: Source["onNet"]): CallDirection | null {
  const [from, ...to] = ["from-type", "to-type", "final-type"].map(column);
  if (from === undefined || from === "" || to.every((type) => type === "")) return null;
  if (LINE.test(from)) return "inbound";
  if (to.some((type) => LINE.test(type))) return "outbound";
  return onNet === "never" ? "unknown" : "onNet";
}
