import type { CivilDate, Period } from "@tollwright/calendar";
import type { Account, LegalEntity } from "@tollwright/inventory";
import { type Levy, reverseChargeOf, type TaxLine } from "@tollwright/tax";
import type { InvoiceCharge } from "./invoice.ts";
import { taxBuyer } from "./tax-buyer.ts";
import { taxSeller } from "./tax-seller.ts";

/**
 * What the law of value-added tax wants to read: the wording of a reverse charge, that a business without a number is taxed as
 * a consumer, and which invoices a credit refers to.
 */
export function vatNotices(input: {
  readonly legalEntity: LegalEntity;
  readonly payer: Account;
  readonly period: Period;
  readonly billDate: CivilDate;
  readonly levies: readonly Levy[];
  readonly taxLines: readonly TaxLine[];
  readonly charges: readonly InvoiceCharge[];
}): readonly string[] {
  const seller = taxSeller(input.legalEntity, input.period.from);
  const buyer = taxBuyer(input.payer);
  const levies = new Map(input.levies.map((levy) => [levy.id, levy]));
  const notices = input.taxLines.flatMap((line) => {
    const levy = levies.get(line.levy);
    if (levy === undefined || !levy.reverseCharge) return [];
    if (line.noTax === "reverseCharge") return reverseChargeOf(levy, { seller, buyer })?.note ?? [];
    const withNumber = { ...buyer, taxNumber: buyer.taxNumber ?? "wanted" };
    const isWanting = buyer.taxNumber === undefined && reverseChargeOf(levy, { seller, buyer: withNumber });
    return isWanting
      ? `No tax number of the customer is on file, so ${line.name} is charged as to a consumer.`
      : [];
  });
  return [...new Set([...notices, ...referredTo(input)])];
}

/** A credit refers to its original, wherever numbers for value-added tax are printed. */
function referredTo({
  legalEntity,
  charges,
}: {
  readonly legalEntity: LegalEntity;
  readonly charges: readonly InvoiceCharge[];
}): readonly string[] {
  if (legalEntity.taxNumbers === undefined) return [];
  const originals = charges.flatMap(({ correction }) => correction?.reverses?.invoice ?? []);
  return [...new Set(originals)].map((number) => `Credits charges of invoice ${number}.`);
}
