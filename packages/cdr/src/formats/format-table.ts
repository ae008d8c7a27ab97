import { asteriskCsvReader } from "../asterisk-csv.ts";
import { formatReader } from "../format-reader.ts";
import { mapped } from "../mapped/mapped-format.ts";
import type { ReaderSettings, RecordReader } from "../record-reader.ts";
import { threeCxCsv } from "./3cx-csv.ts";
import { accCsv } from "./acc-csv.ts";
import { acmeCsv } from "./acme-csv.ts";
import { asteriskCel } from "./asterisk-cel.ts";
import { asteriskCustom } from "./asterisk-custom.ts";
import { bandwidthCsv } from "./bandwidth-csv.ts";
import { broadworksCsv } from "./broadworks-csv.ts";
import { broadworksXml } from "./broadworks-xml.ts";
import { cubeCsv } from "./cube-csv.ts";
import { cucmCsv } from "./cucm-csv.ts";
import { flatstore } from "./flatstore.ts";
import { flowrouteCsv } from "./flowroute-csv.ts";
import type { FormatName } from "./format-names.ts";
import { freepbxCsv } from "./freepbx-csv.ts";
import { freeswitchCsv } from "./freeswitch-csv.ts";
import { freeswitchJson } from "./freeswitch-json.ts";
import { freeswitchXml } from "./freeswitch-xml.ts";
import { grandstreamCsv } from "./grandstream-csv.ts";
import { ribbonAct } from "./ribbon-act.ts";
import { sansayCsv } from "./sansay-csv.ts";
import { telnyxCsv, telnyxJson } from "./telnyx.ts";
import { twilioCsv, twilioJson } from "./twilio.ts";

type FormatEntry = {
  /** Whether the reader was tried on a file that a switch wrote, or follows its description alone. */
  readonly seen: "realFiles" | "descriptionOnly";
  readonly reader: (settings: ReaderSettings) => RecordReader;
};

/** All formats. A new one is a file beside this, a name in format-names.ts and a line here. */
export const formatTable: Readonly<Record<FormatName, FormatEntry>> = {
  "asterisk-cel": { seen: "realFiles", reader: (settings) => formatReader(settings, asteriskCel) },
  "3cx-csv": { seen: "realFiles", reader: (settings) => formatReader(settings, threeCxCsv) },
  "freeswitch-xml": { seen: "realFiles", reader: (settings) => formatReader(settings, freeswitchXml) },
  "freeswitch-csv": { seen: "realFiles", reader: (settings) => formatReader(settings, freeswitchCsv) },
  "grandstream-csv": {
    seen: "descriptionOnly",
    reader: (settings) => formatReader(settings, grandstreamCsv),
  },
  "freepbx-csv": { seen: "realFiles", reader: (settings) => formatReader(settings, freepbxCsv) },
  "asterisk-custom": { seen: "realFiles", reader: (settings) => formatReader(settings, asteriskCustom) },
  "asterisk-csv": { seen: "realFiles", reader: asteriskCsvReader },
  "broadworks-xml": { seen: "realFiles", reader: (settings) => formatReader(settings, broadworksXml) },
  "broadworks-csv": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, broadworksCsv) },
  "cucm-csv": { seen: "realFiles", reader: (settings) => formatReader(settings, cucmCsv) },
  flatstore: { seen: "realFiles", reader: (settings) => formatReader(settings, flatstore) },
  "acc-csv": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, accCsv) },
  "ribbon-act": { seen: "realFiles", reader: (settings) => formatReader(settings, ribbonAct) },
  mapped: { seen: "realFiles", reader: (settings) => formatReader(settings, mapped) },
  "freeswitch-json": { seen: "realFiles", reader: (settings) => formatReader(settings, freeswitchJson) },
  "twilio-json": { seen: "realFiles", reader: (settings) => formatReader(settings, twilioJson) },
  "twilio-csv": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, twilioCsv) },
  "acme-csv": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, acmeCsv) },
  "cube-csv": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, cubeCsv) },
  "sansay-csv": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, sansayCsv) },
  "telnyx-csv": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, telnyxCsv) },
  "telnyx-json": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, telnyxJson) },
  "bandwidth-csv": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, bandwidthCsv) },
  "flowroute-csv": { seen: "descriptionOnly", reader: (settings) => formatReader(settings, flowrouteCsv) },
};
