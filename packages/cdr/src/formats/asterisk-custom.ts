import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { delimited } from "../records/delimited.ts";
import { asteriskFacts } from "./asterisk-facts.ts";
import { holdsTwoRecords, namedColumns, twoRecords } from "./named-columns.ts";

/*
 * Asterisk cdr_custom. The file is what cdr_custom.conf maps: a source states its columns by the names of the CDR variables,
 * its separator and how quotes are escaped. What ships with Asterisk, and is taken where a source states no columns, is
 *
 *    1 clid        5 channel     9 start     13 billsec      17 uniqueid
 *    2 src         6 dstchannel 10 answer    14 disposition  18 userfield
 *    3 dst         7 lastapp    11 end       15 amaflags     19 sequence
 *    4 dcontext    8 lastdata   12 duration  16 accountcode
 *
 * all quoted but the last. Times are local stamps, or seconds since 1970 with a fraction where the map asks for `u`; seconds
 * may have a fraction (`f`), and dispositions may be numbers (`u`). The file may be called Master.csv, like that of cdr_csv.
 * Reference: cdr and rate decks, section 2.2.
 */
const SHIPPED_COLUMNS = [
  ...["clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer"],
  ...["end", "duration", "billsec", "disposition", "amaflags", "accountcode", "uniqueid", "userfield"],
  "sequence",
];

/** Every record is a call of its own, as in `Master.csv`; more columns than the map has are counted. */
export const asteriskCustom: Format = {
  split(source, handlers) {
    const columns = source.columns ?? SHIPPED_COLUMNS;
    const fits = (cellCount: number): boolean => cellCount === columns.length;
    return delimited({
      separator: source.separator ?? ",",
      quote: '"',
      escape: source.escape ?? "doubledQuote",
      fits,
    })(source, handlers);
  },
  open(source, tools) {
    const columns = source.columns ?? SHIPPED_COLUMNS;
    const named = namedColumns(columns);
    const factsOf = asteriskFacts(source, columns);
    const start = columns.findIndex((name) => name === "start" || name === "calldate");
    return (record) => {
      if (record.cellCount < columns.length)
        return unreadable("RECORD_COLUMNS", `${record.cellCount} columns, and the map has ${columns.length}`);
      // Where the map ends with the sequence it is in every record: one without it is cut off, and its key would be another.
      if (columns.at(-1) === "sequence" && record.cell(columns.length - 1) === "")
        return unreadable("RECORD_COLUMNS", "the record ends before its sequence");
      if (holdsTwoRecords(record, columns.length, start)) return twoRecords(record);
      if (record.cellCount > columns.length) tools.extraColumns();
      return factsOf(named(record));
    };
  },
};
