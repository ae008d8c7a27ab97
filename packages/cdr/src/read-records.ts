import { formatTable } from "./formats/format-table.ts";
import type { ReaderSettings, RecordReader } from "./record-reader.ts";

/** The reader of the source's format. */
export function openReader(settings: ReaderSettings): RecordReader {
  return formatTable[settings.source.format].reader(settings);
}
