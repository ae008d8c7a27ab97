import type { Database } from "../database.ts";
import { type Queryable, rows } from "../rows.ts";
import { type InvoicePeriod, periodsOf } from "./invoice-periods.ts";

/** An invoice of a run, whatever its state; `canonicalContent` is without number and issue date. */
export type Draft = {
  readonly invoice: bigint;
  readonly run: bigint;
  readonly account: string;
  readonly status: "draft" | "approved" | "issued";
  readonly canonicalContent: string;
  readonly contentHash: string;
  readonly total: string;
  readonly periods: readonly InvoicePeriod[];
};

/** The invoices of a run in order of account. */
export function drafts(db: Database, run: bigint): Promise<readonly Draft[]> {
  return draftsOf(db, run);
}

export async function draftsOf(queryable: Queryable, run: bigint): Promise<readonly Draft[]> {
  const found = await rows<{
    id: bigint;
    account: string;
    status: Draft["status"];
    content: string;
    content_hash: string;
    total: string;
  }>(
    queryable,
    "select id, account, status, content, content_hash, total from invoice where run = $1 order by account",
    [run],
  );
  const periods = await periodsOf(
    queryable,
    found.map(({ id }) => id),
  );
  return found.map(({ id, account, status, content, content_hash: contentHash, total }) => ({
    invoice: id,
    run,
    account,
    status,
    canonicalContent: content,
    contentHash,
    total,
    periods: periods.get(id) ?? [],
  }));
}
