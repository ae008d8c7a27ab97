import type { Instant } from "@tollwright/calendar";
import { canonicalJson } from "@tollwright/canonical";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";
import { draftsOf } from "./drafts.ts";
import { gapsOf, type StoredGap } from "./gaps.ts";

export type ApprovalRecord = {
  readonly invoices: readonly {
    readonly account: string;
    readonly contentHash: string;
    readonly total: string;
  }[];
  /** The gaps that the run met, each with the decisions about its levy (books 19). */
  readonly gaps: readonly StoredGap[];
};

/**
 * A person approves the drafts of a run: each content hash is frozen, and the record says what the approval rests on (books
 * 17, 19). Drafts that were approved before stay so; with none left, nothing is written.
 *
 * @returns The accounts approved now.
 */
export async function approveRun(
  db: Database,
  approval: { readonly run: bigint; readonly by: string; readonly at: Instant },
): Promise<{ readonly approved: readonly string[]; readonly record: ApprovalRecord }> {
  return inTransaction(db, async (transaction) => {
    await rows(transaction, "select from bill_run where id = $1 for update", [approval.run]);
    const open = (await draftsOf(transaction, approval.run)).filter(({ status }) => status === "draft");
    const record: ApprovalRecord = {
      invoices: open.map(({ account, contentHash, total }) => ({ account, contentHash, total })),
      gaps: await gapsOf(transaction, approval.run),
    };
    if (open.length > 0) await freeze(transaction, { ...approval, record });
    return { approved: open.map(({ account }) => account), record };
  });
}

async function freeze(
  transaction: Transaction,
  { run, by, at, record }: { run: bigint; by: string; at: Instant; record: ApprovalRecord },
): Promise<void> {
  await rows(
    transaction,
    `insert into invoice_event (invoice, event, content_hash, by_whom, at)
     select id, 'approved', content_hash, $2, $3 from invoice where run = $1 and status = 'draft' order by account`,
    [run, by, new Date(at)],
  );
  await rows(
    transaction,
    "update invoice set status = 'approved', approved_hash = content_hash where run = $1 and status = 'draft'",
    [run],
  );
  await rows(transaction, "insert into run_approval (run, by_whom, at, record) values ($1, $2, $3, $4)", [
    run,
    by,
    new Date(at),
    canonicalJson(record),
  ]);
}
