import { type CanonicalValue, canonicalJson, sha256 } from "@tollwright/canonical";
import { packedRecords } from "@tollwright/tax";
import type { Invoice } from "./invoice.ts";

/**
 * Exactly the text of the `.json` file: sorted keys, no spaces, amounts as text (books 18), and its tax records packed: what many
 * share stands once. Of an invoice of an earlier program it is the text that was issued. `readInvoice` reads either.
 */
export function canonicalInvoice(invoice: Invoice): string {
  return canonicalJson(plain(written(invoice)));
}

/** SHA-256 of exactly the `.json` file. */
export function invoiceHash(invoice: Invoice): string {
  return sha256(canonicalInvoice(invoice));
}

/** The canonical invoice without number and issue date: what approval freezes (books 17). */
export function contentOf(invoice: Invoice): string {
  const { number: _number, issuedOn: _issuedOn, ...content } = written(invoice);
  return canonicalJson(plain(content));
}

/** SHA-256 of the content: issuing must not change it. */
export function contentHash(invoice: Invoice): string {
  return sha256(contentOf(invoice));
}

/**
 * The draft as issued: the same content, with a number and the day.
 *
 * @example `withNumber(draft, { number: "TW-2026-000001", issuedOn: "2026-05-01" })` has the draft's content hash.
 */
export function withNumber(
  invoice: Invoice,
  issue: { readonly number: string; readonly issuedOn: string },
): Invoice {
  return { ...invoice, number: issue.number, issuedOn: issue.issuedOn };
}

function written(invoice: Invoice) {
  if (invoice.schema === "tollwright.invoice/1") return invoice;
  return { ...invoice, taxRecords: packedRecords(invoice.taxRecords) };
}

/** Everything in it is text, whole numbers, lists and objects, or `canonicalJson` asserts. */
function plain(value: object): CanonicalValue {
  return value as CanonicalValue;
}
