import { wholeNumber } from "../digits.ts";
import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import type { SourceRecord } from "../source-record.ts";
import { ignored } from "./ignored.ts";
import { type Column, namedColumns } from "./named-columns.ts";
import { recordStamps } from "./record-stamps.ts";
import { writtenStamp } from "./written-stamp.ts";

/*
 * Cisco CUCM, files `cdr_<cluster>_<node>_<date>_<sequence>`. Comma-separated, strings quoted; line 1 names the columns, line 2
 * their SQL types. 133 columns now, fewer in older releases, so all is read by name:
 *
 *    cdrRecordType (1)     dateTimeOrigination  dateTimeConnect  dateTimeDisconnect   (seconds since 1970, UTC; 0 = none)
 *    pkid (the key)        duration (s, connect to disconnect)   origCause_value  destCause_value
 *    callingPartyNumber    originalCalledPartyNumber  finalCalledPartyNumber (behind a forwarding)
 *    origDeviceName        destDeviceName       clientMatterCode  authCodeDescription
 *
 * A phone that copies its talk to a recorder writes legs of its own, calling from `b00…`: they are no calls. Files `cmr_…` hold
 * the quality of calls, one row an end, under a heading of their own: none of their rows is a call. Which rows belong to one call
 * (cluster, callManagerId, callId) has no place in a Call. Reference: cdr and rate decks, section 2.9.
 */
const REQUIRED = [
  "callingPartyNumber",
  "finalCalledPartyNumber",
  "dateTimeOrigination",
  "dateTimeConnect",
  "dateTimeDisconnect",
  "duration",
  "pkid",
];
const FEWEST_COLUMNS = 56;

export const cucmCsv: Format = {
  split: delimited({
    separator: ",",
    quote: '"',
    escape: "doubledQuote",
    fits: (cellCount) => cellCount >= FEWEST_COLUMNS,
  }),
  open(_, tools) {
    let layout: Layout | null = null;
    return (record) => {
      if (record.cell(0) === "cdrRecordType") {
        layout = layoutOf(record);
        return null;
      }
      if (record.cell(0) === "INTEGER") return null;
      if (layout === null) return unreadable("RECORD_COLUMNS", "no heading stands before the record");
      if (record.cell(layout.recordType) === "2" || layout.isQuality)
        return ignored("NOT_A_CALL", "the quality of a call (CMR), and no call record");
      if (layout.missing.length > 0)
        return unreadable("RECORD_COLUMNS", `the heading names no ${layout.missing.join(", ")}`);
      if (record.cellCount < layout.columns)
        return unreadable("RECORD_COLUMNS", `${record.cellCount} cells under ${layout.columns} headings`);
      if (record.cellCount > layout.columns) tools.extraColumns();
      return factsOf(layout.named(record));
    };
  },
};

type Layout = {
  readonly columns: number;
  readonly recordType: number;
  readonly missing: readonly string[];
  readonly isQuality: boolean;
  readonly named: (record: SourceRecord) => Column;
};

function layoutOf(heading: SourceRecord): Layout {
  const names = Array.from({ length: heading.cellCount }, (_, index) => heading.cell(index));
  return {
    columns: names.length,
    recordType: names.indexOf("cdrRecordType"),
    missing: REQUIRED.filter((name) => !names.includes(name)),
    isQuality: names.includes("numberPacketsSent"),
    named: namedColumns(names),
  };
}

function factsOf(column: Column): RecordFacts | Fault {
  const kind = column("cdrRecordType");
  if (kind !== "1") return unreadable("RECORD_KIND", `cdrRecordType "${kind}"`);
  const billableMilliseconds = wholeNumber(column("duration")) * 1_000;
  const texts = {
    start: column("dateTimeOrigination"),
    answer: column("dateTimeConnect"),
    end: column("dateTimeDisconnect"),
  };
  const stamps = recordStamps(texts, writtenStamp, billableMilliseconds);
  if ("bucket" in stamps) return stamps;
  const from = column("callingPartyNumber");
  if (RECORDER.test(from)) {
    const milliseconds = billableMilliseconds >= 0 ? billableMilliseconds : null;
    const keyDay = stamps.start?.day ?? null;
    return ignored("NOT_A_CALL", `a leg of the recorder ${from}`, { keyDay, milliseconds });
  }
  const causes = [column("destCause_value"), column("origCause_value")];
  return {
    ...NOTHING_SAID,
    key: column("pkid") || null,
    content: CONTENT.map(column),
    ...stamps,
    billableMilliseconds,
    answered: stamps.answer !== null,
    from,
    to: column("finalCalledPartyNumber") || column("originalCalledPartyNumber"),
    // The side that released writes the cause, the other one 0.
    releaseCause: causes.find((cause) => cause !== "" && cause !== "0") ?? "0",
    trunkIn: column("origDeviceName") || null,
    trunkOut: column("destDeviceName") || null,
    accountHint: column("clientMatterCode") || column("authCodeDescription") || null,
  };
}

/** The number of the bridge inside a phone that a recorder listens to. */
const RECORDER = /^b00\d+$/;

const CONTENT = [
  "pkid",
  "callingPartyNumber",
  "originalCalledPartyNumber",
  "finalCalledPartyNumber",
  "dateTimeOrigination",
  "dateTimeConnect",
  "dateTimeDisconnect",
  "duration",
  "origCause_value",
  "destCause_value",
  "origDeviceName",
  "destDeviceName",
  "clientMatterCode",
  "authCodeDescription",
];
