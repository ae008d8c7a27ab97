import type { Call } from "./call.ts";
import type { CallPart, PartRecord } from "./call-part.ts";
import type { SetAside } from "./set-aside.ts";

/** A record that is set aside and open, as the books hold it. */
export type OpenRecord = Omit<SetAside, "bucket"> & {
  readonly id: bigint;
  readonly bucket: SetAside["bucket"] | "suspendedAtRating";
};

/** One that is a piece of a call. */
export type OpenPiece = OpenRecord & { readonly part: CallPart; readonly callKey: string };

/** Everything that the books know of the pieces with one key. */
export type PieceGroup = {
  readonly callKey: string;
  /** They wait, or are suspended because another never came. */
  readonly open: readonly OpenPiece[];
  /** Pieces that are part of a call. */
  readonly merged: readonly PartRecord[];
  /** Pieces under whose records calls stand or stood. */
  readonly kept: readonly PartRecord[];
  /** The stored call with this key, as it is known now. */
  readonly call: Call | null;
};

/**
 * What becomes of records that were set aside: what is taken leaves its bucket, and each result enters another (books 3). All
 * of it is stored, or nothing, where somebody else took one of the records.
 */
export type Settlement = {
  readonly takes: readonly OpenRecord[];
  readonly becomes: readonly Became[];
};

export type Became =
  /** A call like those that arrive: it may turn out to be a duplicate or a conflict. */
  | { readonly kind: "call"; readonly call: Call }
  /**
   * A call has other facts from now on: an estimate is completed, or a person decided for another record. The record that stood
   * for it becomes `former`. On another day, the call of before is withdrawn, and `call` stands on its own (books 2).
   */
  | {
      readonly kind: "completion";
      readonly before: Call;
      readonly call: Call;
      /** Null where the call stays under the same record. */
      readonly former: SetAside | null;
    }
  /** A stored call that could not be rated is rated again. */
  | { readonly kind: "rating"; readonly call: Call }
  | { readonly kind: "setAside"; readonly setAside: SetAside };
