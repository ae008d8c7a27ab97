import { byCodeUnit } from "@tollwright/canonical";
import {
  add,
  compare,
  divide,
  exact,
  isZero,
  multiply,
  roundedText,
  subtract,
  sum as sumOf,
  toText,
  whole,
  zero,
} from "@tollwright/money";

/** What can be asked for: a row each. */
export type MarginBy = "customer" | "deck" | "destination" | "vendor";

/**
 * Sides of calls that agree in all of these, added up: what customers are charged, and what vendors charge. Amounts are decimal
 * text at list price. A vendor's side stands with the customer who placed the call, or else received it.
 */
export type MarginSum = {
  /** Of the customer's legal entity, and of the vendor; amounts of two currencies are never added. */
  readonly currency: string;
  /** Empty where nobody is charged. */
  readonly customer: string;
  /** The customer's deck; his product where no deck priced the call. */
  readonly deck: string;
  readonly destination: string;
  /** Empty where no vendor took part. Of several, what is sold stands with the first. */
  readonly vendor: string;
  /** Customers' sides: a call that two pay for is sold twice. */
  readonly sold: number;
  readonly revenue: string;
  /** Vendors' sides. */
  readonly bought: number;
  readonly cost: string;
  /** Vendors' sides whose price is not known. Their cost is not in `cost`. */
  readonly unpriced: number;
  /** Of `revenue`, what was sold of calls with such a side. */
  readonly unpricedRevenue: string;
};

export type MarginRow = Omit<MarginSum, "customer" | "deck" | "destination" | "vendor"> & {
  readonly name: string;
  /** revenue − cost; too high by the cost of what is unpriced. */
  readonly margin: string;
  /** margin / revenue, half-up to 4 places; null where nothing is earned. */
  readonly share: string | null;
  /** What invoices come to for it, where that is known: list price is before pools, tiers and rounding to cents. */
  readonly billed: string | null;
};

export type MarginReport = {
  /** By currency; the worst margin first. */
  readonly rows: readonly MarginRow[];
  /** One for each currency; exactly the sum of its rows. */
  readonly totals: readonly MarginRow[];
};

/**
 * What is left of what is sold, by customer, deck, destination or vendor.
 *
 * @param billed What invoices come to, by customer; shown with the rows of `customer` alone.
 * @example sold for 0.011000 and 0.015500, bought for 0.006600 and 0.018000: margin 0.0019, 0.0717 of the revenue.
 */
export function marginReport(
  sums: readonly MarginSum[],
  by: MarginBy,
  billed: ReadonlyMap<string, string> = new Map(),
): MarginReport {
  const rowsOf = (nameOf: (sum: MarginSum) => string): readonly MarginRow[] =>
    [...Map.groupBy(sums, (sum) => `${sum.currency}\u001f${nameOf(sum)}`).values()]
      .map((group) => rowOf(group, nameOf))
      .toSorted(worstFirst);
  if (by === "customer") {
    const rows = rowsOf((sum) => sum.customer).map((row) => ({
      ...row,
      billed: billed.get(row.name) ?? null,
    }));
    return { rows, totals: rowsOf(() => "").map((total) => ({ ...total, billed: billedOf(total, rows) })) };
  }
  return { rows: rowsOf((sum) => sum[by]), totals: rowsOf(() => "") };
}

function billedOf({ currency }: MarginRow, rows: readonly MarginRow[]): string | null {
  const own = rows.flatMap((row) =>
    row.currency === currency && row.billed !== null ? [exact(row.billed)] : [],
  );
  return own.length === 0 ? null : toText(sumOf(own));
}

function rowOf(group: readonly MarginSum[], nameOf: (sum: MarginSum) => string): MarginRow {
  const [first] = group;
  const amount = (of: (sum: MarginSum) => string) =>
    group.reduce((all, one) => add(all, exact(of(one))), zero);
  const count = (of: (sum: MarginSum) => number) => group.reduce((all, one) => all + of(one), 0);
  const revenue = amount((sum) => sum.revenue);
  const cost = amount((sum) => sum.cost);
  return {
    currency: first?.currency ?? "",
    name: first === undefined ? "" : nameOf(first),
    sold: count((sum) => sum.sold),
    revenue: toText(revenue),
    bought: count((sum) => sum.bought),
    cost: toText(cost),
    unpriced: count((sum) => sum.unpriced),
    unpricedRevenue: toText(amount((sum) => sum.unpricedRevenue)),
    ...marginOf(toText(revenue), toText(cost)),
    billed: null,
  };
}

const SHARE = { mode: "halfUp", places: 4 } as const;

/** @example 100 and 80: margin 20, share 0.2000; 0 and 80: margin −80, no share. */
export function marginOf(revenue: string, cost: string): Pick<MarginRow, "margin" | "share"> {
  const earned = exact(revenue);
  const margin = subtract(earned, exact(cost));
  return {
    margin: toText(margin),
    share: isZero(earned) ? null : roundedText(divide(margin, earned), SHARE),
  };
}

/** @example 0.0717 is `7.17 %`. */
export function percentText(share: string | null): string {
  if (share === null) return "–";
  return `${roundedText(multiply(exact(share), whole(100)), { mode: "halfUp", places: 2 })} %`;
}

function worstFirst(left: MarginRow, right: MarginRow): number {
  return (
    byCodeUnit(left.currency, right.currency) ||
    compare(exact(left.margin), exact(right.margin)) ||
    byCodeUnit(left.name, right.name)
  );
}
