import assert from "node:assert";
import type { Charge } from "../charge.ts";

/** A line of an issued invoice. */
export type InvoicedLine = { readonly invoice: string; readonly charge: Charge };

/**
 * What of everything that was invoiced for one account and period stands, by the line's own key: a reversal takes its line
 * away, a corrected line takes its place. So each key has one line that stands, or none, and its amount is the sum of all that
 * was invoiced under that key.
 *
 * @param invoiced Originals and differences, in the order in which their invoices were issued.
 * @example 10.00, then -10.00 and 12.00: the 12.00 stands.
 */
export function standingLines(invoiced: readonly InvoicedLine[]): ReadonlyMap<string, InvoicedLine> {
  const standing = new Map<string, InvoicedLine>();
  for (const line of invoiced) {
    const key = ownKey(line.charge);
    if (line.charge.correction?.kind === "reversal") {
      assert(standing.has(key), `${line.invoice} reverses ${key}, which does not stand`);
      standing.delete(key);
    } else {
      assert(!standing.has(key), `${line.invoice} charges ${key} beside a line that stands`);
      standing.set(key, line);
    }
  }
  return standing;
}

/** The key that a line has in its own period, on whichever invoice it stands. */
export function ownKey(charge: Charge): string {
  return charge.correction?.of ?? charge.key;
}
