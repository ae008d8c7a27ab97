import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { delimited } from "../records/delimited.ts";
import type { SourceRecord } from "../source-record.ts";
import { holdsTwoRecords, namedColumns, twoRecords } from "./named-columns.ts";
import { ACC_COLUMNS, sipRowFacts, WHOLE_CALL_COLUMNS } from "./sip-row.ts";

/*
 * Files of the flatstore database of OpenSIPS and Kamailio, `acc_N.log` and `missed_calls_N.log`: a row a line, no heading, `|`
 * between the columns unless the site says otherwise, nothing quoted, times as seconds since 1970. Since 5.1 Kamailio writes the
 * separator inside a text as `%7C`, and a `%` as it is (`encode_delimiter`, on by default; kamailio/kamailio, km_flatstore.c).
 *
 *    1 method  2 from_tag  3 to_tag  4 callid  5 sip_code  6 sip_reason  7 time  and those that the site adds
 *
 * The source names all columns in their order, the site's own by what they mean (`from`, `to`, `account`, `trunk_in`, `trunk_out`) or
 * by anything else where they mean nothing. What rows say is in sip-row.ts.
 */
export const flatstore: Format = {
  split: (source, handlers) =>
    delimited({
      separator: source.separator ?? "|",
      quote: null,
      escape: source.escape ?? "none",
    })(source, handlers),
  open(source, tools) {
    const names = source.columns ?? ACC_COLUMNS;
    const named = namedColumns(names);
    const separator = source.separator ?? "|";
    const encoded = `%${separator.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
    const factsOf = sipRowFacts(source);
    return (record) => {
      const fewest = fewestCells(names, record);
      if (record.cellCount < fewest)
        return unreadable("RECORD_COLUMNS", `${record.cellCount} columns, and not ${fewest}`);
      if (holdsTwoRecords(record, names.length, names.indexOf("time"))) return twoRecords(record);
      if (record.cellCount > names.length) tools.extraColumns();
      const column = named(record);
      return factsOf((name) => column(name).replaceAll(encoded, separator));
    };
  },
};

/** The columns of whole calls lack in other rows, and those of the site in all but an INVITE's. */
function fewestCells(names: readonly string[], record: SourceRecord): number {
  if (record.cell(0) !== "INVITE") return Math.min(names.length, ACC_COLUMNS.length);
  return names.findLastIndex((name) => !WHOLE_CALL_COLUMNS.includes(name)) + 1;
}
