import { civilDateIn, type Instant, instant, instantText } from "@tollwright/calendar";
import type { Call, RecordId } from "./call.ts";
import { callKeyOf, contentHashOf, NO_NAME, weakKey } from "./call-identity.ts";
import type { PartFacts, PartRecord, PartRole } from "./call-part.ts";
import { directionOf } from "./direction.ts";
import { type Fault, unreadable } from "./fault.ts";
import { type CallTimes, localTimes } from "./local-times.ts";
import type { ReaderSettings } from "./record-reader.ts";
import type { Source } from "./source.ts";
import type { Stamp } from "./stamp.ts";

/** What a format's file understood of one record, before the checks that all formats share. */
export type RecordFacts = {
  /** `whole`: the record is a call by itself. */
  readonly role: "whole" | PartRole;
  /** The format's own key of the call, without the source; null where it has none: the key is then weak (books 1). */
  readonly key: string | null;
  /** What the switch wrote about the call, unquoted: the same in another file, quoted another way, is the same content. */
  readonly content: readonly string[];
  readonly start: Stamp | null;
  readonly answer: Stamp | null;
  readonly end: Stamp | null;
  /** From start to end; null where the format has none. NaN: unreadable. */
  readonly durationMilliseconds: number | null;
  /** The record's own seconds of conversation; null only in a piece that does not know. NaN: unreadable. */
  readonly billableMilliseconds: number | null;
  readonly answered: boolean;
  readonly from: string;
  readonly to: string;
  readonly releaseCause: string;
  /** Null: concluded from the trunks, by the source's on-net rule. */
  readonly direction: Call["direction"] | null;
  readonly trunkIn: string | null;
  readonly trunkOut: string | null;
  readonly accountHint: string | null;
  readonly chargeNumber: string | null;
  readonly originatingLineInfo: string | null;
  readonly jurisdictionParameter: string | null;
  readonly routingNumber: string | null;
  readonly event?: Readonly<Record<string, string>>;
};

/** What most records do not say; a format spreads it under what its records do say. */
export const NOTHING_SAID = {
  role: "whole",
  start: null,
  answer: null,
  end: null,
  durationMilliseconds: null,
  billableMilliseconds: null,
  answered: false,
  from: "",
  to: "",
  releaseCause: "",
  direction: null,
  trunkIn: null,
  trunkOut: null,
  accountHint: null,
  chargeNumber: null,
  originatingLineInfo: null,
  jurisdictionParameter: null,
  routingNumber: null,
} as const satisfies Omit<RecordFacts, "key" | "content">;

export type FactsToCall = (
  facts: RecordFacts,
  record: RecordId,
  ordinalOf: OrdinalOf,
) => Call | PartRecord | Fault;
/** The ordinal of a weak record among its equals (books 1). */
type OrdinalOf = (contentHash: string) => number;

/** Excel shows a long number as `1.77557E+9`, and saves what it shows: the digits are gone. */
export function isClipped(text: string): boolean {
  return /^\d(\.\d+)?E\+\d+$/i.test(text);
}

/**
 * The checks that all formats share, and the Call they lead to.
 *
 * @returns a Fault `RECORD_TIME`, `RECORD_TIME_SKIPPED`, `RECORD_TIME_ORDER`, `RECORD_DURATION` or `NUMBER_CLIPPED` with what
 *   is known; nothing is clamped and nothing guessed.
 * @example start 14:03:00, answer 14:03:10, end 14:04:22, billable 72,000 ms of 82,000: a call of 72,000 ms; of 71,000: RECORD_DURATION.
 */
export function factsToCall({ source, identity }: Pick<ReaderSettings, "source" | "identity">): FactsToCall {
  const isNamed = identity !== "none";
  const timesOf = timesIn(source);
  const carrierTrunks = new Set(source.carrierTrunks);
  return (facts, record, ordinalOf) => {
    const broken = unreadableFact(facts);
    if (broken !== null) return fault(facts, ...broken);
    const times = timesOf(facts);
    if (times === null)
      return fault(facts, "RECORD_TIME_SKIPPED", "a time of the record was skipped by the clock");
    const contentHash = isNamed || facts.role !== "whole" ? contentHashOf(facts.content) : NO_NAME;
    if (facts.role !== "whole")
      return partOf(source, { facts, record, times, contentHash, role: facts.role });

    const { startedAt, answeredAt, releasedAt } = times;
    if (facts.start === null || startedAt === null)
      return fault(facts, "RECORD_TIME", "the call has no start");
    const disorder = disorderOf(facts, times);
    if (disorder !== null) return fault(facts, ...disorder);
    return {
      source: source.id,
      callKey: isNamed ? callKeyOf(source.id, facts.key ?? weakKey(contentHash, ordinalOf)) : NO_NAME,
      keyIsWeak: facts.key === null,
      contentHash,
      keyDay: facts.start.day,
      record,
      from: facts.from,
      to: facts.to,
      startedAt,
      answeredAt: facts.answered ? answeredAt : null,
      releasedAt,
      billableMilliseconds: facts.answered ? (facts.billableMilliseconds ?? 0) : 0,
      answered: facts.answered,
      releaseCause: facts.releaseCause,
      direction: facts.direction ?? directionOf(facts, carrierTrunks, source.onNet),
      trunkIn: facts.trunkIn,
      trunkOut: facts.trunkOut,
      accountHint: facts.accountHint,
      chargeNumber: facts.chargeNumber,
      originatingLineInfo: facts.originatingLineInfo,
      jurisdictionParameter: facts.jurisdictionParameter,
      routingNumber: facts.routingNumber,
      estimated: false,
    };
  };
}

type Why = readonly [reason: Fault["reason"], message: string];

function fault(facts: RecordFacts, reason: Fault["reason"], message: string): Fault {
  const milliseconds = facts.billableMilliseconds;
  return {
    ...unreadable(reason, message),
    keyDay: facts.start?.day ?? null,
    milliseconds: milliseconds !== null && milliseconds >= 0 ? milliseconds : null,
  };
}

function unreadableFact(facts: RecordFacts): Why | null {
  const { billableMilliseconds: billable, durationMilliseconds: duration } = facts;
  if (facts.role === "whole" && billable === null)
    return ["RECORD_DURATION", "the record has no billable seconds"];
  if (billable !== null && !(billable >= 0))
    return ["RECORD_DURATION", `billable ${toldMilliseconds(billable)}`];
  if (duration !== null && !(duration >= (facts.answered ? (billable ?? 0) : 0)))
    return ["RECORD_DURATION", `billable ${toldMilliseconds(billable)} of ${toldMilliseconds(duration)}`];
  const clipped = [facts.from, facts.to, facts.key ?? ""].find(isClipped);
  return clipped === undefined
    ? null
    : ["NUMBER_CLIPPED", `${clipped} went through a spreadsheet and lost digits`];
}

function toldMilliseconds(milliseconds: number | null): string {
  return Number.isNaN(milliseconds) ? "seconds that cannot be read" : `${milliseconds} ms`;
}

function disorderOf(facts: RecordFacts, { startedAt, answeredAt, releasedAt }: Times): Why | null {
  const begin = startedAt ?? 0;
  if (facts.answered && answeredAt === null && (facts.billableMilliseconds ?? 0) > 0)
    return ["RECORD_TIME", `answered with ${facts.billableMilliseconds} ms, and no answer time`];
  const answerOrStart = (facts.answered ? answeredAt : null) ?? begin;
  if (answerOrStart >= begin && (releasedAt === null || releasedAt >= answerOrStart)) return null;
  const told = [startedAt, answeredAt, releasedAt].map((at) => (at === null ? "–" : instantText(at)));
  return ["RECORD_TIME_ORDER", `start ${told[0]}, answer ${told[1]}, end ${told[2]}`];
}

type Times = { readonly [Event in keyof CallTimes]: Instant | null };

/** Instants of a record's stamps; null where a local reading names none. */
function timesIn(source: Source): (facts: RecordFacts) => Times | null {
  const together = localTimes(source.zone);
  const alone = (stamp: Stamp | null): Instant | null | "never" => {
    if (stamp === null) return null;
    if (stamp.kind === "instant") return stamp.at;
    const times = together({ start: stamp.reading, answer: null, end: null, duration: 0, billable: 0 });
    return times === null ? "never" : times.startedAt;
  };
  return (facts) => {
    const { start, answer, end, durationMilliseconds, billableMilliseconds } = facts;
    if (start?.kind === "local" && answer?.kind !== "instant" && end?.kind !== "instant") {
      return together({
        start: start.reading,
        answer: answer?.reading ?? null,
        end: end?.reading ?? null,
        duration: durationMilliseconds,
        billable: billableMilliseconds ?? 0,
      });
    }
    const [startedAt, answeredAt, releasedAt] = [alone(start), alone(answer), alone(end)];
    if (startedAt === "never" || answeredAt === "never" || releasedAt === "never") return null;
    return { startedAt, answeredAt, releasedAt };
  };
}

function partOf(
  source: Source,
  {
    facts,
    record,
    times,
    contentHash,
    role,
  }: {
    readonly facts: RecordFacts;
    readonly record: RecordId;
    readonly times: Times;
    readonly contentHash: string;
    readonly role: PartRole;
  },
): PartRecord | Fault {
  const at = times.releasedAt ?? times.answeredAt ?? times.startedAt;
  const day = facts.start?.day ?? facts.answer?.day ?? facts.end?.day ?? null;
  if (facts.key === null)
    return fault(facts, "RECORD_NO_KEY", "a piece of a call without the key of its call");
  if (at === null && role !== "start") return fault(facts, "RECORD_TIME", "a piece of a call without a time");
  return {
    source: source.id,
    callKey: callKeyOf(source.id, facts.key),
    record,
    keyDay: day ?? (at === null ? null : civilDateIn(at, "UTC")),
    part: {
      role,
      contentHash,
      // An opening whose time stands in another piece (an INVITE whose ACK carries it) comes before all of them.
      at: at ?? instant(0),
      facts: partFacts(facts, times),
      ...(facts.event === undefined ? {} : { event: facts.event }),
    },
  };
}

function partFacts(facts: RecordFacts, times: Times): PartFacts {
  return {
    keyDay: facts.start?.day ?? null,
    ...times,
    billableMilliseconds: facts.billableMilliseconds,
    answered: facts.answered || times.answeredAt !== null ? true : null,
    from: facts.from || null,
    to: facts.to || null,
    releaseCause: facts.releaseCause || null,
    direction: facts.direction,
    trunkIn: facts.trunkIn,
    trunkOut: facts.trunkOut,
    accountHint: facts.accountHint,
    chargeNumber: facts.chargeNumber,
    originatingLineInfo: facts.originatingLineInfo,
    jurisdictionParameter: facts.jurisdictionParameter,
    routingNumber: facts.routingNumber,
  };
}
