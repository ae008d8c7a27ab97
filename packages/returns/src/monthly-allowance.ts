import { byCodeUnit } from "@tollwright/canonical";
import {
  add,
  type Exact,
  exact,
  isPositive,
  largest,
  multiply,
  round,
  smallest,
  subtract,
  toText,
  zero,
} from "@tollwright/money";
import type { Levy } from "@tollwright/tax";
import { type IssuedInvoice, owedOn } from "./issued-invoice.ts";

/** What a provider keeps for a month of a levy whose law sets a least amount for all its customers together; decimal text. */
export type MonthlyAllowance = {
  readonly legalEntity: string;
  readonly currency: string;
  readonly levy: string;
  readonly name: string;
  readonly authority: string;
  /** On the invoices that count in the month, and borne. */
  readonly collected: string;
  /** The share of what was collected, in cents. */
  readonly share: string;
  readonly atLeast: string;
  /** The larger of the two, never more than was collected. */
  readonly kept: string;
  readonly remitted: string;
};

type Rule = { readonly percent: string; readonly atLeast: string };
type Row = Pick<MonthlyAllowance, "legalEntity" | "currency" | "levy" | "name" | "authority"> & {
  readonly rule: Rule;
  readonly collected: Exact;
};

/**
 * The allowance of one month's invoices, one row a legal entity and levy. A line knows its share only (`kept` of its record); the
 * least amount is the return's.
 *
 * @example N.C.G.S. 143B-1403: 1 % or 50.00, the larger. Of 6,600.00 it is 66.00, of 660.00 it is 50.00, of 30.00 it is 30.00.
 */
export function monthlyAllowances(levies: readonly Levy[]): {
  add(issued: IssuedInvoice): void;
  result(): readonly MonthlyAllowance[];
} {
  const rules = rulesOf(levies);
  const rows = new Map<string, Row>();
  return {
    add(issued) {
      const { legalEntity, invoice } = issued;
      for (const { record } of owedOn(issued)) {
        const rule = rules.get(record.levy);
        if (rule === undefined) continue;
        const { levy, name, authority } = record;
        const key = [legalEntity, invoice.currency, levy].join("\t");
        const facts = { legalEntity, currency: invoice.currency, levy, name, authority, rule };
        const collected = add(rows.get(key)?.collected ?? zero, exact(record.amount));
        rows.set(key, { ...facts, collected });
      }
    },
    result: () =>
      [...rows].toSorted(([left], [right]) => byCodeUnit(left, right)).map(([, row]) => shown(row)),
  };
}

function rulesOf(levies: readonly Levy[]): ReadonlyMap<string, Rule> {
  return new Map(
    levies.flatMap(({ id, collectionAllowance: allowance }) =>
      allowance && "percent" in allowance && allowance.atLeastPerMonth
        ? [[id, { percent: allowance.percent, atLeast: allowance.atLeastPerMonth }] as const]
        : [],
    ),
  );
}

function shown({ rule, collected, ...facts }: Row): MonthlyAllowance {
  const share = round(multiply(collected, exact(rule.percent)), { mode: "halfUp", places: 2 });
  // A month in which more was given back than collected allows nothing.
  const most = isPositive(collected) ? collected : zero;
  const kept = smallest(most, largest(share, exact(rule.atLeast)));
  return {
    ...facts,
    collected: toText(collected),
    share: toText(share),
    atLeast: rule.atLeast,
    kept: toText(kept),
    remitted: toText(subtract(collected, kept)),
  };
}
