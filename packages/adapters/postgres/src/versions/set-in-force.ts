import { byCodeUnit, canonicalHash } from "@tollwright/canonical";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { Transaction } from "../database.ts";
import { type Queryable, rows } from "../rows.ts";

/** The hash of a set is the canonical hash of its sorted hashes. */
export type VersionSet = { readonly setHash: VersionSetHash; readonly hashes: readonly string[] };

/** Waits for the storing transactions that read the set, and keeps others out until the commit (books 7). */
export async function lockSetInForce(transaction: Transaction): Promise<void> {
  await rows(transaction, "select from versions_in_force for update");
}

export async function putSetInForce(transaction: Transaction, set: VersionSet): Promise<VersionSetHash> {
  await recordSet(transaction, set);
  await rows(transaction, "update versions_in_force set set_hash = $1 where set_hash <> $1", [set.setHash]);
  return set.setHash;
}

/** What the set's hash stands for, kept for as long as invoices name it. */
export async function recordSet(queryable: Queryable, { setHash, hashes }: VersionSet): Promise<void> {
  await rows(queryable, "insert into version_set (set_hash, hashes) values ($1, $2) on conflict do nothing", [
    setHash,
    hashes,
  ]);
}

export function setOf(hashes: readonly string[]): VersionSet {
  const sorted = hashes.toSorted(byCodeUnit);
  return { setHash: canonicalHash(sorted), hashes: sorted };
}
