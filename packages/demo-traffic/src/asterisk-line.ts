import { localText } from "@tollwright/calendar";
import { answeredAt, type Outcome, type PlannedCall, releasedAt } from "./planned-call.ts";

/*
 * Asterisk cdr_csv with loguniqueid, loguserfield and newcdrcolumns, 21 columns: accountcode, src, dst, dcontext, clid,
 * channel, dstchannel, lastapp, lastdata, start, answer, end, duration, billsec, disposition, amaflags, uniqueid,
 * userfield, peeraccount, linkedid, sequence. Text in double quotes with inner quotes doubled, numbers bare, a missing
 * time an empty cell without quotes, each line ended by LF.
 */

const DISPOSITIONS: Readonly<Record<Outcome, string>> = {
  answered: "ANSWERED",
  noAnswer: "NO ANSWER",
  busy: "BUSY",
  failed: "FAILED",
  noChannel: "FAILED",
};

/** What a line says beside its call; a test of bad records changes one of them. */
export type AsteriskLineFacts = { readonly billsec: number; readonly start: string };

/**
 * The line of a call, without its line end.
 *
 * @param zone Of the switch: it writes local time.
 * @param altered Instead of the true figures.
 */
export function asteriskLine(
  call: PlannedCall,
  zone: string,
  altered: Partial<AsteriskLineFacts> = {},
): string {
  const isAnswered = call.outcome === "answered";
  const uniqueId = `${Math.floor(call.startedAt / 1000)}.${call.serial * 2}`;
  return [
    quoted(call.accountCode),
    quoted(call.from),
    quoted(call.to),
    quoted(call.accountCode === "" ? "from-carrier" : "from-customer"),
    quoted(callerId(call)),
    quoted(channel(call.trunkIn, call.serial * 2)),
    quoted(call.trunkOut === null ? "" : channel(call.trunkOut, call.serial * 2 + 1)),
    quoted(call.trunkOut === null ? "Congestion" : "Dial"),
    quoted(call.trunkOut === null ? "5" : dialled(call.to, call.trunkOut)),
    quoted(altered.start ?? localText(call.startedAt, zone)),
    isAnswered ? quoted(localText(answeredAt(call), zone)) : "",
    quoted(localText(releasedAt(call), zone)),
    // Asterisk cuts milliseconds down to whole seconds, each figure by itself.
    String(Math.floor((call.ringMilliseconds + call.talkMilliseconds) / 1000)),
    String(altered.billsec ?? Math.floor(call.talkMilliseconds / 1000)),
    quoted(DISPOSITIONS[call.outcome]),
    quoted("DOCUMENTATION"),
    quoted(uniqueId),
    quoted(""),
    quoted(call.peerAccountCode),
    quoted(uniqueId),
    String(call.serial),
  ].join(",");
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** `"Name" <number>`; the name's own quotes stand as they are, for the switch does not escape them. */
function callerId(call: PlannedCall): string {
  return call.callerName === "" ? call.from : `"${call.callerName}" <${call.from}>`;
}

/** @example `PJSIP/lakeshore-chicago-0000a1b2` */
function channel(trunk: string, counter: number): string {
  return `${trunk}-${counter.toString(16).padStart(8, "0")}`;
}

/** @example `PJSIP/16035550101@carrier-chi-1,60` */
function dialled(number: string, trunk: string): string {
  const [technology, endpoint] = trunk.split("/");
  return `${technology}/${number}@${endpoint},60`;
}
