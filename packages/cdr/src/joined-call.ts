import { type CivilDate, type Instant, instantText } from "@tollwright/calendar";
import type { Call } from "./call.ts";
import type { PartFacts, PartRecord } from "./call-part.ts";
import { directionOf } from "./direction.ts";
import type { Source } from "./source.ts";

type ToJoin = {
  readonly source: Source;
  /** The pieces, the opening one first and the closing one last. */
  readonly used: readonly PartRecord[];
  /** The piece under whose record the call is kept. */
  readonly kept: PartRecord;
  /** Whether a closing piece is among them; without one the call is an estimate. */
  readonly isClosed: boolean;
  /** Whether the time for missing pieces is over. */
  readonly isOverdue: boolean;
};

/**
 * The call that pieces make, or why they make none. Of two pieces that know a fact the opening one is believed, and the
 * closing one for how the call ended.
 */
export function joinedCall({ source, used, kept, isClosed, isOverdue }: ToJoin): Call | string {
  const facts = used.map(({ part }) => part.facts);
  const first = firstSaid(facts);
  const last = firstSaid(facts.toReversed());
  const [startedAt, keyDay] = [first("startedAt") ?? first("answeredAt"), first("keyDay")];
  if (startedAt === null || keyDay === null) return "no piece says when the call began";
  const times = { startedAt, answeredAt: first("answeredAt"), releasedAt: last("releasedAt") };
  const disorder = disorderOf(times);
  if (disorder !== null) return disorder;

  const answered = times.answeredAt !== null;
  const seconds = secondsOf({ facts, interim: source.interim, times, isClosed });
  if (typeof seconds === "string") return seconds;
  const isShort = answered && isClosed && seconds.isPieceMissing;
  if (isShort && !isOverdue) return `of the call's pieces only ${seconds.milliseconds} ms are here`;

  const trunks = { trunkIn: first("trunkIn"), trunkOut: last("trunkOut") };
  return {
    source: source.id,
    callKey: kept.callKey,
    keyIsWeak: false,
    contentHash: kept.part.contentHash,
    keyDay: keyDay as CivilDate,
    record: kept.record,
    from: first("from") ?? "",
    to: first("to") ?? "",
    ...times,
    releasedAt: isClosed ? times.releasedAt : null,
    billableMilliseconds: seconds.milliseconds,
    answered,
    releaseCause: last("releaseCause") ?? "",
    direction: first("direction") ?? directionOf(trunks, new Set(source.carrierTrunks), source.onNet),
    ...trunks,
    accountHint: first("accountHint"),
    chargeNumber: first("chargeNumber"),
    originatingLineInfo: first("originatingLineInfo"),
    jurisdictionParameter: first("jurisdictionParameter"),
    routingNumber: first("routingNumber"),
    estimated: !isClosed || isShort,
  };
}

function firstSaid(facts: readonly PartFacts[]): <F extends keyof PartFacts>(fact: F) => PartFacts[F] | null {
  return (fact) => facts.find((piece) => piece[fact] !== null)?.[fact] ?? null;
}

type Times = {
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly releasedAt: Instant | null;
};

function disorderOf({ startedAt, answeredAt, releasedAt }: Times): string | null {
  const answerOrStart = answeredAt ?? startedAt;
  if (answerOrStart >= startedAt && (releasedAt === null || releasedAt >= answerOrStart)) return null;
  const told = [startedAt, answeredAt, releasedAt].map((at) => (at === null ? "–" : instantText(at)));
  return `the times contradict each other: start ${told[0]}, answer ${told[1]}, end ${told[2]}`;
}

type Seconds = {
  readonly milliseconds: number;
  /** The pieces together are shorter than the call. */
  readonly isPieceMissing: boolean;
};

type ToCount = {
  readonly facts: readonly PartFacts[];
  readonly interim: Source["interim"];
  readonly times: Times;
  readonly isClosed: boolean;
};

/** Switches cut times and pieces to whole seconds: so much may be missing of each. */
const CUT_MILLISECONDS = 1_000;

/**
 * Seconds are the closing piece's own, else release less answer; without a closing piece those of the interim record that
 * tells the most. Where interim records tell of pieces, all are added up.
 */
function secondsOf({ facts, interim, times, isClosed }: ToCount): Seconds | string {
  const said = facts.flatMap(({ billableMilliseconds }) => billableMilliseconds ?? []);
  const { answeredAt, releasedAt } = times;
  if (answeredAt === null) {
    const isAnswered = facts.some(({ answered }) => answered === true) || said.some((one) => one > 0);
    return isAnswered ? "answered, and no piece says when" : { milliseconds: 0, isPieceMissing: false };
  }
  const whole = isClosed && releasedAt !== null ? releasedAt - answeredAt : null;
  if (interim === "pieces" && said.length > 0) {
    const milliseconds = said.reduce((sum, one) => sum + one, 0);
    const isPieceMissing = whole !== null && milliseconds + said.length * CUT_MILLISECONDS < whole;
    return { milliseconds, isPieceMissing };
  }
  const most = said.length === 0 ? null : Math.max(...said);
  const own = (isClosed ? (facts.at(-1)?.billableMilliseconds ?? whole) : null) ?? most;
  if (own === null) return "no piece says how long the call was";
  if (most !== null && own + CUT_MILLISECONDS < most)
    return `${own} ms at the end of the call, and ${most} ms before it`;
  return { milliseconds: own, isPieceMissing: false };
}
