import { type CivilDate, instantText } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import type { Call } from "./call.ts";
import type { PartFacts, PartRecord, PartRole } from "./call-part.ts";
import { directionOf } from "./direction.ts";
import type { Source } from "./source.ts";

/** What the pieces of one call make together. Every piece is in exactly one place. */
export type JoinedParts = {
  /** The call, kept under its closing piece's record; null while that is not certain. */
  readonly call: Call | null;
  /** Pieces that are part of the call now. */
  readonly merged: readonly PartRecord[];
  /** Pieces that wait for another. */
  readonly waiting: readonly PartRecord[];
  /** The same piece once more, out of another record. */
  readonly repeated: readonly PartRecord[];
  /** A second, different opening or closing piece: for a person to decide. */
  readonly conflicting: readonly PartRecord[];
  /** Why pieces that are all there make no call; they are then in `waiting`. */
  readonly fault: string | null;
};

export type JoinRequest = {
  readonly source: Source;
  /** All known pieces of one call, in any order. */
  readonly parts: readonly PartRecord[];
  /** True when the time for the closing record is over: the call is then made of what is known, and marked (books 5). */
  readonly isOverdue: boolean;
};

/**
 * Joins a START with its STOP, an INVITE with its BYE, interim records with the last, whatever order they came in.
 *
 * Seconds are the closing piece's own; else of `cumulative` interim records the most, of `pieces` the sum; else release
 * less answer.
 *
 * @example INVITE answered 14:03:10Z and BYE 14:04:22Z: one call of 72,000 ms under the BYE's record; the INVITE is merged.
 */
export function joinParts(request: JoinRequest): JoinedParts {
  const { distinct, repeated } = withoutRepeats(request.parts);
  const { starts, stops, others } = byRole(distinct);
  const [start, ...otherStarts] = starts;
  const [stop, ...otherStops] = stops;
  const used = [start, ...others, stop].filter((part) => part !== undefined);
  const sorted = { repeated, conflicting: [...otherStarts, ...otherStops] };
  const unfinished = { call: null, merged: [], waiting: used, ...sorted };

  const closing = stop ?? (request.isOverdue ? used.at(-1) : undefined);
  if (closing === undefined) return { ...unfinished, fault: null };
  const outcome = callOf({ ...request, used, closing, isEstimated: stop === undefined });
  if (typeof outcome === "string")
    return { ...unfinished, fault: request.isOverdue || start !== undefined ? outcome : null };
  const merged = used.filter((part) => part !== closing);
  return { call: outcome, merged, waiting: [], ...sorted, fault: null };
}

function withoutRepeats(parts: readonly PartRecord[]) {
  const seen = new Set<string>();
  const distinct: PartRecord[] = [];
  const repeated: PartRecord[] = [];
  for (const part of parts) {
    const name = `${part.part.role} ${part.part.contentHash}`;
    if (seen.has(name)) repeated.push(part);
    else distinct.push(part);
    seen.add(name);
  }
  return { distinct, repeated };
}

/** By their time, then by their content, so that the order of arrival changes nothing. */
function byRole(parts: readonly PartRecord[]) {
  const ordered = parts.toSorted(
    (left, right) =>
      left.part.at - right.part.at || byCodeUnit(left.part.contentHash, right.part.contentHash),
  );
  const of = (role: PartRole): readonly PartRecord[] => ordered.filter(({ part }) => part.role === role);
  return { starts: of("start"), stops: of("stop"), others: [...of("interim"), ...of("event")] };
}

type ToJoin = JoinRequest & {
  readonly used: readonly PartRecord[];
  readonly closing: PartRecord;
  readonly isEstimated: boolean;
};

/** The call, or what is missing for one. */
function callOf({ source, used, closing, isEstimated }: ToJoin): Call | string {
  const facts = used.map(({ part }) => part.facts);
  const first = firstSaid(facts);
  const last = firstSaid(facts.toReversed());
  const [startedAt, keyDay] = [first("startedAt") ?? first("answeredAt"), first("keyDay")];
  if (startedAt === null || keyDay === null) return "no piece says when the call began";
  const answeredAt = first("answeredAt");
  const releasedAt = isEstimated ? null : last("releasedAt");
  const answered = answeredAt !== null;
  const known = answered ? knownMilliseconds(facts, source.interim) : 0;
  const milliseconds = known ?? (releasedAt === null || answeredAt === null ? null : releasedAt - answeredAt);
  if (milliseconds === null) return "no piece says how long the call was";
  if (milliseconds < 0 || (releasedAt !== null && releasedAt < startedAt))
    return `the call ends before it begins: ${instantText(startedAt)}, ${milliseconds} ms`;
  const trunks = { trunkIn: first("trunkIn"), trunkOut: last("trunkOut") };
  const direction = first("direction") ?? directionOf(trunks, new Set(source.carrierTrunks), source.onNet);
  return {
    source: source.id,
    callKey: closing.callKey,
    keyIsWeak: false,
    contentHash: closing.part.contentHash,
    keyDay: keyDay as CivilDate,
    record: closing.record,
    from: first("from") ?? "",
    to: first("to") ?? "",
    startedAt,
    answeredAt,
    releasedAt,
    billableMilliseconds: milliseconds,
    answered,
    releaseCause: last("releaseCause") ?? "",
    direction,
    ...trunks,
    accountHint: first("accountHint"),
    chargeNumber: first("chargeNumber"),
    originatingLineInfo: first("originatingLineInfo"),
    jurisdictionParameter: first("jurisdictionParameter"),
    routingNumber: first("routingNumber"),
    estimated: isEstimated,
  };
}

function firstSaid(facts: readonly PartFacts[]): <F extends keyof PartFacts>(fact: F) => PartFacts[F] | null {
  return (fact) => facts.find((piece) => piece[fact] !== null)?.[fact] ?? null;
}

function knownMilliseconds(facts: readonly PartFacts[], interim: Source["interim"]): number | null {
  const said = facts.flatMap(({ billableMilliseconds: said }) => (said === null ? [] : [said]));
  if (said.length === 0) return null;
  return interim === "pieces" ? said.reduce((sum, one) => sum + one, 0) : Math.max(...said);
}
