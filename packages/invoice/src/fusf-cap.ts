import { add, compare, exact, isPositive, multiply, sum, toText } from "@tollwright/money";
import { type Problem, problem } from "@tollwright/problem";
import type { TaxLine } from "@tollwright/tax";

/**
 * 47 CFR 54.712(a): the federal universal service line "may not exceed the interstate telecommunications portion of that
 * customer's bill times the relevant contribution factor" (books 21). Checked on every bill, whatever rounding the levy's
 * file asks for: FUSF_OVER_CAP.
 *
 * @example 64.90 interstate at 0.37: a line of 24.01 passes, one of 24.02 does not (24.013).
 */
export function fusfCapProblems(lines: readonly TaxLine[]): readonly Problem[] {
  const fusf = lines.filter((line) => line.billed && isFederalUniversalService(line) && line.rate !== null);
  const byFactor = Map.groupBy(fusf, (line) => `${line.levy} ${line.rate}`);
  return [...byFactor.values()].flatMap((group) => overCap(group));
}

function isFederalUniversalService(line: TaxLine): boolean {
  return line.kind === "passThrough" && line.family === "usf" && line.level === "federal";
}

function overCap(group: readonly TaxLine[]): readonly Problem[] {
  const [first] = group;
  if (first === undefined || first.rate === null) return [];
  const cap = multiply(exact(first.rate), sum(group.map(interstatePortion)));
  const billed = sum(group.map((line) => exact(line.amount)));
  // A bill that gives back more than it charges has no line to cap.
  if (!isPositive(billed) || compare(billed, cap) <= 0) return [];
  return [
    problem({
      code: "FUSF_OVER_CAP",
      message: `${first.name} comes to ${toText(billed)}, above ${first.rate} × the interstate portion of the bill = ${toText(cap)}`,
      path: `levies.${first.levy}.rounding`,
    }),
  ];
}

/** Of the charge with the seller's fees on it, before any gross-up: the record's own numbers. */
function interstatePortion({ record }: TaxLine) {
  const included = sum(record.included.map((entry) => exact(entry.amount)));
  return multiply(
    exact(record.situs.share),
    add(multiply(exact(record.charge.net), exact(record.share)), included),
  );
}
