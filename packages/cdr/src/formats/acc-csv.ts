import { unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { delimited } from "../records/delimited.ts";
import type { SourceRecord } from "../source-record.ts";
import { type Column, namedColumns } from "./named-columns.ts";
import { ACC_COLUMNS, sipRowFacts } from "./sip-row.ts";

/*
 * The tables acc, missed_calls (OpenSIPS, Kamailio) and acc_cdrs (Kamailio) as a database exports them: comma-separated unless
 * the source says otherwise, under a heading with the names of the columns, in any order; without a heading in the order that
 * the source states, or in that of the table. The site's own columns are found by the names in sip-row.ts or by `headings`.
 */
export const accCsv: Format = {
  split: (source, handlers) =>
    delimited({
      separator: source.separator ?? ",",
      quote: '"',
      escape: source.escape ?? "doubledQuote",
    })(source, handlers),
  open(source, tools) {
    let layout = layoutOf(source.columns ?? ACC_COLUMNS);
    const factsOf = sipRowFacts(source);
    const { from, to, account } = source.headings ?? {};
    const stated = new Map(
      Object.entries({ from, to, account }).map(([name, own]) => [name, own?.toLowerCase()]),
    );
    return (record) => {
      const heading = headingOf(record);
      if (heading !== null) {
        layout = layoutOf(source.columns ?? heading);
        return null;
      }
      if (record.cellCount < layout.columns)
        return unreadable("RECORD_COLUMNS", `${record.cellCount} columns, and not ${layout.columns}`);
      if (record.cellCount > layout.columns) tools.extraColumns();
      const column = layout.named(record);
      return factsOf((name) => column(stated.get(name) ?? name));
    };
  },
};

type Layout = { readonly columns: number; readonly named: (record: SourceRecord) => Column };

function layoutOf(names: readonly string[]): Layout {
  return { columns: names.length, named: namedColumns(names) };
}

/** No row of a call has these words in its cells. */
function headingOf(record: SourceRecord): readonly string[] | null {
  const names = Array.from({ length: record.cellCount }, (_, index) =>
    record.cell(index).trim().toLowerCase(),
  );
  return names.includes("callid") || names.includes("start_time") ? names : null;
}
