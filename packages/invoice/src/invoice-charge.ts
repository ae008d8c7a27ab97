import type { Charge } from "@tollwright/billing";
import type { InvoiceCharge } from "./invoice.ts";

/** A charge as it stands on the invoice; how it is taxed by kind stays in the tax records. */
export function invoiceCharge({ chargeKind: _chargeKind, ...charge }: Charge): InvoiceCharge {
  return charge;
}
