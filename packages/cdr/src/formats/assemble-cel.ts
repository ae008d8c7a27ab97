import { type CivilDate, type Instant, instantText } from "@tollwright/calendar";
import type { Call } from "../call.ts";
import { callKeyOf } from "../call-identity.ts";
import type { PartRecord } from "../call-part.ts";
import { directionOf } from "../direction.ts";
import type { JoinedParts, JoinRequest } from "../joined-parts.ts";
import type { Source } from "../source.ts";
import { type CelChannel, type CelEvent, celChannels } from "./cel-channels.ts";
import { type CelLeg, celLegs } from "./cel-legs.ts";

/**
 * The calls that the events of one linkedid make together, once every channel is known from its beginning to its end; the caller's
 * channel, whose unique id the linkedid is, among them. Seconds are those from a leg's answer to its hang-up, to the millisecond.
 *
 * A leg is kept under the event that ends its channel: the first one under the key of all, further ones (sent on, transferred out)
 * under keys of their own. When their time is over, legs without an end are billed until the last event, those whose ANSWER was lost
 * from the moment that they were brought together with another channel, and both are marked, as those without their beginning are.
 *
 * @example ANSWER 1335310195.530613, HANGUP 1335310213.624898: one call of 18,094 ms; all other events are merged.
 */
export function assembleCel({ source, parts, isOverdue }: JoinRequest): JoinedParts {
  const [distinct, repeated] = withoutRepeats(parts);
  const unfinished = {
    call: null,
    furtherCalls: [],
    merged: [],
    waiting: distinct,
    repeated,
    conflicting: [],
  };
  const channels = fromTheCaller(celChannels(distinct));
  if (channels === null || !(isOverdue || isComplete(channels))) return { ...unfinished, fault: null };

  const [leg, ...further] = celLegs(channels, new Set(source.carrierTrunks));
  const last = channels.flatMap(({ events }) => events).reduce(later);
  const context = { source, last, isCallerKnown: isCaller(channels[0]) };
  const call = legCall(leg, context);
  const furtherCalls = further.map((one) => legCall(one, context));
  const fault = [call, ...furtherCalls].map(disorderOf).find((disorder) => disorder !== null);
  if (fault !== undefined) return { ...unfinished, fault };
  const ownKeys = furtherCalls.map((one, index) => {
    const { uniqueId } = (further[index] as CelLeg).channel;
    return { ...one, callKey: callKeyOf(source.id, furtherLegKey(uniqueId)) };
  });
  const kept = new Set([call, ...ownKeys].map(({ record }) => record));
  const merged = distinct.filter(({ record }) => !kept.has(record));
  return { call, furtherCalls: ownKeys, merged, waiting: [], repeated, conflicting: [], fault: null };
}

/** The key of a further leg: its channel's. */
export function furtherLegKey(uniqueId: string): string {
  return `channel ${uniqueId}`;
}

function withoutRepeats(parts: readonly PartRecord[]) {
  const seen = new Set<string>();
  const isNew = ({ part }: PartRecord): boolean =>
    !seen.has(part.contentHash) && seen.add(part.contentHash) !== null;
  const distinct = parts.filter(isNew);
  const first = new Set(distinct);
  return [distinct, parts.filter((part) => !first.has(part))] as const;
}

type Channels = readonly [CelChannel, ...CelChannel[]];

/** Its unique id is the linkedid. */
function isCaller({ uniqueId, events }: CelChannel): boolean {
  return events[0]?.text("group") === uniqueId;
}

/** The caller's channel first, whatever the clock says of others. */
function fromTheCaller(channels: readonly CelChannel[]): Channels | null {
  const first = channels.find(isCaller) ?? channels[0];
  return first === undefined ? null : [first, ...channels.filter((channel) => channel !== first)];
}

/** Where a switch writes no CHAN_END at all, HANGUP ends a channel. */
function isComplete(channels: Channels): boolean {
  const [first] = channels;
  const hasEnds = channels.some(({ end }) => end !== undefined);
  const isWhole = ({ begin, isAnswerLost, end, hangup }: CelChannel): boolean =>
    begin !== undefined && !isAnswerLost && (hasEnds ? end : hangup) !== undefined;
  return isCaller(first) && channels.every(isWhole);
}

function later(one: CelEvent, other: CelEvent): CelEvent {
  return other.at > one.at ? other : one;
}

function earlier(one: CelEvent, other: CelEvent): CelEvent {
  return other.at < one.at ? other : one;
}

type Context = {
  readonly source: Source;
  readonly last: CelEvent;
  /** Without the caller's channel nobody knows who called whom, and since when. */
  readonly isCallerKnown: boolean;
};

function legCall(leg: CelLeg, { source, last, isCallerKnown }: Context): Call {
  const { channel, startedBy, from, to, trunkIn, trunkOut } = leg;
  const ended = channel.hangup ?? channel.end;
  const start =
    startedBy.begin ?? [startedBy, channel].map(({ events }) => events[0] as CelEvent).reduce(earlier);
  const { piece } = channel.end ?? channel.hangup ?? (channel.events.at(-1) as CelEvent);
  const answeredAt = channel.answer?.at ?? null;
  const isBeginKnown = isCallerKnown && startedBy.begin !== undefined;
  return {
    source: source.id,
    callKey: piece.callKey,
    keyIsWeak: false,
    contentHash: piece.part.contentHash,
    keyDay: start.piece.keyDay as CivilDate,
    record: piece.record,
    from,
    to,
    startedAt: start.at,
    answeredAt,
    releasedAt: ended?.at ?? null,
    billableMilliseconds: answeredAt === null ? 0 : (ended ?? last).at - answeredAt,
    answered: answeredAt !== null,
    releaseCause: causeOf(channel.hangup),
    direction:
      leg.direction ?? directionOf({ trunkIn, trunkOut }, new Set(source.carrierTrunks), source.onNet),
    trunkIn,
    trunkOut,
    accountHint: leg.account || null,
    chargeNumber: null,
    originatingLineInfo: null,
    jurisdictionParameter: null,
    routingNumber: null,
    estimated: ended === undefined || channel.isAnswerLost || !isBeginKnown,
  };
}

/** The Q.850 cause: first of `16,source,ANSWER`, or in JSON since Asterisk 12. */
function causeOf(hangup: CelEvent | undefined): string {
  const extra = hangup?.text("extra") ?? "";
  return /"hangupcause"\s*:\s*"?(\d+)/.exec(extra)?.[1] ?? /^\d+/.exec(extra)?.[0] ?? "";
}

function disorderOf({ startedAt, answeredAt, releasedAt, billableMilliseconds }: Call): string | null {
  const answerOrStart = answeredAt ?? startedAt;
  const isInOrder = answerOrStart >= startedAt && (releasedAt === null || releasedAt >= answerOrStart);
  if (isInOrder && billableMilliseconds >= 0) return null;
  const told = ([startedAt, answeredAt, releasedAt] as const).map((at: Instant | null) =>
    at === null ? "–" : instantText(at),
  );
  return `the events contradict each other: start ${told[0]}, answer ${told[1]}, end ${told[2]}`;
}
