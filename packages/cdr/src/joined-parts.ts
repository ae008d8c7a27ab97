import type { Call } from "./call.ts";
import type { PartRecord } from "./call-part.ts";
import type { Source } from "./source.ts";

/** What the pieces of one call make together. Every piece is in exactly one place. */
export type JoinedParts = {
  /** The call, kept under its closing piece's record; null while that is not certain. */
  readonly call: Call | null;
  /** More calls out of the same events, each kept under its own record and key; only of events that a format assembles. */
  readonly furtherCalls: readonly Call[];
  /** Pieces that are part of the call now. */
  readonly merged: readonly PartRecord[];
  /** Pieces that wait for another. */
  readonly waiting: readonly PartRecord[];
  /** The same piece once more, out of another record. */
  readonly repeated: readonly PartRecord[];
  /** A second opening or closing piece that would change what is billed: for a person to decide. */
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
