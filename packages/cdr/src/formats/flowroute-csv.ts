import type { Fault } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import { byCustomerTrunk } from "./customer-trunk.ts";
import { byHeading, type ColumnNames, type Said } from "./headed-columns.ts";
import { recordStamps } from "./record-stamps.ts";
import { writtenSeconds } from "./written-seconds.ts";
import { isoTimeOrUtc } from "./written-times.ts";

/*
 * Flowroute CDR export. NOT YET SEEN ON A REAL FILE.
 *
 * Commas and a heading; at most 92 days a file, by the start of the calls; failed calls are in it; times are UTC. The maker's pages
 * that we could read list no columns. Those below are the ones that a public data model reads the export under; spelling in the file,
 * the shape of a time (taken to be ISO 8601) and the words of `result` are unknown, so a source can state its own `headings`.
 *
 *   cdr_id                     the record · sip_callid
 *   direction                  inbound, outbound
 *   start_time, end_time       the call's start counts, connected or not
 *   destination, callerid      · number_alias, custom_x_tag: what we set for a number, or sent with a call
 *   result, call_fail_sip_code, call_fail_reason       the last two are empty, or 200, where the call did not fail
 *   duration                   connected seconds · billed_duration: rounded up, not read
 *   total_cost, rate, …        what Flowroute charges us, not read
 *
 * Source: reference, cdr and rate decks, section 2.11; support.flowroute.com "Call Detail Record (CDR) Reports".
 */
const names: ColumnNames = {
  key: ["cdr_id"],
  from: ["callerid", "caller_id"],
  to: ["destination"],
  direction: ["direction"],
  start: ["start_time"],
  end: ["end_time"],
  seconds: ["duration"],
  status: ["call_fail_sip_code"],
  cause: ["result"],
  trunk: ["customer_ip"],
  account: ["custom_x_tag"],
};

/** One record a call: answered if seconds were spent and no failure is told. The start stands for the answer, which is not told. */
export const flowrouteCsv: Format = {
  split: (source, handlers) =>
    delimited({ separator: source.separator ?? ",", quote: '"', escape: "doubledQuote" })(source, handlers),
  open: (source, tools) =>
    byHeading({ names, required: ["from", "to", "start", "seconds"] }, { source, tools }, callFacts),
};

const CONTENT = ["key", "from", "to", "direction", "start", "end", "seconds", "status", "trunk"] as const;

function callFacts({ text }: Said): RecordFacts | Fault {
  const milliseconds = text("seconds") === "" ? 0 : writtenSeconds(text("seconds"));
  const stamps = recordStamps(
    { start: text("start"), answer: "", end: text("end") },
    isoTimeOrUtc,
    milliseconds,
  );
  if ("bucket" in stamps) return stamps;
  const answered = milliseconds > 0 && ["", "200"].includes(text("status"));
  return {
    ...NOTHING_SAID,
    key: text("key") || null,
    content: CONTENT.map(text),
    ...stamps,
    answer: answered ? stamps.start : null,
    billableMilliseconds: milliseconds,
    answered,
    from: text("from"),
    to: text("to"),
    releaseCause: text("status") || text("cause"),
    ...byCustomerTrunk(wayOf(text("direction")), text("trunk") || null),
    accountHint: text("account") || null,
  };
}

function wayOf(direction: string): "inbound" | "outbound" | "unknown" {
  if (/^in(?:bound)?$/i.test(direction)) return "inbound";
  return /^out(?:bound)?$/i.test(direction) ? "outbound" : "unknown";
}
