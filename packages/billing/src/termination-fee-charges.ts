import { addMonths, type CivilDate, contains, daysBetween } from "@tollwright/calendar";
import type { Contract } from "@tollwright/inventory";
import { exact, multiply, roundedText } from "@tollwright/money";
import type { Product, ProductOf } from "@tollwright/rate-card";
import { type Billing, type Due, together } from "./billing.ts";
import { CENTS } from "./line-amount.ts";
import { onceCharge } from "./one-time-charges.ts";

type TerminationFee = ProductOf<"terminationFee">;

/**
 * What ending a contract before its term costs, on the day on which it ends. One that ends with its term or after it costs
 * nothing.
 *
 * @example 36 months from 2025-01-01 at 400.00, ended on 2026-04-15, 75 % of the 21 months left: 400.00 × 0.75 × 21 = 6300.00.
 */
export function terminationFeeCharges(billing: Billing): Due {
  return together(
    billing.account.contracts.map((contract) => {
      const { terminatedOn } = contract;
      if (terminatedOn === null || !contains(billing.period, terminatedOn)) return together([]);
      const left = monthsLeft(contract, terminatedOn);
      return left === null ? together([]) : feeCharge({ billing, contract, on: terminatedOn, left });
    }),
  );
}

type Left = { readonly whole: number; readonly startedDays: number; readonly startedOf: number };

function feeCharge(input: {
  readonly billing: Billing;
  readonly contract: Contract;
  readonly on: CivilDate;
  readonly left: Left;
}): Due {
  const { billing, contract, on, left } = input;
  const end = addMonths(contract.from, contract.termMonths);
  return onceCharge({
    ...{ billing, on },
    thing: {
      ...{ id: contract.id, name: `contract ${contract.id}`, product: contract.product },
      location: contract.location ?? billing.account.defaultLocation,
    },
    fits: (product: Product): product is TerminationFee => product.kind === "terminationFee",
    wants: "a product of kind terminationFee",
    line: ({ product }) => {
      const months = monthsText(left, product.startedMonth);
      const { amount, sentence } = feeOf(product, contract, months);
      return {
        description: `${product.name}, contract ${contract.id}`,
        ...{ noun: "fee", unit: "each", quantity: 1, unitPrice: amount },
        because: [
          `ended on ${on}, its term on ${end}: ${months} of ${contract.termMonths} months left`,
          sentence,
        ],
      };
    },
  });
}

/** Null: the term is over. A month of the contract begins on the day of the month on which the contract did. */
function monthsLeft({ from, termMonths }: Contract, on: CivilDate): Left | null {
  for (let month = 0; month < termMonths; month += 1) {
    const [start, next] = [addMonths(from, month), addMonths(from, month + 1)];
    if (on >= next) continue;
    const isStarted = start < on;
    return {
      whole: termMonths - month - (isStarted ? 1 : 0),
      startedDays: isStarted ? daysBetween(on, next) : 0,
      startedOf: daysBetween(start, next),
    };
  }
  return null;
}

/** @example 20 whole months and 16 of 30 days: `21` whole, `20` free, `616/30` by day. */
function monthsText(left: Left, startedMonth: TerminationFee["startedMonth"]): string {
  const { whole, startedDays, startedOf } = left;
  if (startedDays === 0 || startedMonth === "free") return String(whole);
  return startedMonth === "whole" ? String(whole + 1) : `${whole * startedOf + startedDays}/${startedOf}`;
}

function feeOf(
  { fee }: TerminationFee,
  { monthlyAmount, termMonths }: Contract,
  months: string,
): { readonly amount: string; readonly sentence: string } {
  switch (fee.kind) {
    case "flat":
      return { amount: fee.amount, sentence: `an amount of ${fee.amount}` };
    case "remainingMonths": {
      const amount = roundedText(
        multiply(multiply(exact(monthlyAmount), exact(fee.share)), exact(months)),
        CENTS,
      );
      return { amount, sentence: `${monthlyAmount} a month × ${fee.share} × ${months} = ${amount}` };
    }
    case "declining": {
      const amount = roundedText(
        multiply(multiply(exact(fee.amount), exact(months)), exact(`1/${termMonths}`)),
        CENTS,
      );
      return { amount, sentence: `${fee.amount} × ${months} ÷ ${termMonths} = ${amount}` };
    }
  }
}
