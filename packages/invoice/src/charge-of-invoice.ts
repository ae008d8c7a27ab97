import type { Charge } from "@tollwright/billing";
import type { InvoiceCharge } from "./invoice.ts";

/** A line of a stored invoice as the charge that it was: the invoice leaves out only how levies call its kind, its section. */
export function chargeOfInvoice(line: InvoiceCharge): Charge {
  // What stands on an invoice was a charge; its words are free text only in the schema of the file.
  return { ...line, chargeKind: line.section } as Charge;
}
