import assert from "node:assert";
import type { CivilDate, Instant } from "@tollwright/calendar";
import { type CanonicalValue, canonicalHash, sha256 } from "@tollwright/canonical";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { row, rows } from "../rows.ts";
import { type Draft, draftsOf } from "./drafts.ts";
import { overtaken } from "./overtaken.ts";
import { invoicesOf, type StoredInvoice } from "./stored-invoices.ts";

export type Issuing = {
  readonly run: bigint;
  /** `TW-2026` gives TW-2026-000001. */
  readonly series: string;
  readonly issuedOn: CivilDate;
  readonly at: Instant;
  /** Puts number and issue date into a draft: exactly the bytes of its .json file, and their SHA-256. */
  readonly finish: (
    draft: Draft,
    number: string,
  ) => { readonly canonical: string; readonly invoiceHash: string };
};

export type IssuedRun =
  | { readonly kind: "issued"; readonly invoices: readonly StoredInvoice[] }
  /**
   * These accounts' drafts are not approved, or changed since: back to review (books 17); or an invoice was issued meanwhile
   * that touches an earlier period which they touch too: close again (books 12).
   */
  | { readonly kind: "notApproved"; readonly accounts: readonly string[] };

/**
 * Issues a run: one transaction, in order of account, numbers without gaps per legal entity and series (books 17). All of
 * it or nothing; issued before, it answers with the same invoices.
 */
export async function issueRun(db: Database, issuing: Issuing): Promise<IssuedRun> {
  return inTransaction<IssuedRun>(
    db,
    async (transaction) => {
      const run = await row<{ legal_entity: string }>(
        transaction,
        "select legal_entity from bill_run where id = $1 for update",
        [issuing.run],
      );
      assert(run !== null, `no bill run ${issuing.run}`);
      const all = await draftsOf(transaction, issuing.run);
      const open = all.filter(({ status }) => status === "draft").map(({ account }) => account);
      if (open.length > 0) return { kind: "notApproved", accounts: open };
      const approved = all.filter(({ status }) => status === "approved");
      const late = await overtaken(
        transaction,
        approved.map(({ invoice }) => invoice),
      );
      if (late.length > 0) return { kind: "notApproved", accounts: late };
      await issueAll(transaction, { ...issuing, approved, legalEntity: run.legal_entity });
      return { kind: "issued", invoices: await invoicesOf(transaction, { run: issuing.run }) };
    },
    ({ kind }) => kind === "issued",
  );
}

/** The row stays locked until the commit, so a number that is taken back leaves no gap. */
async function issueAll(
  transaction: Transaction,
  options: Issuing & { approved: readonly Draft[]; legalEntity: string },
): Promise<void> {
  const { approved, legalEntity, series } = options;
  if (approved.length === 0) return;
  const counter = await row<{ last_ordinal: bigint }>(
    transaction,
    `insert into invoice_series (legal_entity, series, last_ordinal) values ($1, $2, $3)
     on conflict (legal_entity, series) do update set last_ordinal = invoice_series.last_ordinal + $3
     returning last_ordinal`,
    [legalEntity, series, approved.length],
  );
  assert(counter !== null, "an upsert returns its row");
  const before = counter.last_ordinal - BigInt(approved.length);
  for (const [index, draft] of approved.entries()) {
    await issue(transaction, { ...options, draft, ordinal: before + BigInt(index) + 1n });
  }
}

const NUMBER_DIGITS = 6;

async function issue(
  transaction: Transaction,
  { draft, ordinal, series, issuedOn, at, finish }: Issuing & { draft: Draft; ordinal: bigint },
): Promise<void> {
  const number = `${series}-${String(ordinal).padStart(NUMBER_DIGITS, "0")}`;
  const { canonical, invoiceHash } = finish(draft, number);
  assert.equal(sha256(canonical), invoiceHash, `invoiceHash of ${number} is of other bytes`);
  assert.equal(
    withoutNumber(canonical),
    withoutNumber(draft.canonicalContent),
    `issuing ${number} changed the invoice`,
  );
  await rows(
    transaction,
    `insert into invoice_event (invoice, event, content_hash, at) values ($1, 'issued', $2, $3)`,
    [draft.invoice, draft.contentHash, new Date(at)],
  );
  await rows(
    transaction,
    `update invoice set status = 'issued', series = $2, ordinal = $3, number = $4, issued_on = $5, issued_at = $6,
       canonical = $7, invoice_hash = $8
     where id = $1`,
    [draft.invoice, series, ordinal, number, issuedOn, new Date(at), canonical, invoiceHash],
  );
}

/** What approval froze: everything but number and issue date. */
function withoutNumber(canonical: string): string {
  const invoice = JSON.parse(canonical) as { readonly [key: string]: CanonicalValue };
  return canonicalHash({ ...invoice, number: undefined, issuedOn: undefined });
}
