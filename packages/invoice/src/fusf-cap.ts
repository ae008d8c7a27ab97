import { add, compare, type Exact, exact, isPositive, multiply, sum, toText } from "@tollwright/money";
import { type Problem, problem } from "@tollwright/problem";
import { isFederalUniversalService, type TaxLine, type TaxRecord } from "@tollwright/tax";

/** The federal universal service line of one bill at one factor, against its cap. */
export type FusfCap = {
  readonly levy: string;
  readonly name: string;
  readonly factor: string;
  /** Interstate and international amounts that the line is on. */
  readonly portion: Exact;
  /** `factor × portion`, unrounded. */
  readonly cap: Exact;
  readonly line: Exact;
  readonly isOver: boolean;
};

/**
 * 47 CFR 54.712(a): the federal universal service line "may not exceed the interstate telecommunications portion of that
 * customer's bill times the relevant contribution factor" (books 21). Checked on every bill, whatever rounding the levy's
 * file asks for: FUSF_OVER_CAP.
 *
 * @example 64.90 interstate at 0.37: a line of 24.01 passes, one of 24.02 does not (24.013).
 */
export function fusfCapProblems(lines: readonly TaxLine[]): readonly Problem[] {
  const billed = lines.filter((line) => line.billed);
  return fusfCaps(billed.map(({ record }) => record))
    .filter(({ isOver }) => isOver)
    .map(({ levy, name, factor, cap, line }) =>
      problem({
        code: "FUSF_OVER_CAP",
        message: `${name} comes to ${toText(line)}, above ${factor} × the interstate portion of the bill = ${toText(cap)}`,
        path: `levies.${levy}.rounding`,
      }),
    );
}

/** The line and its cap for each levy and factor on a bill, out of the records of what it bills. */
export function fusfCaps(records: readonly TaxRecord[]): readonly FusfCap[] {
  const fusf = records.filter((record) => isFederalUniversalService(record) && record.form?.percent);
  return [...Map.groupBy(fusf, (record) => `${record.levy} ${record.form?.percent}`).values()].flatMap(capOf);
}

function capOf(group: readonly TaxRecord[]): readonly FusfCap[] {
  const [first] = group;
  const factor = first?.form?.percent;
  if (first === undefined || !factor) return [];
  const portion = sum(group.map(interstatePortion));
  const cap = multiply(exact(factor), portion);
  const line = sum(group.map(({ amount }) => exact(amount)));
  // A bill that gives back more than it charges has no line to cap.
  const isOver = isPositive(line) && compare(line, cap) > 0;
  return [{ levy: first.levy, name: first.name, factor, portion, cap, line, isOver }];
}

/** Of the charge with the seller's fees on it, before any gross-up: the record's own numbers. */
function interstatePortion(record: TaxRecord): Exact {
  const included = sum(record.included.map((entry) => exact(entry.amount)));
  return multiply(
    exact(record.situs.share),
    add(multiply(exact(record.charge.net), exact(record.share)), included),
  );
}
