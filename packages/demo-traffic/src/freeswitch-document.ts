import { createHash } from "node:crypto";
import { type Instant, localText } from "@tollwright/calendar";
import { answeredAt, type Outcome, type PlannedCall, releasedAt } from "./planned-call.ts";

/*
 * FreeSWITCH mod_json_cdr, one document an A leg: `variables` are all text, and URL-encoded as with `encode-values` of the
 * module's own sample configuration; `callflow` is not. Stamps are local time, epochs seconds, uepochs microseconds; an
 * event that never happened has the epoch 0 and no stamp. Only what the module always writes is here; a real document
 * repeats the session description and counts packets beside it.
 */

const CAUSES: Readonly<Record<Outcome, readonly [name: string, q850: string]>> = {
  answered: ["NORMAL_CLEARING", "16"],
  noAnswer: ["ORIGINATOR_CANCEL", "16"],
  busy: ["USER_BUSY", "17"],
  failed: ["NO_ROUTE_DESTINATION", "3"],
  noChannel: ["NORMAL_CIRCUIT_CONGESTION", "34"],
};

/** The file's text; tabs, as the module's JSON printer sets them. */
export function freeswitchDocument(call: PlannedCall, zone: string): string {
  const uuid = legUuid(call, "a");
  const document = {
    "core-uuid": uuidOf(`${call.source}/core`),
    switchname: call.source,
    channel_data: {
      state: "CS_REPORTING",
      direction: "inbound",
      state_number: "11",
      caps: "1=1;2=1;3=1;4=1;5=1;6=1",
    },
    variables: encoded({
      direction: "inbound",
      uuid,
      ...peers(call),
      ...times(call, zone),
      ...lengths(call),
    }),
    callflow: [callflow(call, uuid)],
  };
  return JSON.stringify(document, null, "\t");
}

/** @example `freeswitch-la/a_7d2f….cdr.json` */
export function freeswitchFileName(call: PlannedCall): string {
  return `${call.source}/a_${legUuid(call, "a")}.cdr.json`;
}

function peers(call: PlannedCall): Readonly<Record<string, string>> {
  const gateway = call.trunkIn.split("/").at(-1) ?? "";
  const [cause, q850] = CAUSES[call.outcome];
  const bridged = call.trunkOut === null ? null : `${call.trunkOut}/${call.to}`;
  return {
    session_id: String(call.serial),
    sip_from_user: call.from,
    sip_req_user: call.to,
    channel_name: `sofia/external/${call.from}@${gateway}.example`,
    sip_gateway_name: gateway,
    sofia_profile_name: "external",
    ...(call.accountCode === "" ? {} : { accountcode: call.accountCode }),
    caller_id: `"${call.callerName}" <${call.from}>`,
    ...(bridged === null
      ? { last_app: "respond", last_arg: "503" }
      : {
          last_app: "bridge",
          last_arg: bridged,
          originated_legs: `ARRAY::${legUuid(call, "b")};${call.callerName};${call.to}`,
        }),
    ...(call.outcome === "answered" && bridged !== null
      ? { bridge_channel: `sofia/external/${call.to}`, bridge_uuid: legUuid(call, "b") }
      : {}),
    hangup_cause: cause,
    hangup_cause_q850: q850,
  };
}

function times(call: PlannedCall, zone: string): Readonly<Record<string, string>> {
  const answered = call.outcome === "answered" ? answeredAt(call) : null;
  const event = (name: string, at: Instant | null): Readonly<Record<string, string>> => ({
    ...(at === null ? {} : { [`${name}_stamp`]: localText(at, zone) }),
    [`${name}_epoch`]: at === null ? "0" : String(Math.floor(at / 1000)),
    [`${name}_uepoch`]: at === null ? "0" : micros(call, at),
  });
  return {
    ...event("start", call.startedAt),
    ...event("answer", answered),
    ...event("end", releasedAt(call)),
  };
}

/** Microseconds; the last three digits are the call's own, so that its lengths in milliseconds are exact. */
function micros(call: PlannedCall, at: Instant): string {
  return `${at}${String((call.serial * 379) % 1000).padStart(3, "0")}`;
}

function lengths(call: PlannedCall): Readonly<Record<string, string>> {
  return {
    duration: String(wholeSeconds(releasedAt(call)) - wholeSeconds(call.startedAt)),
    billsec: String(billedSeconds(call)),
    mduration: String(call.ringMilliseconds + call.talkMilliseconds),
    billmsec: String(call.talkMilliseconds),
  };
}

/** `billsec`: the end less the answer, each cut to its second first; the milliseconds are exact. */
export function billedSeconds(call: PlannedCall): number {
  return call.outcome === "answered" ? wholeSeconds(releasedAt(call)) - wholeSeconds(answeredAt(call)) : 0;
}

function wholeSeconds(at: Instant): number {
  return Math.floor(at / 1000);
}

function callflow(call: PlannedCall, uuid: string): unknown {
  return {
    dialplan: "XML",
    profile_index: "1",
    caller_profile: {
      username: call.from,
      dialplan: "XML",
      caller_id_name: call.callerName,
      ani: call.from,
      aniii: "",
      caller_id_number: call.from,
      rdnis: "",
      destination_number: call.to,
      uuid,
      source: "mod_sofia",
      context: call.accountCode === "" ? "public" : "customers",
    },
    times: {
      created_time: micros(call, call.startedAt),
      answered_time: call.outcome === "answered" ? micros(call, answeredAt(call)) : "0",
      hangup_time: micros(call, releasedAt(call)),
    },
  };
}

/** The characters that the switch's `switch_url_encode` sends as `%XX`, besides all outside printable ASCII. */
const UNSAFE = /[^ -~]|[ "#%&+:;<=>?@[\\\]^`{|}]/gu;

function encoded(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const hex = (character: string): string =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join("");
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.replace(UNSAFE, hex)]),
  );
}

function legUuid(call: PlannedCall, leg: "a" | "b"): string {
  return uuidOf(`${call.source}/${call.serial}/${call.startedAt}/${leg}`);
}

/** A UUID of version 4 in form, from a hash instead of chance. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
