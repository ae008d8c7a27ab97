import type { Call, SequenceRange, SetAside } from "@tollwright/cdr";

/** How far a source was read: the row `id` moves from `expected` to `next`, or the whole batch is rolled back (books 4). */
export type PositionAdvance = { readonly id: string; readonly expected: bigint; readonly next: bigint };

/** One line of the insert-only ledger of counts, without its batch (books 3). */
export type LedgerEntry = {
  /** SHA-256 of the file. */
  readonly file: string;
  readonly source: string;
  /** keyDay, or null where the day is unknown. */
  readonly day: string | null;
  readonly bucket: LedgerBucket;
  readonly records: number;
  readonly milliseconds: number;
  readonly recordsWithoutSeconds: number;
};

export type LedgerBucket =
  | "read"
  | "accepted"
  | "merged"
  | "duplicate"
  | "conflict"
  | "ignored"
  | "suspended"
  | "pending"
  | "inTransit"
  | "rated"
  | "free"
  | "suspendedAtRating";

/** What the ingester knows of a stretch of files beside the calls themselves. */
export type Intake = {
  readonly positions: readonly PositionAdvance[];
  readonly setAside: readonly SetAside[];
  /** Numbers that switches gave to these records, by source. */
  readonly sequences: readonly (SequenceRange & { readonly source: string })[];
  /** `read`, `ignored`, `suspended` … of this stretch; the storing side adds `accepted` and what follows from it. */
  readonly ledger: readonly LedgerEntry[];
};

/** What arrives at the rating engine: store it and the positions in one transaction, or not at all. */
export type Delivery = {
  readonly calls: readonly Call[];
  readonly positions: readonly PositionAdvance[];
  /** Present where the bus carries the intake to the storing transaction (in process). */
  readonly intake: Intake | null;
};

/**
 * Calls on their way from the ingester to the rating engine, in three calls. Every bus passes `test/contracts/bus.contract.ts`.
 *
 * `carriesIntake`: true where `publish` resolves only after calls and intake were stored together; false where it
 * resolves when the calls are safe with the broker, and the ingester then stores the intake itself (books 4).
 */
export type Bus = {
  readonly carriesIntake: boolean;
  /** Rejects when the calls are not safe; the caller then reads its stored position and goes on from there. */
  publish(calls: readonly Call[], intake: Intake): Promise<void>;
  /** One handler at a time, unless the bus was opened for more; a delivery whose handler rejects is not acknowledged. */
  subscribe(handle: (delivery: Delivery) => Promise<void>): Promise<void>;
  /** Resolves when everything published before has been handled. */
  close(): Promise<void>;
};
