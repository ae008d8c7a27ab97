import { type PackedRecords, unpackedRecords } from "@tollwright/tax";
import type { Invoice } from "./invoice.ts";

/** An invoice as its file holds it. */
type WrittenInvoice = Omit<Invoice, "schema" | "taxRecords"> &
  (
    | { readonly schema: "tollwright.invoice/1"; readonly taxRecords: Invoice["taxRecords"] }
    | { readonly schema: "tollwright.invoice/2"; readonly taxRecords: PackedRecords }
  );

/**
 * An invoice out of its stored text, issued or a draft's content, each tax record whole again, whichever program wrote it.
 *
 * @param canonical Text of `canonicalInvoice` or `contentOf`: ours, and proved by its hash, so it is not checked again.
 */
export function readInvoice(canonical: string): Invoice {
  const draft = { number: null, issuedOn: null };
  const invoice = { ...draft, ...(JSON.parse(canonical) as WrittenInvoice) };
  return invoice.schema === "tollwright.invoice/1"
    ? invoice
    : { ...invoice, taxRecords: unpackedRecords(invoice.taxRecords) };
}
