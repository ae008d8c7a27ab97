import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import type { RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import type { SourceRecord } from "../source-record.ts";
import { asteriskFacts } from "./asterisk-facts.ts";
import {
  type Column,
  holdsTwoRecords,
  namedColumns,
  surplusOfCaller,
  twoRecords,
  withoutNulls,
  withoutSurplus,
} from "./named-columns.ts";

/*
 * The call reports that FreePBX and its kin export from Asterisk's database: comma-separated, unless the source says otherwise, under
 * a heading of the database's names, in any order, `NULL` or `\N` where there is nothing. These matter:
 *
 *    calldate (local, `YYYY-MM-DD HH:MM:SS`)  src  dst  channel  dstchannel  duration  billsec  disposition
 *    uniqueid  accountcode;  newer ones add did (the number called from outside), linkedid and sequence
 *
 * There is no answer and no end. clid is often written bare with quotes inside, `"Smith, Ann" <114>`, and amaflags as a number; newest
 * calls come first. One call gives several rows: what was asked for on the way, `Local/…` and destination 0, has no trunk and bills
 * nobody. Reference: cdr and rate decks, section 2.2.
 */
const REQUIRED = ["calldate", "src", "dst", "billsec", "disposition"];

/** Every row under the heading is a call of its own; a heading that comes again is passed over. */
export const freepbxCsv: Format = {
  split: (source, handlers) => {
    const separator = source.separator ?? ",";
    return delimited({ separator, quote: '"', escape: "doubledQuote", looseQuotes: true })(source, handlers);
  },
  open(source, tools) {
    let layout: Layout | null = null;
    const layoutOf = (names: readonly string[]): Layout => ({
      columns: names.length,
      caller: names.indexOf("clid"),
      start: names.indexOf("calldate"),
      missing: REQUIRED.filter((name) => !names.includes(name)),
      named: namedColumns(names),
      factsOf: asteriskFacts(source, names),
    });
    return (written) => {
      const names = headingOf(written);
      if (names !== null) {
        layout = layoutOf(names);
        return null;
      }
      if (layout === null) return unreadable("RECORD_COLUMNS", "no heading stands before the record");
      if (layout.missing.length > 0)
        return unreadable("RECORD_COLUMNS", `the heading names no ${layout.missing.join(", ")}`);
      const record = withoutSurplus(written, layout.caller, surplusOfCaller(written, layout.caller));
      if (record.cellCount < layout.columns)
        return unreadable("RECORD_COLUMNS", `${record.cellCount} cells under ${layout.columns} headings`);
      if (holdsTwoRecords(record, layout.columns, layout.start)) return twoRecords(record);
      if (record.cellCount > layout.columns) tools.extraColumns();
      return layout.factsOf(withoutNulls(layout.named(record)));
    };
  },
};

type Layout = {
  readonly columns: number;
  /** Where clid stands, or −1. */
  readonly caller: number;
  readonly start: number;
  readonly missing: readonly string[];
  readonly named: (record: SourceRecord) => Column;
  readonly factsOf: (column: Column) => RecordFacts | Fault;
};

/** The names in a heading; null for any other row. No call has these words in a cell of its own. */
function headingOf(record: SourceRecord): readonly string[] | null {
  if (!/calldate|disposition/i.test(record.text())) return null;
  const cells = Array.from({ length: record.cellCount }, (_, index) => record.cell(index));
  const names = cells.map((cell) => cell.trim().toLowerCase());
  return names.includes("calldate") || names.includes("disposition") ? names : null;
}
