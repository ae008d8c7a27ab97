import type { Instant } from "@tollwright/calendar";
import { instantColumn, int8Column, numericColumn, textColumn } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";
import { replaceBorneLevies } from "./borne-levies.ts";
import { type InvoicePeriod, replacePeriods } from "./invoice-periods.ts";
import { overtaken } from "./overtaken.ts";

export type NewDraft = {
  readonly account: string;
  /** The canonical invoice without number and issue date, and its SHA-256. */
  readonly canonicalContent: string;
  readonly contentHash: string;
  readonly periods: readonly InvoicePeriod[];
  readonly total: string;
  /** What is computed for the books and not billed (books 19), as `borneText` writes it; null where there is nothing. */
  readonly borne: string | null;
};

/** `backToReview`: it was approved, and its content is another now (books 17). */
export type SavedDraft = "created" | "replaced" | "unchanged" | "backToReview" | "alreadyIssued";

type Existing = {
  readonly id: bigint;
  readonly account: string;
  readonly status: "draft" | "approved" | "issued";
  readonly content_hash: string;
};

type Saving = { readonly draft: NewDraft; readonly existing: Existing | null; readonly state: SavedDraft };

/**
 * Keeps what a close computed for some accounts of a run, in the caller's transaction: an issued invoice stays, an approved one that
 * changed goes back to review.
 *
 * @returns What became of each, by account.
 */
export async function saveDrafts(
  transaction: Transaction,
  saving: { readonly run: bigint; readonly drafts: readonly NewDraft[]; readonly at: Instant },
): Promise<ReadonlyMap<string, SavedDraft>> {
  const { run, drafts } = saving;
  // Who approves or issues waits, and the others who keep drafts of the run do not.
  await rows(transaction, "select from bill_run where id = $1 for share", [run]);
  const all = await comparedWithStored(transaction, { run, drafts });
  const created = await create(transaction, { ...saving, all });
  await replace(transaction, { ...saving, all });
  const kept = await withNewPeriods(transaction, all);
  await replacePeriods(transaction, [...created, ...kept]);
  const stored = all.filter(({ state }) => state !== "alreadyIssued").map(({ draft }) => draft);
  await replaceBorneLevies(transaction, { run, accounts: stored });
  return new Map(all.map(({ draft, state }) => [draft.account, state]));
}

async function comparedWithStored(
  transaction: Transaction,
  { run, drafts }: { readonly run: bigint; readonly drafts: readonly NewDraft[] },
): Promise<readonly Saving[]> {
  const found = await rows<Existing>(
    transaction,
    `select id, account, status, content_hash from invoice
     where run = $1 and account = any ($2::text[]) order by account for update`,
    [run, drafts.map(({ account }) => account)],
  );
  const byAccount = new Map(found.map((invoice) => [invoice.account, invoice]));
  return drafts.map((draft) => {
    const existing = byAccount.get(draft.account) ?? null;
    return { draft, existing, state: stateOf(draft, existing) };
  });
}

function stateOf({ contentHash }: NewDraft, existing: Existing | null): SavedDraft {
  if (existing === null) return "created";
  if (existing.status === "issued") return "alreadyIssued";
  if (existing.content_hash === contentHash) return "unchanged";
  return existing.status === "approved" ? "backToReview" : "replaced";
}

type Touched = { readonly invoice: bigint; readonly periods: readonly InvoicePeriod[] };

async function create(
  transaction: Transaction,
  { run, at, all }: { readonly run: bigint; readonly at: Instant; readonly all: readonly Saving[] },
): Promise<readonly Touched[]> {
  const drafts = all.filter(({ state }) => state === "created").map(({ draft }) => draft);
  if (drafts.length === 0) return [];
  const numbers = await rows<{ id: bigint; legal_entity: string }>(
    transaction,
    `select nextval(pg_get_serial_sequence('invoice', 'id')) as id, r.legal_entity
     from bill_run r, generate_series(1, $2) where r.id = $1`,
    [run, drafts.length],
  );
  const created = numbers.flatMap(({ id, legal_entity: legalEntity }, index) => {
    const draft = drafts[index];
    return draft === undefined ? [] : [{ id, legalEntity, draft }];
  });
  type New = (typeof created)[number];
  await copyRows<New>(transaction, "invoice", {
    columns: [
      int8Column<New>("id", ({ id }) => id),
      int8Column<New>("run", () => run),
      textColumn<New>("legal_entity", ({ legalEntity }) => legalEntity),
      textColumn<New>("account", ({ draft }) => draft.account),
      textColumn<New>("status", () => "draft"),
      textColumn<New>("content", ({ draft }) => draft.canonicalContent),
      textColumn<New>("content_hash", ({ draft }) => draft.contentHash),
      numericColumn<New>("total", ({ draft }) => draft.total),
      instantColumn<New>("drafted_at", () => at),
    ],
    rows: created,
  });
  return created.map(({ id: invoice, draft: { periods } }) => ({ invoice, periods }));
}

async function replace(
  transaction: Transaction,
  { at, all }: { readonly at: Instant; readonly all: readonly Saving[] },
): Promise<void> {
  const changed = all.flatMap(({ draft, existing, state }) =>
    existing !== null && (state === "replaced" || state === "backToReview")
      ? [{ draft, id: existing.id, state }]
      : [],
  );
  if (changed.length === 0) return;
  await rows(
    transaction,
    `update invoice set status = 'draft', approved_hash = null, content = n.content, content_hash = n.hash,
       total = n.total, drafted_at = $5
     from unnest($1::bigint[], $2::text[], $3::text[], $4::numeric[]) as n (id, content, hash, total)
     where invoice.id = n.id`,
    [
      changed.map(({ id }) => id),
      changed.map(({ draft }) => draft.canonicalContent),
      changed.map(({ draft }) => draft.contentHash),
      changed.map(({ draft }) => draft.total),
      new Date(at),
    ],
  );
  const reviewed = changed.filter(({ state }) => state === "backToReview");
  await rows(
    transaction,
    `insert into invoice_event (invoice, event, content_hash, at)
     select invoice, 'backToReview', hash, $3 from unnest($1::bigint[], $2::text[]) as n (invoice, hash)`,
    [reviewed.map(({ id }) => id), reviewed.map(({ draft }) => draft.contentHash), new Date(at)],
  );
}

/**
 * The stored invoices that take the set of batches which this close saw. The same lines out of a larger set: a draft takes the set,
 * an approved one stays as it was seen, unless another invoice was issued that it must come after.
 */
async function withNewPeriods(transaction: Transaction, all: readonly Saving[]): Promise<readonly Touched[]> {
  const approved = all.filter(
    ({ state, existing }) => state === "unchanged" && existing?.status === "approved",
  );
  const late = new Set(
    await overtaken(
      transaction,
      approved.flatMap(({ existing }) => (existing === null ? [] : [existing.id])),
    ),
  );
  return all.flatMap(({ draft, existing, state }) => {
    if (existing === null || state === "alreadyIssued") return [];
    const stays = state === "unchanged" && existing.status === "approved" && !late.has(draft.account);
    return stays ? [] : [{ invoice: existing.id, periods: draft.periods }];
  });
}
