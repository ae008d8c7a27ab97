import assert from "node:assert";
import type { Instant } from "@tollwright/calendar";
import { inOnePiece, renderCsv, renderPdf, renderXlsx } from "@tollwright/documents";
import { type ItemisedCall, itemisationCheck, readInvoice } from "@tollwright/invoice";
import {
  type Database,
  documentOf,
  invoicePeriods,
  type StoredInvoice,
  saveDocuments,
  versionSet,
} from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import { itemisedCalls } from "./itemisation.ts";
import { itemisedSelections } from "./itemised-selections.ts";
import { periodName } from "./period-name.ts";

export const DOCUMENT_KINDS = ["json", "pdf", "xlsx", "csv"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
export type InvoiceDocument = { readonly kind: DocumentKind; readonly bytes: Uint8Array };

/**
 * The documents of an issued invoice, as stored; rendered and stored on the first call (books 18).
 *
 * The `.json` is exactly the canonical invoice, so its SHA-256 is the invoice's hash.
 */
export async function documentsOfInvoice(
  database: Database,
  stored: StoredInvoice,
  at: Instant,
): Promise<readonly InvoiceDocument[]> {
  const kept = await storedDocuments(database, stored.number);
  if (kept.length === DOCUMENT_KINDS.length) return kept;
  await saveDocuments(database, { number: stored.number, documents: await rendered(database, stored), at });
  return storedDocuments(database, stored.number);
}

async function storedDocuments(database: Database, number: string): Promise<readonly InvoiceDocument[]> {
  const documents: InvoiceDocument[] = [];
  for (const kind of DOCUMENT_KINDS) {
    const found = await documentOf(database, { number, kind });
    if (found !== null) documents.push({ kind, bytes: found.bytes });
  }
  return documents;
}

async function rendered(database: Database, stored: StoredInvoice): Promise<readonly InvoiceDocument[]> {
  const invoice = readInvoice(stored.canonical);
  const calls = await callsOf(database, stored);
  const check = itemisationCheck(invoice);
  for (const call of calls) check.add(call);
  assert.deepEqual(check.differences(), [], "the calls of an issued invoice changed");
  const { invoiceHash } = stored;
  return [
    { kind: "json", bytes: new TextEncoder().encode(stored.canonical) },
    { kind: "pdf", bytes: await renderPdf({ invoice, invoiceHash }) },
    { kind: "xlsx", bytes: await inOnePiece(renderXlsx({ invoice, invoiceHash, calls })) },
    { kind: "csv", bytes: new TextEncoder().encode(renderCsv(calls)) },
  ];
}

/** The calls by the batches and versions that the close recorded, whatever was loaded since. */
async function callsOf(database: Database, stored: StoredInvoice): Promise<readonly ItemisedCall[]> {
  const invoice = readInvoice(stored.canonical);
  const periods = await invoicePeriods(database, stored.number);
  const [first] = periods;
  assert(first !== undefined, "an invoice touches a period");
  const versions = await versionSet(database, first.versions);
  assert(versions !== null, "the set of versions of an issued invoice is kept");
  const billed = new Set(periods.map(({ account }) => account));
  const sites = valuesOf(versions, "account").filter(({ id }) => billed.has(id));
  const own = periodName(invoice.period);
  const plans = valuesOf(versions, "plan");
  const selections = itemisedSelections({ own, periods, charges: invoice.charges, sites, plans });
  return Array.fromAsync(itemisedCalls(database, selections));
}
