import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import { jsonRecords } from "../records/json-records.ts";
import type { SourceRecord } from "../source-record.ts";
import { byCustomerTrunk } from "./customer-trunk.ts";
import { memberText, plainName } from "./headed-columns.ts";
import { namedColumns } from "./named-columns.ts";
import { parsedObject } from "./parsed-object.ts";
import { recordStamps } from "./record-stamps.ts";
import { writtenSeconds } from "./written-seconds.ts";
import { isoTime, type ReadTime, rfc2822Time } from "./written-times.ts";

/*
 * Calls of Twilio's API. `twilio-json`: a page `{ "calls": [ … ] }`, a list of calls, one call, or one a line, as its bulk export
 * writes them. `twilio-csv`: the same under a heading, in any order. A name counts by its letters alone: `start_time`, `StartTime`,
 * and `startTime` of its libraries are one. NOT YET SEEN ON A REAL FILE: the CSV, and the bulk export.
 *
 *   sid                       the call · parent_call_sid: the leg that dialled this one
 *   account_sid               the (sub)account · trunk_sid: the SIP trunk, for calls that used one
 *   from, to                  E.164 with plus, `sip:…`, `client:…`; kept as written, also where no such number exists
 *   direction                 inbound · outbound-api, outbound-dial · by a SIP trunk trunking-terminating, from the customer to the
 *                             public network, and trunking-originating, from there to him
 *   status                    completed · busy, no-answer, failed, canceled · queued, ringing, in-progress: not over yet
 *   start_time, end_time      RFC 2822, GMT; ISO 8601 in the bulk export and the libraries' records (without an offset: the source's
 *                             zone); null or empty if it never started. There is no answer time.
 *   duration                  seconds; empty if unanswered
 *   price, price_unit         what Twilio charges us, a negative text; null until it is rated. Not read: see below.
 *
 * Source: reference, cdr and rate decks, section 2.11; twilio/twilio-oai spec/json/twilio_api_v2010.json; twilio.com/docs/voice/api/call-resource,
 * twilio.com/docs/usage/bulkexport/day (read 2026-11-28).
 */

/**
 * Every leg is a call: a call that came in and was dialled out again by the application is two, one in and one out.
 *
 * The start stands for the answer, of which the record says nothing. The price is no fact of the call: it appears later, and the
 * same call fetched before and after it would be a conflict.
 */
export const twilioJson: Format = {
  split: jsonRecords({ path: "calls", orDocument: true }),
  open: () => (record) => {
    const call = parsedObject(record.text());
    if (call === null) return unreadable("RECORD_NOT_JSON", "no JSON object of a call");
    const members = new Map(Object.entries(call).map(([name, value]) => [plainName(name), value]));
    return factsOf((name) => memberText(members.get(plainName(name))));
  },
};

/** The same calls a row each. */
export const twilioCsv: Format = {
  split: (source, handlers) =>
    delimited({ separator: source.separator ?? ",", quote: '"', escape: "doubledQuote" })(source, handlers),
  open(_source, tools) {
    let names: readonly string[] | null = null;
    return (record) => {
      const heading = headingOf(record);
      names = heading ?? names;
      if (heading !== null) return null;
      if (names === null || record.cellCount < names.length)
        return unreadable(
          "RECORD_COLUMNS",
          `${record.cellCount} cells, and ${names?.length ?? "no"} headings`,
        );
      if (record.cellCount > names.length) tools.extraColumns();
      const column = namedColumns(names)(record);
      return factsOf((name) => column(plainName(name)));
    };
  },
};

/** The plain names of a heading row, that of the call's `Sid` or `Call Sid` as `sid`; null: a call. */
function headingOf({ cellCount, cell }: SourceRecord): readonly string[] | null {
  const names = Array.from({ length: cellCount }, (_, index) => plainName(cell(index)));
  const isHeading = ["from", "to", "status"].every((name) => names.includes(name));
  return isHeading ? names.map((name) => (name === "callsid" ? "sid" : name)) : null;
}

const UNANSWERED = new Set(["busy", "no-answer", "failed", "canceled"]);
const UNFINISHED = new Set(["queued", "ringing", "in-progress"]);
const CONTENT = [
  ...["sid", "parent_call_sid", "account_sid", "trunk_sid", "from", "to"],
  ...["direction", "status", "start_time", "end_time", "duration"],
];

/** What a call says by the name that the API documents, `""` where it says nothing. */
type Text = (name: string) => string;

function factsOf(text: Text): RecordFacts | Fault {
  const status = text("status");
  const milliseconds = text("duration") === "" ? 0 : writtenSeconds(text("duration"));
  const stamps = recordStamps(
    { start: text("start_time") || text("date_created"), answer: "", end: text("end_time") },
    readTime,
    milliseconds,
  );
  if ("bucket" in stamps) return stamps;
  const known = { keyDay: stamps.start?.day ?? null, milliseconds: milliseconds >= 0 ? milliseconds : null };
  if (text("sid") === "") return { ...unreadable("RECORD_NO_KEY", "a call without sid"), ...known };
  if (UNFINISHED.has(status))
    return { ...unreadable("CALL_UNFINISHED", `status ${status} when it was fetched`), ...known };
  const answered = status === "completed";
  if (!answered && !UNANSWERED.has(status))
    return { ...unreadable("RECORD_DISPOSITION", `status "${status}"`), ...known };
  return {
    ...NOTHING_SAID,
    key: text("sid"),
    content: CONTENT.map(text),
    ...stamps,
    answer: answered ? stamps.start : null,
    billableMilliseconds: milliseconds,
    answered,
    from: text("from"),
    to: text("to"),
    releaseCause: status,
    ...byCustomerTrunk(wayOf(text), text("trunk_sid") || null),
    accountHint: text("account_sid") || null,
  };
}

const readTime: ReadTime = (text) => {
  const stamp = rfc2822Time(text);
  return stamp === "unreadable" ? isoTime(text) : stamp;
};

/**
 * Only a call that crossed the public network is in- or outbound. A trunk's always did; another from or to `sip:` or `client:` did
 * not, whatever it is called.
 */
function wayOf(text: Text): "inbound" | "outbound" | "unknown" {
  const direction = text("direction");
  if (direction === "trunking-originating") return "inbound";
  if (direction === "trunking-terminating") return "outbound";
  if (direction === "inbound") return isNumber(text("from")) ? "inbound" : "unknown";
  const isOutbound = direction === "outbound-api" || direction === "outbound-dial";
  return isOutbound && isNumber(text("to")) ? "outbound" : "unknown";
}

function isNumber(end: string): boolean {
  return !/^(?:sips?|client):/i.test(end);
}
