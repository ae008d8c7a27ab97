import { contains, daysBetween } from "@tollwright/calendar";
import type { LateFee } from "@tollwright/inventory";
import { add, exact, largest, multiply, roundedText, smallest, toText } from "@tollwright/money";
import type { Product, ProductOf } from "@tollwright/rate-card";
import { type Billing, type Due, together } from "./billing.ts";
import { CENTS } from "./line-amount.ts";
import { onceCharge } from "./one-time-charges.ts";

type LateFeeProduct = ProductOf<"lateFee">;

/**
 * Fees on overdue balances, on the day they are put on the account. Up to the days of grace there is none.
 *
 * @example 250.00 overdue for 40 days at 0.015 for each 30 days, at least 5.00: 250.00 × 0.015 × 40/30 = 5.00.
 */
export function lateFeeCharges(billing: Billing): Due {
  const entries = billing.account.lateFees.filter(({ on }) => contains(billing.period, on));
  return together(entries.map((entry) => feeCharge(billing, entry)));
}

function feeCharge(billing: Billing, entry: LateFee): Due {
  const due = onceCharge({
    ...{ billing, on: entry.on },
    thing: {
      ...{ id: entry.id, name: `late fee ${entry.id}`, product: entry.product },
      location: entry.location ?? billing.account.defaultLocation,
    },
    fits: (product: Product): product is LateFeeProduct => product.kind === "lateFee",
    wants: "a product of kind lateFee",
    line: ({ product }) => {
      const fee = lateFee(product, entry);
      return {
        description: `${product.name}, invoice ${entry.invoice}`,
        ...{ noun: "fee", unit: "each", quantity: 1, unitPrice: fee.amount, because: fee.because },
      };
    },
  });
  return { ...due, charges: due.charges.filter(({ unitPrice }) => unitPrice !== "0.00") };
}

function lateFee(
  product: LateFeeProduct,
  { overdue, dueOn, on, invoice }: LateFee,
): { readonly amount: string; readonly because: readonly string[] } {
  const days = daysBetween(dueOn, on);
  const late = `invoice ${invoice}: ${overdue} overdue since ${dueOn}, ${days} days`;
  if (days <= product.graceDays) return { amount: "0.00", because: [late] };
  const time = product.accrual === "once" ? "1" : `${days}/30`;
  const shared = multiply(multiply(exact(overdue), exact(product.share)), exact(time));
  const raw = add(exact(product.flat), shared);
  const limited = largest(raw, exact(product.minimum));
  const fee = product.maximum === null ? limited : smallest(limited, exact(product.maximum));
  const limits = `at least ${product.minimum}${product.maximum === null ? "" : `, at most ${product.maximum}`}`;
  const amount = roundedText(fee, CENTS);
  return {
    amount,
    because: [
      late,
      `${product.flat} + ${overdue} × ${product.share}${time === "1" ? "" : ` × ${time}`} = ${toText(raw)}; ${limits}: ${amount}`,
    ],
  };
}
