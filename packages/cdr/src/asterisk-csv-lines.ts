import { MOST_COLUMNS } from "./asterisk-csv-columns.ts";
import type { Collector } from "./collector.ts";
import { type CsvRecord, type CsvRecords, csvRecords } from "./csv-records.ts";
import { unreadable } from "./fault.ts";
import type { ReaderSettings } from "./record-reader.ts";

/** The lines of `Master.csv` as records; those that can be none are collected as faults. */
export function masterLines(
  { resumeAt }: Pick<ReaderSettings, "resumeAt">,
  collected: Pick<Collector, "fault">,
  record: (record: CsvRecord) => void,
): CsvRecords {
  return csvRecords({
    fits: (cellCount) => cellCount >= 16 && cellCount <= MOST_COLUMNS,
    record,
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
}
