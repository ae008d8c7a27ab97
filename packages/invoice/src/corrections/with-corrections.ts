import { add, exact, sum, toText } from "@tollwright/money";
import type { Assessment, TaxLine } from "@tollwright/tax";
import type { CorrectionTaxes } from "./correction-taxes.ts";

/** The assessment of an invoice's own lines together with the taxes of what it corrects. */
export function withCorrections(own: Assessment, corrections: readonly CorrectionTaxes[]): Assessment {
  if (corrections.length === 0) return own;
  const taxLines = corrections.flatMap((correction) => correction.taxLines);
  const billed = taxLines.filter((line) => line.billed);
  const kept = taxLines.filter((line) => !line.billed);
  return {
    ...own,
    taxLines: [...own.taxLines, ...taxLines],
    gaps: [...own.gaps, ...corrections.flatMap(({ gaps }) => gaps)],
    unassessed: [...own.unassessed, ...corrections.flatMap(({ unassessed }) => unassessed)],
    charges: [...own.charges, ...corrections.flatMap(({ charges }) => charges)],
    total: plus(own.total, billed, "amount"),
    exact: plus(own.exact, billed, "exact"),
    notBilled: plus(own.notBilled, kept, "amount"),
  };
}

function plus(total: string, lines: readonly TaxLine[], figure: "amount" | "exact"): string {
  return toText(add(exact(total), sum(lines.map((line) => exact(line[figure])))));
}
