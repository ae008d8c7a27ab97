import { absolute, type Exact, exact, multiply } from "@tollwright/money";
import type { Threshold } from "./schema/levy.ts";
import type { TaxCharge } from "./schema/request.ts";

/**
 * The amount of a threshold, minimum or maximum on a charge: for each thing that it goes by, where it says so.
 *
 * @example 15.00 a line, on three lines: 45.00; without a count there is nothing that it allows.
 */
export function limitOf({ amount, times }: Pick<Threshold, "amount" | "times">, charge: TaxCharge): Exact {
  if (!times) return exact(amount);
  return multiply(exact(amount), absolute(exact(String(charge.counts?.[times] ?? "0"))));
}

/** @example `15 × 3 lines` */
export function limitText({ amount, times }: Pick<Threshold, "amount" | "times">, charge: TaxCharge): string {
  return times ? `${amount} × ${charge.counts?.[times] ?? 0} ${times}` : amount;
}
