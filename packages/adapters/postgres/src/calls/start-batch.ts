import assert from "node:assert";
import type { Instant } from "@tollwright/calendar";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { Transaction } from "../database.ts";
import { row } from "../rows.ts";

/** Every transaction that writes calls or ratings has a batch of its own (books 11). */
export async function startBatch(
  transaction: Transaction,
  batch: {
    readonly kind: "delivery" | "intake" | "recycling" | "settling" | "rerating";
    readonly at: Instant;
    readonly setHash: VersionSetHash | null;
  },
): Promise<bigint> {
  const stored = await row<{ id: bigint }>(
    transaction,
    "insert into load_batch (kind, at, set_hash) values ($1, $2, $3) returning id",
    [batch.kind, new Date(batch.at), batch.setHash],
  );
  assert(stored !== null, "an insert returns its row");
  return stored.id;
}

/** False where the versions in force are others than those that a batch was priced by (books 7); locks them until the commit. */
export async function isInForce(transaction: Transaction, setHash: VersionSetHash): Promise<boolean> {
  const found = await row<{ set_hash: string }>(
    transaction,
    "select set_hash from versions_in_force for share",
  );
  return found?.set_hash === setHash;
}
