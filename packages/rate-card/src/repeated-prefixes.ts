import { compare, exact } from "@tollwright/money";
import { type Problem, problemCatalogue } from "@tollwright/problem";
import { MINUTE_PRICES, type RateRow } from "./deck.ts";

export type FoldedRows = {
  readonly rows: RateRow[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};

/**
 * A prefix that stands twice from one day on: at one price it is counted once, at two it is refused.
 *
 * @param rows In order of prefix and day, and of these in the order of the file.
 */
export function foldRepeatedPrefixes(rows: readonly RateRow[], file: string): FoldedRows {
  const kept: RateRow[] = [];
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  let first: RateRow | undefined;
  for (const row of rows) {
    if (first === undefined || first.prefix !== row.prefix || first.effectiveFrom !== row.effectiveFrom) {
      first = row;
      kept.push(row);
    } else if (samePrice(first, row)) warnings.push(finding("DECK_PREFIX_REPEATED", row, first, file));
    else problems.push(finding("DECK_PREFIX_TWICE", row, first, file));
  }
  return { rows: kept, problems: problems.toSorted(byLine), warnings: warnings.toSorted(byLine) };
}

function byLine(left: Problem, right: Problem): number {
  return (left.line ?? 0) - (right.line ?? 0);
}

/** Equal in value, so `0.10` and `0.1` are one price. */
export function samePrice(left: RateRow, right: RateRow): boolean {
  return (
    left.blocked === right.blocked &&
    left.removed === right.removed &&
    left.effectiveUntil === right.effectiveUntil &&
    left.initialSeconds === right.initialSeconds &&
    left.incrementSeconds === right.incrementSeconds &&
    left.graceSeconds === right.graceSeconds &&
    left.freeSeconds === right.freeSeconds &&
    MINUTE_PRICES.every((name) => sameAmount(left[name], right[name])) &&
    sameAmount(left.connectFee, right.connectFee)
  );
}

function sameAmount(left: string | null, right: string | null): boolean {
  if (left === null || right === null) return left === right;
  return left === right || compare(exact(left), exact(right)) === 0;
}

function finding(
  code: "DECK_PREFIX_TWICE" | "DECK_PREFIX_REPEATED",
  row: RateRow,
  earlier: RateRow,
  file: string,
): Problem {
  const prices = code === "DECK_PREFIX_TWICE" ? differenceOf(row, earlier) : "at the same price";
  return {
    code,
    message: `row ${row.row}: prefix ${row.prefix} from ${row.effectiveFrom} stands in row ${earlier.row} as well, ${prices}`,
    file,
    line: row.row,
    wayOut: problemCatalogue[code].wayOut,
  };
}

/** Where the money is the same, only the seconds differ, or what becomes of the row. */
function differenceOf(row: RateRow, earlier: RateRow): string {
  if (row.blocked !== earlier.blocked || row.removed !== earlier.removed) return "one of them closed";
  const seconds = ({ initialSeconds, incrementSeconds }: RateRow): string =>
    `${initialSeconds}/${incrementSeconds}`;
  if (row.graceSeconds !== earlier.graceSeconds || row.freeSeconds !== earlier.freeSeconds)
    return "with other seconds that are free";
  if (seconds(row) === seconds(earlier)) return "at another price";
  return `with other increments, ${seconds(earlier)} and ${seconds(row)}`;
}
