import assert from "node:assert";
import type { Instant } from "@tollwright/calendar";
import { sha256 } from "@tollwright/canonical";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";
import { type InvoicePeriod, replacePeriods } from "./invoice-periods.ts";
import { overtaken } from "./overtaken.ts";

export type NewDraft = {
  readonly run: bigint;
  readonly account: string;
  /** The canonical invoice without number and issue date, and its SHA-256. */
  readonly canonicalContent: string;
  readonly contentHash: string;
  readonly periods: readonly InvoicePeriod[];
  readonly total: string;
  readonly at: Instant;
};

export type SavedDraft = {
  /** `backToReview`: it was approved, and its content is another now (books 17). */
  readonly kind: "created" | "replaced" | "unchanged" | "backToReview" | "alreadyIssued";
  readonly invoice: bigint;
};

/** Keeps what a close computed for an account: an issued invoice stays, an approved one that changed goes back to review. */
export async function saveDraft(db: Database, draft: NewDraft): Promise<SavedDraft> {
  assert.equal(sha256(draft.canonicalContent), draft.contentHash, "contentHash is of other bytes");
  return inTransaction(db, async (transaction) => {
    await rows(transaction, "select from bill_run where id = $1 for update", [draft.run]);
    const existing = await row<{ id: bigint; status: string; content_hash: string }>(
      transaction,
      "select id, status, content_hash from invoice where run = $1 and account = $2 for update",
      [draft.run, draft.account],
    );
    if (existing === null) return { kind: "created", invoice: await create(transaction, draft) };
    const { id: invoice, status } = existing;
    if (status === "issued") return { kind: "alreadyIssued", invoice };
    if (existing.content_hash === draft.contentHash) {
      // The same lines out of a larger set of batches: a draft takes the set, an approved one stays as it was seen, unless
      // another invoice was issued that it must come after.
      const isOvertaken = (await overtaken(transaction, [invoice])).length > 0;
      if (status === "draft" || isOvertaken)
        await replacePeriods(transaction, { invoice, periods: draft.periods });
      return { kind: "unchanged", invoice };
    }
    await replace(transaction, { draft, invoice, wasApproved: status === "approved" });
    return { kind: status === "approved" ? "backToReview" : "replaced", invoice };
  });
}

async function create(transaction: Transaction, draft: NewDraft): Promise<bigint> {
  const stored = await row<{ id: bigint }>(
    transaction,
    `insert into invoice (run, legal_entity, account, content, content_hash, total, drafted_at)
     select id, legal_entity, $2, $3, $4, $5, $6 from bill_run where id = $1 returning id`,
    [draft.run, draft.account, draft.canonicalContent, draft.contentHash, draft.total, new Date(draft.at)],
  );
  assert(stored !== null, `no bill run ${draft.run}`);
  await replacePeriods(transaction, { invoice: stored.id, periods: draft.periods });
  return stored.id;
}

async function replace(
  transaction: Transaction,
  { draft, invoice, wasApproved }: { draft: NewDraft; invoice: bigint; wasApproved: boolean },
): Promise<void> {
  const at = new Date(draft.at);
  await rows(
    transaction,
    `update invoice set status = 'draft', approved_hash = null, content = $2, content_hash = $3, total = $4,
       drafted_at = $5
     where id = $1`,
    [invoice, draft.canonicalContent, draft.contentHash, draft.total, at],
  );
  await replacePeriods(transaction, { invoice, periods: draft.periods });
  if (!wasApproved) return;
  await rows(
    transaction,
    "insert into invoice_event (invoice, event, content_hash, at) values ($1, 'backToReview', $2, $3)",
    [invoice, draft.contentHash, at],
  );
}

/**
 * Drops the drafts of a run whose accounts the close no longer makes an invoice for.
 *
 * @returns How many were dropped.
 */
export async function keepOnlyDrafts(
  db: Database,
  { run, accounts }: { readonly run: bigint; readonly accounts: readonly string[] },
): Promise<number> {
  return inTransaction(db, async (transaction) => {
    const stray = await rows<{ id: bigint }>(
      transaction,
      "select id from invoice where run = $1 and status <> 'issued' and account <> all ($2::text[]) for update",
      [run, accounts],
    );
    const ids = stray.map(({ id }) => id);
    await rows(transaction, "delete from invoice_period where invoice = any ($1::bigint[])", [ids]);
    await rows(transaction, "delete from invoice where id = any ($1::bigint[])", [ids]);
    return ids.length;
  });
}
