import { type CivilDate, civilDateIn, CivilDate as Day, instant } from "@tollwright/calendar";
import type { Call } from "../call.ts";
import { wholeNumber } from "../digits.ts";
import { type Fault, unreadable } from "../fault.ts";
import { percentDecoded } from "../percent-decode.ts";
import { NOTHING_SAID, type RecordFacts } from "../record-facts.ts";
import type { Source } from "../source.ts";
import type { Stamp } from "../stamp.ts";
import { writtenSeconds } from "./written-seconds.ts";
import { writtenStamp } from "./written-stamp.ts";

/*
 * What FreeSWITCH says of a leg, whichever module wrote it: channel variables by name.
 *
 *   uuid                                   the leg
 *   originating_leg_uuid, originator       only on a B leg: the leg that asked for it
 *   start_ / answer_ / end_ + stamp        local time of the switch, `2026-04-07 14:03:10`
 *                           + epoch        seconds · + uepoch: microseconds · 0 and absent: never happened
 *   duration, billsec                      whole seconds · mduration, billmsec: milliseconds
 *   hangup_cause                           NORMAL_CLEARING, USER_BUSY …
 *   accountcode, channel_name, sip_gateway_name, bridge_channel, last_app, last_arg
 */
export type FreeswitchLeg = {
  /** A channel variable by its name, decoded; `""` where it is absent. */
  readonly variable: Variable;
  /** Who called whom when the call began, where the module tells it apart from the variables. */
  readonly profile: { readonly from: string; readonly to: string } | null;
  /** The module itself says that another leg asked for this one. */
  readonly hasOriginator: boolean;
};
type Variable = (name: string) => string;

/**
 * A leg of a call. A source bills A legs, or B legs where it is set so; the other is ignored, with its seconds in the balance.
 * Answered: an answer time stands there, other than 0.
 *
 * @returns Faults `OTHER_LEG` (ignored), `RECORD_TIME`, `RECORD_DURATION`, `RECORD_NO_KEY`; the common checks follow.
 * @example billsec 68, billmsec 67540, answer_uepoch 1775570587954373: 68,000 ms by `billingBase` seconds, else 67,540.
 */
export function freeswitchFacts(leg: FreeswitchLeg, source: Source): RecordFacts | Fault {
  const { variable, profile } = leg;
  const startStamp = eventStamp(variable, "start");
  const [answer, end] = [eventStamp(variable, "answer"), eventStamp(variable, "end")];
  const start = ofWrittenDay(startStamp, variable("start_stamp"));
  const [durationMilliseconds, billableMilliseconds] = durationsOf(variable, source.billingBase);
  const fault = (reason: Fault["reason"], message: string): Fault => ({
    ...unreadable(reason, message),
    keyDay: start?.day ?? null,
    milliseconds: billableMilliseconds >= 0 ? billableMilliseconds : null,
  });
  const isB = leg.hasOriginator || variable("originating_leg_uuid") !== "" || variable("originator") !== "";
  const name = isB ? "b" : "a";
  if (name !== (source.billedLeg ?? "a")) {
    const message = `leg ${name.toUpperCase()} of a call that is billed by its other leg`;
    return { ...fault("OTHER_LEG", message), bucket: "ignored" };
  }
  if (startStamp === "unreadable" || start === null) return fault("RECORD_TIME", "the call has no start");
  if (answer === "unreadable" || end === "unreadable")
    return fault("RECORD_TIME", "a time of the call cannot be read");
  if (answer === null && billableMilliseconds > 0)
    return fault("RECORD_DURATION", `billable ${billableMilliseconds} ms, and never answered`);
  if (variable("uuid") === "") return fault("RECORD_NO_KEY", "the record has no uuid");

  const from = profile?.from || variable("caller_id_number") || variable("sip_from_user");
  const to = profile?.to || variable("destination_number") || variable("sip_req_user");
  return {
    ...NOTHING_SAID,
    key: variable("uuid"),
    content: [from, to, ...CONTENT.map(variable)],
    ...{ start, answer, end, durationMilliseconds, billableMilliseconds, from, to },
    answered: answer !== null,
    releaseCause: variable("hangup_cause"),
    ...trunksOf(isB, variable),
    accountHint: variable("accountcode") || null,
  };
}

/** Values that may be URL-encoded: told by a stamp or channel name, which always hold characters that the encoding changes. */
export function decodedVariables(text: Variable): Variable {
  const isEncoded = /%[0-9A-F]{2}/i.test(text("start_stamp") || text("channel_name"));
  return isEncoded ? (name) => percentDecoded(text(name)) : text;
}

const CONTENT = [
  "channel_name",
  "bridge_channel",
  "accountcode",
  "start_uepoch",
  "start_epoch",
  "start_stamp",
  "answer_uepoch",
  "answer_epoch",
  "answer_stamp",
  "end_uepoch",
  "end_epoch",
  "end_stamp",
  "duration",
  "billsec",
  "billmsec",
  "hangup_cause",
];

/** Whole and billable milliseconds; whole null and billable NaN where the switch wrote none. */
function durationsOf(variable: Variable, base: Source["billingBase"]): readonly [number | null, number] {
  const inMilliseconds = (name: string): number => wholeNumber(variable(name));
  const inSeconds = (name: string): number => writtenSeconds(variable(name));
  const orNull = (name: string, read: (name: string) => number): number | null =>
    variable(name) === "" ? null : read(name);
  return base === "milliseconds"
    ? [orNull("mduration", inMilliseconds), inMilliseconds("billmsec")]
    : [orNull("duration", inSeconds), inSeconds("billsec")];
}

/** Microseconds, else seconds, else local text; null where it never happened. */
function eventStamp(variable: Variable, event: "start" | "answer" | "end"): Stamp | null | "unreadable" {
  const micro = variable(`${event}_uepoch`);
  const seconds = variable(`${event}_epoch`);
  if (/^\d{1,16}$/.test(micro)) return epochStamp(Math.floor(Number(micro) / 1_000));
  if (/^\d{1,10}$/.test(seconds)) return epochStamp(Number(seconds) * 1_000);
  return writtenStamp(variable(`${event}_stamp`));
}

function epochStamp(milliseconds: number): Stamp | null {
  if (milliseconds === 0) return null;
  const at = instant(milliseconds);
  return { kind: "instant", at, day: civilDateIn(at, "UTC") };
}

/** The date that the switch wrote for the start counts, also where an epoch tells the moment (books 2). */
function ofWrittenDay(start: Stamp | null | "unreadable", written: string): Stamp | null {
  if (start === null || start === "unreadable") return null;
  const day = Day.safeParse(written.slice(0, 10));
  return day.success ? { ...start, day: day.data as CivilDate } : start;
}

/**
 * Of a channel the gateway, `sofia/gateway/acme-chi`, else its profile, `sofia/internal`. The leg's own gateway is its
 * `sip_gateway_name`; the gateway it was bridged to is read from the dialplan's last bridge.
 */
function trunksOf(isB: boolean, variable: Variable): Pick<Call, "trunkIn" | "trunkOut"> {
  const gateway = variable("sip_gateway_name") || variable("sip_gateway");
  const own = gateway !== "" ? `sofia/gateway/${gateway}` : trunkOfChannel(variable("channel_name"));
  const dialled =
    variable("last_app") === "bridge" ? variable("last_arg") : variable("current_application_data");
  const bridged = /sofia\/gateway\/[^/,|]+/.exec(dialled)?.[0] ?? trunkOfChannel(variable("bridge_channel"));
  return isB ? { trunkIn: bridged, trunkOut: own } : { trunkIn: own, trunkOut: bridged };
}

function trunkOfChannel(channel: string): string | null {
  const [endpoint = "", profile = "", name = ""] = channel.split("/");
  if (channel === "" || endpoint === "loopback") return null;
  return profile === "gateway" ? `${endpoint}/gateway/${name}` : `${endpoint}/${profile}`;
}
