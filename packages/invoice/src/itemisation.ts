import { exact, sum, toText } from "@tollwright/money";
import type { Invoice, InvoiceCharge } from "./invoice.ts";

/**
 * What the itemised files of these lines hold: the calls of the invoice's own usage and of corrected lines. What is taken back was
 * itemised by the invoice that charged it.
 *
 * @returns Null where there is no call.
 * @example lines of 41 and 12 calls, 5,400 and 606 billed seconds: `{ calls: 53, billedSeconds: "6006" }`.
 */
export function itemisationOf(charges: readonly InvoiceCharge[]): Invoice["itemisation"] {
  const lines = charges.filter(isItemised);
  const calls = lines.reduce((total, line) => total + (line.calls ?? 0), 0);
  const seconds = sum(lines.map((line) => exact(line.billedSeconds ?? "0")));
  return calls === 0 ? null : { billedSeconds: toText(seconds), calls };
}

/** Lines that single calls stand behind. */
export function isItemised({ section, calls, correction }: InvoiceCharge): boolean {
  return section === "usage" && calls !== null && correction?.kind !== "reversal";
}
