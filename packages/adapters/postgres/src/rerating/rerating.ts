import type { Instant } from "@tollwright/calendar";
import { type CanonicalValue, canonicalJson } from "@tollwright/canonical";
import { ProblemError, problem } from "@tollwright/problem";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows, sqlState } from "../rows.ts";

/** What was asked to be rated again; null is everything. */
export type ReratingScope = {
  /** `2026-03`, in each account's own zone. */
  readonly period: string | null;
  readonly account: string | null;
  readonly deck: string | null;
  /** Prices as they were known then: only to look at. Null: as known now. */
  readonly knownAt: string | null;
};

/** A re-rating that waits for a person. */
export type Rerating = {
  readonly id: bigint;
  readonly scope: ReratingScope;
  readonly setHash: VersionSetHash;
  readonly lookedAt: number;
  readonly at: Instant;
};

const UNIQUE_VIOLATION = "23505";

/** @throws ProblemError where another one is open. */
export async function openRerating(
  db: Database,
  of: { readonly scope: ReratingScope; readonly setHash: VersionSetHash; readonly at: Instant },
): Promise<bigint> {
  try {
    const stored = await row<{ id: bigint }>(
      db,
      "insert into rerating (scope, set_hash, at) values ($1, $2, $3) returning id",
      [canonicalJson(of.scope as CanonicalValue), of.setHash, new Date(of.at)],
    );
    return stored?.id ?? 0n;
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    throw new ProblemError(
      problem({ code: "RERATING_OPEN", message: "another re-rating waits to be confirmed or discarded" }),
    );
  }
}

/** The one that is open, or null. */
export async function reratingNow(db: Database): Promise<Rerating | null> {
  const found = await row<{
    id: bigint;
    scope: ReratingScope;
    set_hash: string;
    looked_at: bigint;
    at: Instant;
  }>(db, "select id, scope, set_hash, looked_at, at from rerating where status = 'open'");
  return found === null
    ? null
    : {
        id: found.id,
        scope: found.scope,
        setHash: found.set_hash,
        lookedAt: Number(found.looked_at),
        at: found.at,
      };
}

/** Ends it: whatever it drafted goes, and nothing else changes. */
export async function endRerating(
  db: Database,
  end: {
    readonly id: bigint;
    readonly status: "confirmed" | "discarded";
    readonly by: string;
    readonly at: Instant;
  },
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await rows(
      transaction,
      `delete from rating_draft d using rerating_call c
       where c.rerating = $1 and d.key_day = c.key_day and d.call_key = c.call_key`,
      [end.id],
    );
    await rows(transaction, "delete from rerating_call where rerating = $1", [end.id]);
    await rows(
      transaction,
      "update rerating set status = $2, decided_by = $3, decided_at = $4 where id = $1 and status = 'open'",
      [end.id, end.status, end.by, new Date(end.at)],
    );
  });
}
