import type { Instant } from "@tollwright/calendar";

/** A call as one side of a bill knows it. */
export type ComparedRecord = {
  /** Unique on its side: our call's key, or file and line of theirs. */
  readonly id: string;
  /** A name of the call that both may know; null where there is none. */
  readonly key: string | null;
  /** E.164 digits where it can be told, else as written. */
  readonly from: string;
  readonly to: string;
  /** The answer; the start where only that is known. */
  readonly at: Instant;
  readonly seconds: number;
  /** Decimal text; null where it is not stated. */
  readonly ratePerMinute: string | null;
  readonly charge: string | null;
};
