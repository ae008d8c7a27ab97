import { type Billing, type Due, together } from "../billing.ts";
import type { Charge } from "../charge.ts";
import type { Adjusted } from "./adjusted.ts";
import { commitmentCharges } from "./commitment-charges.ts";
import { creditCharges } from "./credit-charges.ts";
import { discountCharges } from "./discount-charges.ts";
import { remainingOf } from "./remaining.ts";

/**
 * What is added to and taken off the lines of a period, in this order: discounts, then minimum and maximum on what is left,
 * then credits. In advance only percent discounts are known.
 *
 * @example 200.00 of usage less 10 %, minimum 250.00, goodwill of 30.00: -20.00, +70.00, -30.00.
 */
export function adjustmentCharges(billing: Billing, charges: readonly Charge[]): Due {
  const discounts = discountCharges(billing, remainingOf(charges));
  if (billing.timing === "advance") return discounts;
  const commitments = commitmentCharges(billing, discounts.lines);
  const steps: readonly Adjusted[] = [discounts, commitments, creditCharges(billing, commitments.lines)];
  return together(steps);
}
