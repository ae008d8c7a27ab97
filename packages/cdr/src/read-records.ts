import { asteriskCsvSums } from "./asterisk-csv-sums.ts";
import { type SumsReader, summed } from "./call-sums.ts";
import { formatTable } from "./formats/format-table.ts";
import type { ReaderSettings, RecordReader } from "./record-reader.ts";

/** The reader of the source's format. */
export function openReader(settings: ReaderSettings): RecordReader {
  return formatTable[settings.source.format].reader(settings);
}

/**
 * The same records and the same refusals, with calls added up instead of given: without their names, and without what sums do not
 * ask for where leaving it out is worth a reader of its own. Read from the file's beginning.
 */
export function openSums(settings: Pick<ReaderSettings, "source" | "readAt">): SumsReader {
  return settings.source.format === "asterisk-csv"
    ? asteriskCsvSums(settings)
    : summed((fileHash) => openReader({ ...settings, fileHash, resumeAt: 0, identity: "none" }));
}
