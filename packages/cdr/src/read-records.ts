import { asteriskCsvReader } from "./asterisk-csv.ts";
import { freeswitchJsonReader } from "./freeswitch-json.ts";
import type { ReaderSettings, RecordReader } from "./record-reader.ts";

/** The reader of the source's format. A new format is a file like its neighbours, and a line here. */
export function openReader(settings: ReaderSettings): RecordReader {
  switch (settings.source.format) {
    case "asterisk-csv":
      return asteriskCsvReader(settings);
    case "freeswitch-json":
      return freeswitchJsonReader(settings);
  }
}
