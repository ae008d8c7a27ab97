import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Call, RecordId } from "./call.ts";

/**
 * A record that is only a piece of a call: another one completes it, in this file or another, before or after it.
 *
 * `start` opens a call (START, INVITE) · `interim` says that a long one goes on · `stop` closes it (STOP, BYE) · `event` is one of
 * many that a format assembles itself (CEL).
 */
export type PartRole = "start" | "interim" | "stop" | "event";

export type CallPart = {
  readonly role: PartRole;
  /** SHA-256 of what the switch wrote: the same piece in another file is a duplicate. */
  readonly contentHash: string;
  /** The moment that the piece tells of: pieces are put in order by it, and their age is counted from it. */
  readonly at: Instant;
  readonly facts: PartFacts;
  /** Texts by name, for the formats that assemble their events themselves. */
  readonly event?: Readonly<Record<string, string>>;
};

/** What a piece says of its call; null is not said. `billableMilliseconds` is of this piece or so far, as the source states. */
export type PartFacts = {
  readonly [Fact in
    | "keyDay"
    | "from"
    | "to"
    | "startedAt"
    | "answeredAt"
    | "releasedAt"
    | "billableMilliseconds"
    | "answered"
    | "releaseCause"
    | "direction"
    | "trunkIn"
    | "trunkOut"
    | "accountHint"
    | "chargeNumber"
    | "originatingLineInfo"
    | "jurisdictionParameter"
    | "routingNumber"]: Call[Fact] | null;
};

/** A piece with the record that it was read from. */
export type PartRecord = {
  readonly source: string;
  /** The key of the call that the pieces make together. */
  readonly callKey: string;
  readonly record: RecordId;
  /** The day for the balances: of the call's start where the piece knows it, else its own. */
  readonly keyDay: CivilDate | null;
  readonly part: CallPart;
};
