import type { Instant } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import { trunkOf } from "../asterisk-trunk.ts";
import type { PartRecord } from "../call-part.ts";

/** An event of a channel, as asterisk-cel.ts reads it. */
export type CelEvent = {
  readonly piece: PartRecord;
  readonly at: Instant;
  /** A text of the event by its name, `""` where it has none. */
  readonly text: (name: string) => string;
};

/** What happened to one channel, in order. */
export type CelChannel = {
  readonly uniqueId: string;
  /** Null: the switch talking to itself. */
  readonly trunk: string | null;
  readonly isLocal: boolean;
  readonly events: readonly CelEvent[];
  readonly begin: CelEvent | undefined;
  readonly answer: CelEvent | undefined;
  /** It spoke with another channel, and its ANSWER is not among the events: `answer` is the first sign of it then. */
  readonly isAnswerLost: boolean;
  readonly hangup: CelEvent | undefined;
  readonly end: CelEvent | undefined;
};

/** Events of one call by channel, the channels in the order in which they began. The order of arrival changes nothing. */
export function celChannels(pieces: readonly PartRecord[]): readonly CelChannel[] {
  const events = pieces.map(eventOf).sort(inTime);
  return [...Map.groupBy(events, ({ text }) => text("uniqueId"))].map(([uniqueId, own]) =>
    channelOf(uniqueId, own),
  );
}

function eventOf(piece: PartRecord): CelEvent {
  const texts = piece.part.event ?? {};
  return { piece, at: piece.part.at, text: (name) => texts[name] ?? "" };
}

/** Where stamps are equal, a channel begins before it is answered, and hangs up before it ends. */
const RANKS = ["CHAN_START", "ANSWER", "", "HANGUP", "CHAN_END"];

function inTime(left: CelEvent, right: CelEvent): number {
  return (
    left.at - right.at ||
    byCodeUnit(left.text("micro"), right.text("micro")) ||
    rankOf(left) - rankOf(right) ||
    byCodeUnit(left.piece.part.contentHash, right.piece.part.contentHash)
  );
}

function rankOf({ text }: CelEvent): number {
  const rank = RANKS.indexOf(text("type"));
  return rank < 0 ? RANKS.indexOf("") : rank;
}

function channelOf(uniqueId: string, events: readonly CelEvent[]): CelChannel {
  const of = (type: string): CelEvent | undefined => events.find(({ text }) => text("type") === type);
  const name = events.map(({ text }) => text("channel")).find((channel) => channel !== "") ?? "";
  const isLocal = name.startsWith("Local/");
  const isInside = isLocal || INSIDE.test(name);
  const [answer, sign] = [of("ANSWER"), isInside ? undefined : events.find(tellsOfAnswer)];
  return {
    uniqueId,
    trunk: trunkOf(name),
    isLocal,
    events,
    begin: of("CHAN_START"),
    answer: answer ?? sign,
    isAnswerLost: answer === undefined && sign !== undefined,
    hangup: of("HANGUP"),
    end: of("CHAN_END"),
  };
}

/** Channels that the switch makes for itself; `AsyncGoto/SIP/…` and `Surrogate/SIP/…` stand in for one that was moved elsewhere. */
const INSIDE = /^(?:Announcer|AsyncGoto|CBAnn|CBRec|Recorder|Snoop|Surrogate)\//;

/** Asterisk answers a channel before it brings it together with another. */
function tellsOfAnswer({ text }: CelEvent): boolean {
  return BRIDGES.has(text("type"));
}

const BRIDGES: ReadonlySet<string> = new Set(["BRIDGE_ENTER", "BRIDGE_START"]);
