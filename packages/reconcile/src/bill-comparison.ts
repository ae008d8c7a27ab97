import { add, type Exact, exact, isPositive, subtract, toText, zero } from "@tollwright/money";
import type { Comparison } from "./compare-records.ts";
import type { ComparedRecord } from "./compared-record.ts";
import type { RecordDifference } from "./record-differences.ts";

/**
 * Where a record ends. `missingOurs`: they bill what we do not know · `missingTheirs`: we know what they do not bill · `seconds`, `rate`,
 * `charge`: the first in which the two records of a call differ · `agreed`.
 */
export type ComparisonClass = "agreed" | "missingOurs" | "missingTheirs" | RecordDifference;

export type ComparedLine = {
  readonly class: ComparisonClass;
  readonly ours: ComparedRecord | null;
  readonly theirs: ComparedRecord | null;
  /** Everything in which they differ, not the first alone. */
  readonly differences: readonly RecordDifference[];
  /** Their charge less ours, as far as they are known: above zero they ask for more than we owe. Decimal text. */
  readonly difference: string;
};

export type ClassSum = {
  readonly class: ComparisonClass;
  readonly calls: number;
  readonly ourSeconds: number;
  readonly theirSeconds: number;
  readonly ourCharge: string;
  readonly theirCharge: string;
  /** theirCharge − ourCharge. */
  readonly difference: string;
};

export type BillComparison = {
  readonly lines: readonly ComparedLine[];
  /** Every class, also one without calls. */
  readonly classes: readonly ClassSum[];
  /** The sum of the classes. */
  readonly total: Omit<ClassSum, "class">;
  /** The lines that ask for more than we owe: what to dispute. */
  readonly disputed: readonly ComparedLine[];
  readonly disputedAmount: string;
};

const CLASSES: readonly ComparisonClass[] = [
  "agreed",
  "missingOurs",
  "missingTheirs",
  "seconds",
  "rate",
  "charge",
];

/**
 * A comparison in calls, seconds and money: each record in one class, and the classes add up to both sides.
 *
 * @example they bill 0.007200 for a call of 0.006600 and 0.01 for one that we do not know: disputed 0.0106, of 2 lines.
 */
export function billComparison(comparison: Comparison): BillComparison {
  const lines: readonly ComparedLine[] = [
    ...comparison.pairs.map(({ ours, theirs, differences }) =>
      lineOf(differences[0] ?? "agreed", ours, theirs, differences),
    ),
    ...comparison.missingOurs.map((theirs) => lineOf("missingOurs", null, theirs)),
    ...comparison.missingTheirs.map((ours) => lineOf("missingTheirs", ours, null)),
  ];
  const byClass = Map.groupBy(lines, (line) => line.class);
  const disputed = lines.filter((line) => line.class !== "agreed" && isPositive(exact(line.difference)));
  const classes = CLASSES.map((name) => ({ class: name, ...sumOf(byClass.get(name) ?? []) }));
  return {
    lines,
    classes,
    total: totalOf(classes),
    disputed,
    disputedAmount: sumOf(disputed).difference,
  };
}

function lineOf(
  name: ComparisonClass,
  ours: ComparedRecord | null,
  theirs: ComparedRecord | null,
  differences: readonly RecordDifference[] = [],
): ComparedLine {
  const isSame = ours !== null && theirs !== null && ours.charge === theirs.charge;
  const difference = isSame ? "0" : toText(subtract(chargeOf(theirs), chargeOf(ours)));
  return { class: name, ours, theirs, differences, difference };
}

function chargeOf(record: ComparedRecord | null): Exact {
  return record === null || record.charge === null ? zero : exact(record.charge);
}

function totalOf(classes: readonly ClassSum[]): Omit<ClassSum, "class"> {
  const count = (of: (sum: ClassSum) => number) => classes.reduce((all, one) => all + of(one), 0);
  const amount = (of: (sum: ClassSum) => string) =>
    toText(classes.reduce((all, one) => add(all, exact(of(one))), zero));
  return {
    calls: count((one) => one.calls),
    ourSeconds: count((one) => one.ourSeconds),
    theirSeconds: count((one) => one.theirSeconds),
    ourCharge: amount((one) => one.ourCharge),
    theirCharge: amount((one) => one.theirCharge),
    difference: amount((one) => one.difference),
  };
}

function sumOf(lines: readonly ComparedLine[]): Omit<ClassSum, "class"> {
  let [ourSeconds, theirSeconds] = [0, 0];
  let [ourCharge, theirCharge] = [zero, zero];
  for (const { ours, theirs } of lines) {
    ourSeconds += ours?.seconds ?? 0;
    theirSeconds += theirs?.seconds ?? 0;
    ourCharge = add(ourCharge, chargeOf(ours));
    theirCharge = add(theirCharge, chargeOf(theirs));
  }
  return {
    calls: lines.length,
    ourSeconds,
    theirSeconds,
    ourCharge: toText(ourCharge),
    theirCharge: toText(theirCharge),
    difference: toText(subtract(theirCharge, ourCharge)),
  };
}
