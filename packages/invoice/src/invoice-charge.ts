import type { Charge } from "@tollwright/billing";
import type { InvoiceCharge } from "./invoice.ts";

/** A charge as it stands on the invoice; how it is taxed by kind stays in the tax records. */
export function invoiceCharge(charge: Charge): InvoiceCharge {
  const line = ordinaryLine(charge);
  const { allocated, correction, discount, jurisdictionShares, taxing } = charge;
  const isOrdinary = !(allocated || correction || discount || jurisdictionShares || taxing);
  if (isOrdinary) return line;
  return {
    ...line,
    ...(allocated === undefined ? {} : { allocated }),
    ...(correction === undefined ? {} : { correction }),
    ...(discount === undefined ? {} : { discount }),
    ...(jurisdictionShares === undefined ? {} : { jurisdictionShares }),
    ...(taxing === undefined ? {} : { taxing }),
  };
}

/** In the order in which it is written. */
function ordinaryLine(charge: Charge): InvoiceCharge {
  return {
    about: charge.about,
    account: charge.account,
    amount: charge.amount,
    billedSeconds: charge.billedSeconds,
    callClass: charge.callClass,
    calls: charge.calls,
    counts: charge.counts,
    description: charge.description,
    explanation: charge.explanation,
    from: charge.from,
    key: charge.key,
    location: charge.location,
    plan: charge.plan,
    portion: charge.portion,
    product: charge.product,
    quantity: charge.quantity,
    section: charge.section,
    serviceClass: charge.serviceClass,
    share: charge.share,
    unit: charge.unit,
    unitPrice: charge.unitPrice,
    until: charge.until,
  };
}
