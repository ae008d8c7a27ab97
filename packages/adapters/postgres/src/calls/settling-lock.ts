import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/** Any fixed number, with the source. */
const LOCK = 7_011_972;

/** Settlers of one source take turns, so no two hold pieces of one call. To the end of the transaction. */
export async function lockForSettling(transaction: Transaction, source: string): Promise<void> {
  await rows(transaction, "select pg_advisory_xact_lock($1, hashtext($2))", [LOCK, source]);
}

/**
 * Whoever stores calls keeps settlers of their sources waiting, and not each other: a piece is never found to lack a call that
 * is just being stored. Taken before any row that a settler may want, so that the two never wait for each other in a ring.
 */
export async function lockBesideSettling(transaction: Transaction, sources: Iterable<string>): Promise<void> {
  await rows(
    transaction,
    "select pg_advisory_xact_lock_shared($1, hashtext(source)) from unnest($2::text[]) as s (source)",
    [LOCK, [...new Set(sources)].sort()],
  );
}
