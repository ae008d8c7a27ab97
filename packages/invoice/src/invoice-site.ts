import { overlap, type Period } from "@tollwright/calendar";
import { addressInOrder } from "./address-in-order.ts";
import type { BilledSite } from "./billed-site.ts";
import type { InvoiceCharge, InvoiceSite, InvoiceTax } from "./invoice.ts";
import { amounts, inCents } from "./invoice-totals.ts";

/** A site's section: the locations that it had in the period, and the sums of its printed lines. */
export function invoiceSite(input: {
  readonly site: BilledSite;
  readonly charges: readonly InvoiceCharge[];
  readonly taxes: readonly InvoiceTax[];
  readonly period: Period;
}): InvoiceSite {
  const { site, period } = input;
  const { account } = site;
  const charges = input.charges.filter((charge) => charge.account === account.id);
  const taxes = input.taxes.filter((tax) => tax.account === account.id);
  const isShown = (id: string): boolean => charges.some((charge) => charge.location === id);
  return {
    account: account.id,
    charges: inCents(amounts(charges)),
    locations: account.locations
      .filter((location) => overlap(location, period) !== null || isShown(location.id))
      .map(({ id, name, address, place }) => ({
        address: addressInOrder(address),
        id,
        name,
        place: { city: place.city ?? null, county: place.county ?? null, state: place.state },
      })),
    name: account.name,
    taxes: inCents(amounts(taxes)),
  };
}
