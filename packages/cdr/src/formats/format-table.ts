import { asteriskCsvReader } from "../asterisk-csv.ts";
import { freeswitchJsonReader } from "../freeswitch-json.ts";
import type { ReaderSettings, RecordReader } from "../record-reader.ts";
import type { FormatName } from "./format-names.ts";

type FormatEntry = {
  /** Whether the reader was tried on a file that a switch wrote, or follows its description alone. */
  readonly seen: "realFiles" | "descriptionOnly";
  readonly reader: (settings: ReaderSettings) => RecordReader;
};

/** All formats. A new one is a file beside this, a name in format-names.ts and a line here. */
export const formatTable: Readonly<Record<FormatName, FormatEntry>> = {
  "asterisk-csv": { seen: "realFiles", reader: asteriskCsvReader },
  "freeswitch-json": { seen: "realFiles", reader: freeswitchJsonReader },
};
