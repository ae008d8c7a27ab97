import { asteriskCsvReader } from "../asterisk-csv.ts";
import { formatReader } from "../format-reader.ts";
import { freeswitchJsonReader } from "../freeswitch-json.ts";
import type { ReaderSettings, RecordReader } from "../record-reader.ts";
import { asteriskCustom } from "./asterisk-custom.ts";
import type { FormatName } from "./format-names.ts";
import { freepbxCsv } from "./freepbx-csv.ts";
import { grandstreamCsv } from "./grandstream-csv.ts";

type FormatEntry = {
  /** Whether the reader was tried on a file that a switch wrote, or follows its description alone. */
  readonly seen: "realFiles" | "descriptionOnly";
  readonly reader: (settings: ReaderSettings) => RecordReader;
};

/** All formats. A new one is a file beside this, a name in format-names.ts and a line here. */
export const formatTable: Readonly<Record<FormatName, FormatEntry>> = {
  "grandstream-csv": {
    seen: "descriptionOnly",
    reader: (settings) => formatReader(settings, grandstreamCsv),
  },
  "freepbx-csv": { seen: "realFiles", reader: (settings) => formatReader(settings, freepbxCsv) },
  "asterisk-custom": { seen: "realFiles", reader: (settings) => formatReader(settings, asteriskCustom) },
  "asterisk-csv": { seen: "realFiles", reader: asteriskCsvReader },
  "freeswitch-json": { seen: "realFiles", reader: freeswitchJsonReader },
};
