import { inOrder } from "@tollwright/canonical";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { addressInOrder } from "./address-in-order.ts";
import type { Invoice } from "./invoice.ts";

const sellers = new WeakMap<LegalEntity, Invoice["seller"]>();

/** Who bills; made once, for it is the same on every invoice of a run. */
export function sellerOf(legalEntity: LegalEntity): Invoice["seller"] {
  const known = sellers.get(legalEntity) ?? inOrder(seller(legalEntity));
  sellers.set(legalEntity, known);
  return known;
}

function seller(legalEntity: LegalEntity): Invoice["seller"] {
  const { id, legalName, tradeName, address, questionsPhone, questionsEmail, form499FilerId, remitTo } =
    legalEntity;
  const { taxNumbers } = legalEntity;
  return {
    ...{ id, legalName, tradeName, address, questionsPhone, questionsEmail, form499FilerId, remitTo },
    ...(taxNumbers === undefined ? {} : { taxNumbers: taxNumbers.map(({ number }) => number) }),
  };
}

/** Who is billed. */
export function accountOf(payer: Account): Invoice["account"] {
  return {
    billingAddress: addressInOrder(payer.billingAddress),
    customerOrderNumber: payer.customerOrderNumber,
    id: payer.id,
    name: payer.name,
    ...(payer.taxNumber === undefined ? {} : { taxNumber: payer.taxNumber.number }),
  };
}
