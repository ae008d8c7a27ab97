import { type CivilDate, CivilDate as Day, type Instant, instant, instantText } from "@tollwright/calendar";
import { z } from "zod";
import { type Call, NOT_WRITTEN, type RecordId } from "./call.ts";
import { callKeyOf, contentHashOf } from "./call-identity.ts";
import { collector, type Fault, knownOf, unreadable } from "./collector.ts";
import { decodeText } from "./decode-text.ts";
import { localReading, wholeNumber } from "./digits.ts";
import { directionOf } from "./direction.ts";
import { localTimes } from "./local-times.ts";
import { percentDecoded } from "./percent-decode.ts";
import type { ReaderSettings, Reading, RecordReader } from "./record-reader.ts";
import type { Source } from "./source.ts";

/*
 * FreeSWITCH mod_json_cdr: one JSON document a file, `[a_]<uuid>.cdr.json`.
 *
 *   variables   { name: text, … }   URL-encoded where `encode-values` is on (its stamps then hold `%3A`)
 *     uuid                                   the leg
 *     originating_leg_uuid, originator       only on a B leg: the leg that asked for it
 *     start_ / answer_ / end_ + stamp        local time of the switch, `2026-04-07 14:03:10`
 *                             + epoch        seconds · + uepoch: microseconds · 0 and absent: never happened
 *     duration, billsec                      whole seconds · mduration, billmsec: milliseconds
 *     hangup_cause                           NORMAL_CLEARING, USER_BUSY …
 *     accountcode, channel_name, sip_gateway_name, bridge_channel, last_app, last_arg
 *   callflow    [ { caller_profile: { caller_id_number, destination_number, originator? } }, … ]
 *               newest first: a transfer adds one in front. The last is how the call began. Never encoded.
 */
const Profile = z.looseObject({
  caller_id_number: z.string().optional(),
  destination_number: z.string().optional(),
  originator: z.unknown().optional(),
});
const Document = z.looseObject({
  variables: z.record(z.string(), z.unknown()),
  callflow: z.array(z.looseObject({ caller_profile: Profile.optional() })).optional(),
});
type Document = z.infer<typeof Document>;
type Variable = (name: string) => string;

/** Larger than any document of the module by far. */
const MAX_DOCUMENT_BYTES = 4_194_304;

export function freeswitchJsonReader(settings: ReaderSettings): RecordReader {
  const collected = collector(settings);
  let chunks: Uint8Array[] = [];
  let size = 0;

  const readDocument = (): void => {
    const bytes = size > MAX_DOCUMENT_BYTES ? null : joined(chunks, size);
    const text = bytes === null ? "" : decodeText(bytes).trim();
    if (bytes !== null && text.replace("\uFEFF", "") === "") return;
    const id: RecordId = { fileHash: settings.fileHash, offset: 0, length: size, line: 1 };
    if (bytes === null) {
      collected.fault(id, unreadable("RECORD_TOO_LONG", `a document of ${size} bytes`));
      return;
    }
    const outcome = documentToCall(text.replace("\uFEFF", ""), id, settings.source);
    if ("callKey" in outcome) collected.call(outcome);
    else collected.fault(id, outcome);
  };

  const nothing = (): Reading => collected.take(settings.resumeAt);
  return {
    read(bytes) {
      if (size <= MAX_DOCUMENT_BYTES) chunks.push(bytes);
      size += bytes.length;
      return nothing();
    },
    end(closed) {
      if (settings.resumeAt > 0 || !closed) return nothing();
      readDocument();
      chunks = [];
      return collected.take(size);
    },
  };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function documentToCall(text: string, id: RecordId, source: Source): Call | Fault {
  const document = Document.safeParse(parsedJson(text));
  if (!document.success)
    return unreadable("RECORD_NOT_JSON", "the file is no JSON document with `variables`");
  const variable = variablesOf(document.data);
  const facts = factsOf(variable, source);
  const leg = isLegB(document.data, variable) ? "b" : "a";
  if (leg !== (source.billedLeg ?? "a")) return otherLeg(leg, facts);
  if ("bucket" in facts) return facts;
  const uuid = variable("uuid");
  if (uuid === "") return { ...unreadable("RECORD_NO_KEY", "the document has no uuid"), ...knownOf(facts) };

  const { from, to } = numbersOf(document.data, variable);
  const trunks = trunksOf(leg, variable);
  return {
    source: source.id,
    callKey: callKeyOf(source.id, uuid),
    keyIsWeak: false,
    contentHash: contentHashOf([from, to, ...CONTENT.map(variable)]),
    ...facts,
    record: id,
    from,
    to,
    direction: directionOf(trunks, new Set(source.carrierTrunks)),
    ...trunks,
    accountHint: variable("accountcode") || null,
    ...NOT_WRITTEN,
  };
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

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // fails the schema: the record is suspended
  }
}

/** Values by name, `""` where absent. Encoded values are told by a stamp or channel name, which always hold such characters. */
function variablesOf({ variables }: Document): Variable {
  const text = (name: string): string => {
    const value = variables[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const isEncoded = /%[0-9A-F]{2}/i.test(text("start_stamp") || text("channel_name"));
  return isEncoded ? (name) => percentDecoded(text(name)) : text;
}

/**
 * A B leg was asked for by another leg. A source bills one leg of each call: its A legs, or its B legs where it is set so
 * and the switch writes no others. The other leg is ignored, whichever file comes first.
 */
function isLegB({ callflow }: Document, variable: Variable): boolean {
  const hasOriginator =
    callflow?.some(({ caller_profile }) => caller_profile?.originator !== undefined) ?? false;
  return variable("originating_leg_uuid") !== "" || variable("originator") !== "" || hasOriginator;
}

function otherLeg(leg: "a" | "b", facts: Facts | Fault): Fault {
  const message = `leg ${leg.toUpperCase()} of a call that is billed by its other leg`;
  const { keyDay, milliseconds } = "bucket" in facts ? facts : knownOf(facts);
  return { bucket: "ignored", reason: "OTHER_LEG", message, keyDay, milliseconds };
}

type Facts = Pick<
  Call,
  "keyDay" | "startedAt" | "answeredAt" | "releasedAt" | "billableMilliseconds" | "answered" | "releaseCause"
>;

function factsOf(variable: Variable, source: Source): Facts | Fault {
  const startedAt = eventAt(variable, "start", source.zone);
  const keyDay = keyDayOf(variable("start_stamp"), startedAt);
  const [duration, billable] = durationsOf(variable, source.billingBase);
  const fault = (reason: Fault["reason"], message: string): Fault => ({
    ...unreadable(reason, message),
    keyDay,
    milliseconds: billable >= 0 ? billable : null,
  });
  if (startedAt === null || keyDay === null) return fault("RECORD_TIME", "the call has no start");
  if (!(billable >= 0 && !(billable > duration)))
    return fault("RECORD_DURATION", `billable ${billable} ms of ${duration} ms`);

  const answeredAt = eventAt(variable, "answer", source.zone);
  const releasedAt = eventAt(variable, "end", source.zone);
  if (answeredAt === null && billable > 0)
    return fault("RECORD_DURATION", `billable ${billable} ms, and never answered`);
  const answerOrStart = answeredAt ?? startedAt;
  if (answerOrStart < startedAt || (releasedAt !== null && releasedAt < answerOrStart))
    return fault("RECORD_TIME_ORDER", `answered or ended too early for a start at ${instantText(startedAt)}`);
  return {
    keyDay,
    startedAt,
    answeredAt,
    releasedAt,
    billableMilliseconds: billable,
    answered: answeredAt !== null,
    releaseCause: variable("hangup_cause"),
  };
}

/** The date that the switch wrote for the start; where it wrote only an epoch, its UTC date (books 2). */
function keyDayOf(stamp: string, startedAt: Instant | null): CivilDate | null {
  const written = Day.safeParse(stamp.slice(0, 10));
  if (written.success) return written.data;
  return startedAt === null ? null : (instantText(startedAt).slice(0, 10) as CivilDate);
}

/** Whole and billable milliseconds; NaN where the switch wrote none. */
function durationsOf(variable: Variable, base: Source["billingBase"]): readonly [number, number] {
  return base === "milliseconds"
    ? [wholeNumber(variable("mduration")), wholeNumber(variable("billmsec"))]
    : [wholeNumber(variable("duration")) * 1000, wholeNumber(variable("billsec")) * 1000];
}

/** An instant from microseconds, else seconds, else local text; null where it never happened. */
function eventAt(variable: Variable, event: "start" | "answer" | "end", zone: string): Instant | null {
  const micro = variable(`${event}_uepoch`);
  if (/^\d{1,16}$/.test(micro)) return micro === "0" ? null : instant(Math.floor(Number(micro) / 1000));
  const seconds = variable(`${event}_epoch`);
  if (/^\d{1,10}$/.test(seconds)) return seconds === "0" ? null : instant(Number(seconds) * 1000);
  const start = localReading(variable(`${event}_stamp`));
  if (start === null) return null;
  return localTimes(zone)({ start, answer: null, end: null, duration: 0, billable: 0 })?.startedAt ?? null;
}

/** Who called whom when the call began: the oldest profile, before any transfer rewrote it. */
function numbersOf(
  { callflow }: Document,
  variable: Variable,
): { readonly from: string; readonly to: string } {
  const profile = callflow?.at(-1)?.caller_profile;
  return {
    from: profile?.caller_id_number || variable("caller_id_number") || variable("sip_from_user"),
    to: profile?.destination_number || variable("destination_number") || variable("sip_req_user"),
  };
}

/**
 * Of a channel the gateway, `sofia/gateway/acme-chi`, else its profile, `sofia/internal`. The leg's own gateway is its
 * `sip_gateway_name`; the gateway it was bridged to is read from the dialplan's last bridge.
 */
function trunksOf(leg: "a" | "b", variable: Variable): Pick<Call, "trunkIn" | "trunkOut"> {
  const gateway = variable("sip_gateway_name") || variable("sip_gateway");
  const own = gateway !== "" ? `sofia/gateway/${gateway}` : trunkOfChannel(variable("channel_name"));
  const dialled =
    variable("last_app") === "bridge" ? variable("last_arg") : variable("current_application_data");
  const bridged = /sofia\/gateway\/[^/,|]+/.exec(dialled)?.[0] ?? trunkOfChannel(variable("bridge_channel"));
  return leg === "a" ? { trunkIn: own, trunkOut: bridged } : { trunkIn: bridged, trunkOut: own };
}

function trunkOfChannel(channel: string): string | null {
  const [endpoint = "", profile = "", name = ""] = channel.split("/");
  if (channel === "" || endpoint === "loopback") return null;
  return profile === "gateway" ? `${endpoint}/gateway/${name}` : `${endpoint}/${profile}`;
}
