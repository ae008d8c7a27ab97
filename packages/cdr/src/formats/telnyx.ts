import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import { jsonRecords } from "../records/json-records.ts";
import { byCustomerTrunk } from "./customer-trunk.ts";
import { byHeading, byMember, type ColumnNames, type Said } from "./headed-columns.ts";
import { parsedObject } from "./parsed-object.ts";
import { recordStamps } from "./record-stamps.ts";
import { writtenSeconds } from "./written-seconds.ts";
import { isoTime, isoTimeOrUtc } from "./written-times.ts";

/*
 * Telnyx call records. NOT YET SEEN ON A REAL FILE.
 *
 * `telnyx-csv`: the CDR report, a heading and the columns that the account picked. `telnyx-json`: detail records, a page
 * `{ "data": [ … ] }`, a list, one record, or one a line. Names, as documented:
 *
 *              report (CSV)                              detail record (JSON)
 *   from, to   origination_number, terminating_number    cli, cld
 *   start      start_timestamp_utc; start_timestamp      started_at       ISO 8601; without an offset the report's zone, which
 *   answer     answer_timestamp                          answered_at      the source states
 *   end        end_timestamp                             finished_at
 *   seconds    call duration, as it was                  call_sec
 *              billable_time, rounded up to 60 s         billed_sec       read only where the other was not picked
 *   direction  direction: inbound, outbound; call type 1 in, 2 out
 *   status     record type 1 complete, 2 incomplete, 3 error
 *   others     hangup_code, connection_id, billing_group, sip_call_id; lrn
 *
 * Detail records need not have answered_at: the maker's example of a call of 50 s, as far as it was seen, shows none. Seconds then are the sign of an answer, and
 * the start stands for its time. A record whose answer is left empty and that counts seconds all the same contradicts itself.
 *
 * That cli, cld, call_sec and billed_sec of detail records mean the same for calls as for messages and conferences, and by what
 * member a call is known, is our reading; a source can state other names (`headings`).
 *
 * Source: reference, cdr and rate decks, section 2.11; developers.telnyx.com "Get available CDR report fields"; support.telnyx.com
 * "Understanding Telnyx CDR"; npm telnyx 7.24.0, types of detail records; developers.telnyx.com "WebRTC Voice SDKs Call Detail Records"
 * (the example), read 2026-11-28.
 */
const names: ColumnNames = {
  key: ["sip_call_id", "call_uuid", "uuid", "call_leg_id", "id"],
  from: ["origination_number", "originating_number", "cli"],
  to: ["terminating_number", "termination_number", "cld"],
  direction: ["direction", "call_type"],
  start: ["start_timestamp_utc", "start_timestamp", "started_at"],
  answer: ["answer_timestamp_utc", "answer_timestamp", "answered_at"],
  end: ["end_timestamp_utc", "end_timestamp", "finished_at"],
  seconds: ["call_duration", "call_sec", "billable_time", "billed_sec"],
  status: ["record_type"],
  cause: ["hangup_code", "hangup_cause"],
  trunk: ["connection_id"],
  account: ["billing_group", "billing_group_id"],
  routingNumber: ["lrn"],
};
/** A detail record has an id of its own; two of them may tell of one SIP call. */
const detailNames: ColumnNames = { ...names, key: ["id", "sip_call_id", "call_leg_id"] };

/** One record a call; without the column of an answer time nothing can be said to be answered, so it is required. */
export const telnyxCsv: Format = {
  split: (source, handlers) =>
    delimited({ separator: source.separator ?? ",", quote: '"', escape: "doubledQuote" })(source, handlers),
  open: (source, tools) =>
    byHeading(
      { names, required: ["from", "to", "start", "answer", "seconds"] },
      { source, tools },
      callFacts,
    ),
};

export const telnyxJson: Format = {
  split: jsonRecords({ path: "data", orDocument: true }),
  open(source) {
    const saidBy = byMember(detailNames, source);
    return (record) => {
      const object = parsedObject(record.text());
      return object === null
        ? unreadable("RECORD_NOT_JSON", "no JSON object of a call")
        : callFacts(saidBy(object));
    };
  },
};

const CONTENT = [
  "key",
  "from",
  "to",
  "direction",
  "start",
  "answer",
  "end",
  "seconds",
  "status",
  "trunk",
] as const;

function callFacts({ text, nameOf }: Said): RecordFacts | Fault {
  const milliseconds = text("seconds") === "" ? 0 : writtenSeconds(text("seconds"));
  const stamps = recordStamps(
    { start: text("start"), answer: text("answer"), end: text("end") },
    (time, name) => (nameOf(name).endsWith("utc") ? isoTimeOrUtc(time) : isoTime(time)),
    milliseconds,
  );
  if ("bucket" in stamps) return stamps;
  const isCounted = milliseconds > 0;
  const answer = nameOf("answer") === "" && isCounted ? stamps.start : stamps.answer;
  const answered = answer !== null && isComplete(text("status"));
  if (answer === null && isCounted && isComplete(text("status")))
    return {
      ...unreadable("RECORD_TIME", `${milliseconds} ms, and no answer time`),
      ...{ keyDay: stamps.start?.day ?? null, milliseconds },
    };
  return {
    ...NOTHING_SAID,
    key: text("key") || null,
    content: CONTENT.map(text),
    ...stamps,
    answer: answered ? answer : null,
    billableMilliseconds: milliseconds,
    answered,
    from: text("from"),
    to: text("to"),
    releaseCause: text("cause"),
    ...byCustomerTrunk(wayOf(text("direction")), text("trunk") || null),
    accountHint: text("account") || null,
    routingNumber: text("routingNumber") || null,
  };
}

/** Records of no stated type are as complete as their times; in JSON the type names a product. */
function isComplete(recordType: string): boolean {
  return !/^(?:[23]|incomplete|errors?)$/i.test(recordType);
}

function wayOf(direction: string): "inbound" | "outbound" | "unknown" {
  if (/^(?:1|in(?:bound)?)$/i.test(direction)) return "inbound";
  return /^(?:2|out(?:bound)?)$/i.test(direction) ? "outbound" : "unknown";
}
