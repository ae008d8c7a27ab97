import type { Instant } from "@tollwright/calendar";
import type { Category } from "./profiles.ts";

export type Outcome = "answered" | "noAnswer" | "busy" | "failed" | "noChannel";

/** One call as the switch will write it, before it has a format. */
export type PlannedCall = {
  readonly source: string;
  /** Counts the calls of a source in order of their start: the switch's own counters come from it. */
  readonly serial: number;
  /** Who is served; null for the call of nobody. Of two, the caller. */
  readonly account: string | null;
  readonly category: Category;
  readonly from: string;
  readonly to: string;
  /** `""` where there is none. */
  readonly callerName: string;
  readonly accountCode: string;
  readonly peerAccountCode: string;
  readonly trunkIn: string;
  /** Null where the call never got out. */
  readonly trunkOut: string | null;
  readonly startedAt: Instant;
  readonly ringMilliseconds: number;
  readonly talkMilliseconds: number;
  readonly outcome: Outcome;
  /** The call is there for a reason of its own: broken lines are made of others. */
  readonly isSpecial: boolean;
};

/** The moment that the switch let go of the call. */
export function releasedAt(call: PlannedCall): Instant {
  return (call.startedAt + call.ringMilliseconds + call.talkMilliseconds) as Instant;
}

export function answeredAt(call: PlannedCall): Instant {
  return (call.startedAt + call.ringMilliseconds) as Instant;
}
