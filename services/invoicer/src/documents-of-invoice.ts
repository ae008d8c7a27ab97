import assert from "node:assert";
import { civilDate, type Instant } from "@tollwright/calendar";
import { renderCsv, renderPdf, renderXlsx } from "@tollwright/documents";
import { type Invoice, type ItemisedCall, itemisationCheck, readInvoice } from "@tollwright/invoice";
import {
  type Database,
  documentOf,
  indexEndedDays,
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
/** Read once, a piece at a time. */
export type InvoiceDocument = { readonly kind: DocumentKind; readonly pieces: AsyncIterable<Uint8Array> };

/**
 * The documents of an issued invoice, as stored; rendered and stored on the first call (books 18). Neither is held whole, however many calls the
 * invoice itemises.
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
  const documents = rendered(readInvoice(stored.canonical), stored, await callsOf(database, stored));
  await saveDocuments(database, { number: stored.number, documents, at });
  return storedDocuments(database, stored.number);
}

async function storedDocuments(database: Database, number: string): Promise<readonly InvoiceDocument[]> {
  const documents: InvoiceDocument[] = [];
  for (const kind of DOCUMENT_KINDS) {
    const found = await documentOf(database, { number, kind });
    if (found !== null) documents.push({ kind, pieces: found.pieces });
  }
  return documents;
}

/** Reads the calls anew each time. */
type Calls = () => AsyncIterable<ItemisedCall> | Iterable<ItemisedCall>;

/** Nothing of one is made before it is asked for. */
function rendered(
  invoice: Invoice,
  { canonical, invoiceHash }: StoredInvoice,
  calls: Calls,
): readonly InvoiceDocument[] {
  return [
    { kind: "json", pieces: onePiece(async () => new TextEncoder().encode(canonical)) },
    { kind: "pdf", pieces: onePiece(() => renderPdf({ invoice, invoiceHash })) },
    { kind: "csv", pieces: renderCsv(checkedCalls(invoice, calls())) },
    { kind: "xlsx", pieces: renderXlsx({ invoice, invoiceHash, calls: calls() }) },
  ];
}

async function* onePiece(render: () => Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await render();
}

/** The whole transaction ends where the calls are not those of the lines, so no document of such an invoice is stored. */
async function* checkedCalls(invoice: Invoice, calls: ReturnType<Calls>): AsyncGenerator<ItemisedCall> {
  const check = itemisationCheck(invoice);
  for await (const call of calls) {
    check.add(call);
    yield call;
  }
  assert.deepEqual(check.differences(), [], "the calls of an issued invoice changed");
}

/** Up to so many are read from the store once, and more of them for each file. */
const CALLS_KEPT_MAX = 10_000;

/** The calls by the batches and versions that the close recorded, whatever was loaded since. */
async function callsOf(database: Database, stored: StoredInvoice): Promise<Calls> {
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
  await indexEndedDays(database, civilDate(invoice.period.until));
  const selections = itemisedSelections({ own, periods, charges: invoice.charges, sites, plans });
  const calls = (): AsyncIterable<ItemisedCall> => itemisedCalls(database, selections);
  if ((invoice.itemisation?.calls ?? 0) > CALLS_KEPT_MAX) return calls;
  const kept = await Array.fromAsync(calls());
  return () => kept;
}
