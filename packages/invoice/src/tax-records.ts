import type { NoTax, TaxLine } from "@tollwright/tax";
import type { Invoice } from "./invoice.ts";

/** A levy that finds nothing to tax on a charge has nothing to recompute: the charge's own portion and counts say why. */
const NOTHING_TO_KEEP: ReadonlySet<NoTax | null> = new Set([
  "outsidePortion",
  "nothingCounted",
  "nothingCharged",
]);

/** The record of each levy on each charge that it taxes, exempts or leaves out. */
export function taxRecords(lines: readonly TaxLine[]): Invoice["taxRecords"] {
  return lines.filter((line) => !NOTHING_TO_KEEP.has(line.noTax)).map((line) => line.record);
}
