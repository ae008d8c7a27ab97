import { exact, toFixedText } from "@tollwright/money";
import type { Assessment } from "@tollwright/tax";
import type { InvoiceCharge } from "./invoice.ts";

/**
 * A line whose price has its taxes in it, as it stands on the invoice: what is left of the price without them. What takes a line
 * back is net already.
 *
 * @example 106.00 under a tax of 6 %: 100.00, and 6.00 among the taxes.
 */
export function netCharge(charge: InvoiceCharge, nets: ReadonlyMap<string, string>): InvoiceCharge {
  const price = charge.taxing?.priceWithTaxes;
  const net = nets.get(charge.key);
  if (price === undefined || net === undefined || charge.correction?.kind === "reversal") return charge;
  const amount = toFixedText(exact(net), 2);
  return {
    ...charge,
    amount,
    explanation: [
      ...charge.explanation,
      `${price} is the price with all taxes in it: ${amount} without them`,
    ],
  };
}

/** By charge. */
export function netsOf({ charges }: Pick<Assessment, "charges">): ReadonlyMap<string, string> {
  return new Map(charges.map(({ id, net }) => [id, net]));
}
