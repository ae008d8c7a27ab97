import type { CivilDate } from "@tollwright/calendar";
import {
  absolute,
  add,
  compare,
  type Exact,
  exact,
  isNegative,
  isPositive,
  isZero,
  smallest,
  subtract,
  sum,
  zero,
} from "@tollwright/money";
import { limitOf } from "./limit-of.ts";
import type { Levy, Threshold } from "./schema/levy.ts";
import type { TaxCharge } from "./schema/request.ts";
import { scaled } from "./window.ts";
import { windowsIn, type YearBefore } from "./year.ts";

/** What a minimum, a maximum or a credit for tax paid elsewhere changes on one line; null where nothing. */
export type Adjustment = { readonly rule: "minimum" | "maximum" | "taxPaid"; readonly amount: Exact };

type Line = { readonly charge: TaxCharge; readonly day: CivilDate | null; readonly tax: Exact };

/**
 * The smallest and the largest tax of a window (a bill, a line, …): a minimum raises the last taxed line where the tax
 * is above zero, a maximum cuts from the last line backwards. What was paid on a charge elsewhere comes off last.
 *
 * @param before What a year's earlier bills were taxed, of a maximum that counts by the year.
 * @example maximum 5 an invoice over taxes of 3 and 4: the second is cut by 2.
 */
export function limitTaxes(
  levy: Levy,
  lines: readonly Line[],
  before: ReadonlyMap<string, YearBefore>,
): readonly (Adjustment | null)[] {
  const adjustments = new Array<Adjustment | null>(lines.length).fill(null);
  if (levy.minimum) {
    for (const { indexes, limit } of groups(lines, levy.minimum, before))
      raise(lines, indexes, limit, adjustments);
  }
  if (levy.maximum) {
    for (const { indexes, limit } of groups(lines, levy.maximum, before))
      cut(lines, indexes, limit, adjustments);
  }
  lines.forEach(({ charge }, index) => {
    if (charge.taxPaid) credit(levy, charge.taxPaid, index, { lines, adjustments });
  });
  return adjustments;
}

/** Credit for tax paid to another jurisdiction: no more than the levy's own; on a charge that is taken back the other way round. */
function credit(
  { id }: Levy,
  taxPaid: NonNullable<TaxCharge["taxPaid"]>,
  index: number,
  { lines, adjustments }: { readonly lines: readonly Line[]; readonly adjustments: (Adjustment | null)[] },
): void {
  const paid = sum(taxPaid.filter(({ levy }) => levy === id).map(({ amount }) => exact(amount)));
  const before = adjustments[index]?.amount ?? zero;
  const due = add(taxOf(lines, index), before);
  if (isZero(paid) || isZero(due) || isNegative(paid) !== isNegative(due)) return;
  const credited = smallest(absolute(paid), absolute(due));
  const amount = isNegative(due) ? add(before, credited) : subtract(before, credited);
  adjustments[index] = { rule: "taxPaid", amount };
}

function groups(lines: readonly Line[], threshold: Threshold, before: ReadonlyMap<string, YearBefore>) {
  const byWindow = new Map<string, { readonly indexes: number[]; readonly limit: Exact }>();
  lines.forEach((line, index) => {
    const windows = windowsIn(threshold, line.charge, line.day);
    const key = windows.join(", ");
    const whole = scaled(limitOf(threshold, line.charge), windows);
    const group = byWindow.get(key) ?? {
      indexes: [],
      limit: subtract(whole, before.get(key)?.tax ?? zero),
    };
    group.indexes.push(index);
    byWindow.set(key, group);
  });
  return byWindow.values();
}

function taxOf(lines: readonly Line[], index: number): Exact {
  return lines[index]?.tax ?? zero;
}

function raise(
  lines: readonly Line[],
  indexes: readonly number[],
  limit: Exact,
  adjustments: (Adjustment | null)[],
): void {
  const total = sum(indexes.map((index) => taxOf(lines, index)));
  const last = indexes.findLast((index) => !isZero(taxOf(lines, index)));
  if (last === undefined || !isPositive(total) || compare(total, limit) >= 0) return;
  adjustments[last] = { rule: "minimum", amount: subtract(limit, total) };
}

function cut(
  lines: readonly Line[],
  indexes: readonly number[],
  limit: Exact,
  adjustments: (Adjustment | null)[],
): void {
  const raised = (index: number) => add(taxOf(lines, index), adjustments[index]?.amount ?? zero);
  let excess = subtract(sum(indexes.map(raised)), limit);
  for (const index of indexes.toReversed()) {
    if (!isPositive(excess)) return;
    if (!isPositive(raised(index))) continue;
    const part = smallest(raised(index), excess);
    const change = subtract(adjustments[index]?.amount ?? zero, part);
    adjustments[index] = { rule: "maximum", amount: change };
    excess = subtract(excess, part);
  }
}
