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
 * Commas and a heading; at most 92 days a file, by the start of the calls; failed calls are in it; times are UTC,
 * `2026-04-07 14:03:00+00`. The columns are those of an export that the maker prints; other reports add a key, so a source can state
 * its own `headings`.
 *
 *   cdr_id                     the record · sip_callid; the printed export has neither
 *   direction                  Inbound, Outbound
 *   start_time, end_time       the call's start counts, connected or not
 *   destination, callerid      digits; with plus · number_alias, custom_x_tag: what we set for a number, or sent with a call
 *   result, call_fail_sip_code, call_fail_reason       completed, 200, OK; the last two may be empty where the call did not fail
 *   customer_ip                our side, `192.0.2.52`, and behind a colon the port that a call came from: the trunk is the address
 *   duration                   connected seconds · billed_duration: rounded up, not read
 *   total_cost, rate, …        what Flowroute charges us, not read
 *
 * Source: reference, cdr and rate decks, section 2.11; support.flowroute.com "Call Detail Record (CDR) Reports"; flowroute/flowroute-sdk-v3-python README,
 * "CDR export" (an example of 2019), read 2026-11-28.
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
    ...byCustomerTrunk(wayOf(text("direction")), addressOf(text("trunk"))),
    accountHint: text("account") || null,
  };
}

/** @example `192.0.2.52:5080` → `192.0.2.52`: the port is another with each connection. */
function addressOf(trunk: string): string | null {
  return trunk.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1") || null;
}

function wayOf(direction: string): "inbound" | "outbound" | "unknown" {
  if (/^in(?:bound)?$/i.test(direction)) return "inbound";
  return /^out(?:bound)?$/i.test(direction) ? "outbound" : "unknown";
}
