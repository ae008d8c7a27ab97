import { byCodeUnit } from "@tollwright/canonical";
import { type Fault, unreadable } from "../fault.ts";
import { namedTwice } from "../local-times.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import type { Source } from "../source.ts";
import type { Stamp } from "../stamp.ts";
import { ignored } from "./ignored.ts";
import { type Column, withoutNulls } from "./named-columns.ts";
import { sipNumber } from "./sip-number.ts";
import { writtenSeconds } from "./written-seconds.ts";
import { writtenStamp } from "./written-stamp.ts";

/*
 * A row of the acc module of OpenSIPS and Kamailio, in a database's export or a flatstore file; the columns by their names:
 *
 *    method  from_tag  to_tag  callid  sip_code  sip_reason  time     of every row: one SIP transaction
 *    setuptime  created  duration  ms_duration                        OpenSIPS, where it writes whole calls
 *    start_time  end_time  duration                                   Kamailio's acc_cdrs, instead of all the others
 *    from  to  account  trunk_in  trunk_out                           of the columns that the site adds, by these names or,
 *                                                                     in Kamailio's sample, src_user, dst_user, src_ip
 *
 * `time` is seconds since 1970 or local time of the server, at the final answer to the request. INVITE with 200 opens a call
 * and BYE closes it, whatever the answer to it was; their tags change places when the called side hangs up. Some set-ups leave
 * the INVITE's time empty and write an ACK with it. Any other answer to an INVITE is a call that was not answered, and stands
 * in acc and in missed_calls alike, as the same row. OpenSIPS writes a whole call into the INVITE's row: `time` is the answer,
 * `created` the start. An acc_cdrs row begins with the INVITE, ringing included, unless `cdr_start_on_confirmed` is set, and
 * does not say which: the source must. A local time of the hour that autumn repeats is refused in a piece. Reference: cdr and rate decks, section 2.4; order of the columns: acc.c of OpenSIPS 3.
 */
export const ACC_COLUMNS = ["method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason", "time"];
/** Behind those of the site, and only in rows that have them. */
export const WHOLE_CALL_COLUMNS = ["setuptime", "created", "duration", "ms_duration"];

/** What a row says. An empty cell and the nulls of databases are the same to it. */
export function sipRowFacts(source: Source): (written: Column) => RecordFacts | Fault {
  const isTwice = namedTwice(source.zone);
  /** The seconds are the distance of two rows, so an hour too many would be billed where one of them came twice that night. */
  const piece = (column: Column, role: Role): RecordFacts | Fault => {
    const facts = pieceFacts(column, role);
    if ("bucket" in facts) return facts;
    const time = facts.start ?? facts.end;
    if (time?.kind !== "local" || !isTwice(time.reading)) return facts;
    const why = unreadable("RECORD_TIME_TWICE", `time "${column("time")}" came twice in ${source.zone}`);
    return { ...why, keyDay: time.day };
  };
  return (written) => {
    const column = withoutNulls(written);
    if (column("start_time") !== "" && column("method") === "") return dialogFacts(column, source);
    const method = column("method");
    switch (method) {
      case "INVITE":
        return inviteFacts(column, source) ?? piece(column, "start");
      case "ACK":
        return piece(column, "interim");
      case "BYE":
        return piece(column, "stop");
      default:
        return /^[A-Z]+$/.test(method)
          ? ignored("NOT_A_CALL", `the SIP request ${method}`)
          : unreadable("RECORD_KIND", `"${method.slice(0, 20)}" is no SIP method`);
    }
  };
}

const isSuccess = (code: string): boolean => /^2\d\d$/.test(code);

/** Null: it opens a call, and no more. */
function inviteFacts(column: Column, source: Source): RecordFacts | Fault | null {
  const code = column("sip_code");
  if (!/^[2-6]\d\d$/.test(code)) return unreadable("RECORD_KIND", `"${code}" is no final answer of SIP`);
  if (!isSuccess(code)) return unansweredFacts(column);
  const milliseconds = wholeMilliseconds(column, source);
  const isWhole = writtenStamp(column("created")) !== null || (milliseconds !== null && milliseconds !== 0);
  return isWhole ? wholeFacts(column, milliseconds) : null;
}

/** Null: the row has no such column, or nothing in it. NaN: unreadable. */
function wholeMilliseconds(column: Column, { billingBase }: Source): number | null {
  const [duration, milliseconds] = [column("duration"), column("ms_duration")];
  if (milliseconds !== "" && (billingBase === "milliseconds" || duration === ""))
    return writtenSeconds(milliseconds) / 1_000;
  return duration === "" ? null : writtenSeconds(duration);
}

type Role = "start" | "interim" | "stop";

function pieceFacts(column: Column, role: Role): RecordFacts | Fault {
  const time = timeOf(column, "time");
  if (isFault(time)) return time;
  if (role !== "stop" && !isSuccess(column("sip_code")))
    return ignored("NOT_A_CALL", "the ACK of a call that was not answered");
  const times = role === "stop" ? { end: time } : { start: time, answer: time };
  return {
    ...NOTHING_SAID,
    role,
    key: dialogKey(column),
    content: contentOf(column),
    ...times,
    answered: role !== "stop" && time !== null,
    ...partiesOf(column),
    releaseCause: role === "stop" ? column("sip_code") : "",
  };
}

function unansweredFacts(column: Column): RecordFacts | Fault {
  const end = timeOf(column, "time");
  const created = timeOf(column, "created");
  if (isFault(end)) return end;
  if (isFault(created)) return created;
  // Two branches of a forked call can fail with the same answer and without a tag: their time tells them apart.
  const key = [
    column("callid"),
    column("from_tag"),
    column("to_tag"),
    "INVITE",
    column("sip_code"),
    column("time"),
  ];
  return {
    ...NOTHING_SAID,
    key: column("callid") === "" ? null : key.join(" "),
    content: contentOf(column),
    start: created ?? end,
    end,
    billableMilliseconds: 0,
    ...partiesOf(column),
    releaseCause: column("sip_code"),
  };
}

function wholeFacts(column: Column, billableMilliseconds: number | null): RecordFacts | Fault {
  const [answer, created] = [timeOf(column, "time"), timeOf(column, "created")];
  if (isFault(answer)) return answer;
  if (isFault(created)) return created;
  return {
    ...NOTHING_SAID,
    key: dialogKey(column),
    content: contentOf(column),
    start: created ?? answer,
    answer,
    billableMilliseconds: billableMilliseconds ?? Number.NaN,
    answered: true,
    ...partiesOf(column),
    releaseCause: column("sip_code"),
  };
}

/** A row of acc_cdrs. */
function dialogFacts(column: Column, source: Source): RecordFacts | Fault {
  const [start, end] = [timeOf(column, "start_time"), timeOf(column, "end_time")];
  if (isFault(start)) return start;
  if (isFault(end)) return end;
  const milliseconds = writtenSeconds(column("duration"));
  const answered = milliseconds > 0;
  if (source.dialogStart === undefined && answered)
    return {
      ...unreadable("DIALOG_START_UNKNOWN", "the seconds may hold the ringing: dialogStart does not say"),
      keyDay: start?.day ?? null,
      milliseconds,
    };
  return {
    ...NOTHING_SAID,
    key: dialogKey(column),
    content: contentOf(column),
    start,
    answer: answered ? start : null,
    end,
    billableMilliseconds: milliseconds,
    answered,
    ...partiesOf(column),
  };
}

/** Call-ID and both tags, in an order that does not depend on who sent the request. */
function dialogKey(column: Column): string | null {
  const callId = column("callid");
  const tags = [column("from_tag"), column("to_tag")].toSorted(byCodeUnit);
  return callId === "" ? null : [callId, ...tags].join(" ");
}

function timeOf(column: Column, name: string): Stamp | null | Fault {
  const stamp = writtenStamp(column(name));
  return stamp === "unreadable" ? unreadable("RECORD_TIME", `${name} "${column(name)}" is no time`) : stamp;
}

function isFault(value: Stamp | null | Fault): value is Fault {
  return value !== null && "bucket" in value;
}

function partiesOf(column: Column) {
  return {
    from: sipNumber(column("from") || column("src_user")).number,
    to: sipNumber(column("to") || column("dst_user")).number,
    accountHint: column("account") || null,
    trunkIn: column("trunk_in") || column("src_ip") || null,
    trunkOut: column("trunk_out") || null,
  };
}

const CONTENT = [
  ...ACC_COLUMNS,
  ...WHOLE_CALL_COLUMNS,
  "start_time",
  "end_time",
  "from",
  "to",
  "src_user",
  "dst_user",
  "account",
];

function contentOf(column: Column): readonly string[] {
  return CONTENT.map(column);
}
