import { wholeNumber } from "../digits.ts";
import { type Fault, unreadable } from "../fault.ts";
import type { Format } from "../format-reader.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import { delimited } from "../records/delimited.ts";
import { byHeading, type ColumnNames, type Said } from "./headed-columns.ts";
import { recordStamps } from "./record-stamps.ts";
import { writtenSeconds } from "./written-seconds.ts";
import { twelveHourTime } from "./written-times.ts";

/*
 * Bandwidth billing detail records (BDR). NOT YET SEEN ON A REAL FILE.
 *
 * Commas and a heading; an importer elsewhere reads the same columns between `|`, which a source can state as its `separator`.
 *
 *   AccountNumber, CallStartDateTime, CallEndDateTime    UTC, 12-hour clock: `2015/10/19 9:12:46 PM`
 *   CallType          INTERSTATE, TOLL-FREE ORIGINATION, INFORMATION …
 *   CallSource, CallDestination
 *   Duration          seconds, ALREADY ROUNDED UP to the next 6
 *   PerMinRate, Amount, TierType, Source- and Destination- Country, State, LATA, RateCenter (one heading is spelt
 *   DesinationRateCenter): what Bandwidth charges us, and not read
 *   CallID, BdrID     the call, and this record of it · RateAttempts: how often the call was rated
 *   SourceIP, DestinationIP, LRN, LocationID, SubAccountID, LocationName, SubAccountName
 *
 * Source: reference, cdr and rate decks, sections 2.11 and 3.2; support.bandwidth.com "Billing Detail Record field descriptions".
 */
const names: ColumnNames = {
  key: ["BdrID"],
  from: ["CallSource"],
  to: ["CallDestination"],
  direction: ["CallType"],
  start: ["CallStartDateTime"],
  end: ["CallEndDateTime"],
  seconds: ["Duration"],
  attempt: ["RateAttempts"],
  account: ["SubAccountID"],
  routingNumber: ["LRN"],
};

/**
 * One record a call. There is no answer time and no sign of an answer but the seconds: a record of none is unanswered, and the
 * start stands for the answer. Seconds are Bandwidth's, so a rate that rounds finer than 6 s bills up to 5 s more than were spoken.
 *
 * A call that Bandwidth rated again has the same CallID under a new BdrID: it is suspended, for it may be billed already.
 */
export const bandwidthCsv: Format = {
  split: (source, handlers) =>
    delimited({ separator: source.separator ?? ",", quote: '"', escape: "doubledQuote" })(source, handlers),
  open: (source, tools) =>
    byHeading({ names, required: ["key", "from", "to", "start", "seconds"] }, { source, tools }, callFacts),
};

const CONTENT = [
  "key",
  "from",
  "to",
  "direction",
  "start",
  "end",
  "seconds",
  "account",
  "routingNumber",
] as const;

function callFacts({ text }: Said): RecordFacts | Fault {
  const milliseconds = writtenSeconds(text("seconds"));
  const stamps = recordStamps(
    { start: text("start"), answer: "", end: text("end") },
    twelveHourTime,
    milliseconds,
  );
  if ("bucket" in stamps) return stamps;
  const known = { keyDay: stamps.start?.day ?? null, milliseconds: milliseconds >= 0 ? milliseconds : null };
  if (text("key") === "") return { ...unreadable("RECORD_NO_KEY", "a record without BdrID"), ...known };
  if (wholeNumber(text("attempt")) > 1)
    return { ...unreadable("RECORD_RERATED", `rated ${text("attempt")} times`), ...known };
  const answered = milliseconds > 0;
  return {
    ...NOTHING_SAID,
    key: text("key"),
    content: CONTENT.map(text),
    ...stamps,
    answer: answered ? stamps.start : null,
    billableMilliseconds: milliseconds,
    answered,
    from: text("from"),
    to: text("to"),
    direction: directionOf(text("direction")),
    accountHint: text("account") || null,
    routingNumber: text("routingNumber") || null,
  };
}

/** Origination is what comes in from the public network to a number of ours. Other types do not say which way a call went. */
function directionOf(callType: string): RecordFacts["direction"] {
  return /\bORIGINATION\b/i.test(callType) ? "inbound" : "unknown";
}
