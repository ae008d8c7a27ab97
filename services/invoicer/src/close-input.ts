import type { CivilDate, Instant, Period } from "@tollwright/calendar";
import type { Database } from "@tollwright/postgres";

export type CloseInput = {
  readonly database: Database;
  /** Null where only one is loaded. */
  readonly legalEntity: string | null;
  readonly period: Period;
  readonly billDate: CivilDate;
  /** What is recorded up to this instant counts (books 9). */
  readonly cutoff: Instant;
  readonly at: Instant;
  readonly progress: (text: string) => void;
  /** Payers of a range: enough that a question for all of them costs little for each. */
  readonly payersTogether?: number;
  /** Told about how many ranges there will be, while a new close begins. */
  readonly expectRanges?: (ranges: number) => void;
  /** Closes all ranges of a close by its number; left out: this process does it alone. */
  readonly closeRanges?: CloseRanges;
};

export type CloseRanges = (closing: { readonly id: bigint; readonly ranges: number }) => Promise<void>;
