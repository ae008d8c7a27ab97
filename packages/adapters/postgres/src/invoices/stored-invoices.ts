import type { CivilDate } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { type Queryable, rows } from "../rows.ts";
import { type InvoicePeriod, periodsOf } from "./invoice-periods.ts";

/** An issued invoice. `canonical` is exactly its .json file, `invoiceHash` the SHA-256 of it (books 18). */
export type StoredInvoice = {
  readonly invoice: bigint;
  readonly run: bigint;
  readonly legalEntity: string;
  readonly account: string;
  readonly number: string;
  readonly issuedOn: CivilDate;
  readonly total: string;
  readonly contentHash: string;
  readonly invoiceHash: string;
  readonly canonical: string;
};

/** Issued invoices in order of number; all of them, or those of an account, a run. */
export function invoices(db: Database, filter: InvoiceFilter = {}): Promise<readonly StoredInvoice[]> {
  return invoicesOf(db, filter);
}

export async function invoiceByNumber(db: Database, number: string): Promise<StoredInvoice | null> {
  return (await invoicesOf(db, { number }))[0] ?? null;
}

/** Which usage an issued invoice holds; none where there is no such number. */
export async function invoicePeriods(db: Database, number: string): Promise<readonly InvoicePeriod[]> {
  const found = await invoiceByNumber(db, number);
  if (found === null) return [];
  return (await periodsOf(db, [found.invoice])).get(found.invoice) ?? [];
}

/** Issued invoices that touch any period of these accounts, in the order in which they were issued. */
export async function invoicesTouching(
  db: Database,
  accounts: readonly string[],
): Promise<readonly StoredInvoice[]> {
  const touching = await rows<{ number: string }>(
    db,
    `select i.number from invoice i
     where i.status = 'issued'
       and exists (select from invoice_period p where p.invoice = i.id and p.account = any ($1::text[]))
     order by i.issued_at, i.id`,
    [accounts],
  );
  const found = await Promise.all(touching.map(({ number }) => invoiceByNumber(db, number)));
  return found.filter((invoice) => invoice !== null);
}

type InvoiceFilter = {
  readonly account?: string;
  readonly accounts?: readonly string[];
  readonly run?: bigint;
  readonly number?: string;
};

export async function invoicesOf(
  queryable: Queryable,
  filter: InvoiceFilter,
): Promise<readonly StoredInvoice[]> {
  const found = await rows<{
    id: bigint;
    run: bigint;
    legal_entity: string;
    account: string;
    number: string;
    issued_on: CivilDate;
    total: string;
    content_hash: string;
    invoice_hash: string;
    canonical: string;
  }>(
    queryable,
    `select id, run, legal_entity, account, number, issued_on, total, content_hash, invoice_hash, canonical
     from invoice
     where status = 'issued' and ($1::text is null or account = $1) and ($2::bigint is null or run = $2)
       and ($3::text is null or number = $3) and ($4::text[] is null or account = any ($4))
     order by legal_entity, series, ordinal`,
    [filter.account ?? null, filter.run ?? null, filter.number ?? null, filter.accounts ?? null],
  );
  return found.map((invoice) => ({
    invoice: invoice.id,
    run: invoice.run,
    legalEntity: invoice.legal_entity,
    account: invoice.account,
    number: invoice.number,
    issuedOn: invoice.issued_on,
    total: invoice.total,
    contentHash: invoice.content_hash,
    invoiceHash: invoice.invoice_hash,
    canonical: invoice.canonical,
  }));
}
