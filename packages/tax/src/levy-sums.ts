import { byCodeUnit } from "@tollwright/canonical";
import { add, type Exact, exact, isMultiple, toFixedText, toText, zero } from "@tollwright/money";
import { jurisdictionLabel } from "./jurisdiction.ts";
import type { TaxRecord } from "./tax-record.ts";

/** What many records of one levy come to; decimal text. */
export type LevySum = {
  readonly levy: string;
  readonly name: string;
  readonly jurisdiction: string;
  readonly base: string;
  readonly amount: string;
};

/**
 * Adds records up by levy and jurisdiction, as many as come.
 *
 * @example TRS on two charges, 0.05 of 100.00 and 0.02 of 40.00: base 140, amount 0.07.
 */
export function levySums() {
  type Sum = Pick<LevySum, "levy" | "name" | "jurisdiction"> & {
    readonly base: Exact;
    readonly amount: Exact;
  };
  const sums = new Map<string, Sum>();
  return {
    add(records: readonly TaxRecord[]): void {
      for (const record of records) {
        const { levy, name } = record;
        const jurisdiction = jurisdictionLabel(record.jurisdiction);
        const key = JSON.stringify([levy, jurisdiction, name]);
        const { base, amount } = sums.get(key) ?? { base: zero, amount: zero };
        sums.set(key, {
          ...{ levy, name, jurisdiction },
          base: add(base, exact(record.base)),
          amount: add(amount, exact(record.amount)),
        });
      }
    },
    /** In order of levy and jurisdiction. */
    all: (): readonly LevySum[] =>
      [...sums]
        .sort(([left], [right]) => byCodeUnit(left, right))
        .map(([, { base, amount, ...levy }]) => ({ ...levy, base: toText(base), amount: inCents(amount) })),
  };
}

/** A levy kept finer stays as fine as it is. */
function inCents(amount: Exact): string {
  return isMultiple(amount, 2) ? toFixedText(amount, 2) : toText(amount);
}
