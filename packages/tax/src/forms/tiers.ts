import {
  absolute,
  add,
  compare,
  type Exact,
  exact,
  isNegative,
  isZero,
  multiply,
  negate,
  smallest,
  subtract,
  zero,
} from "@tollwright/money";
import type { TiersForm } from "../schema/form.ts";

/**
 * The tax that a base adds to what was taxed before it in the same window: each line bears the increase it causes.
 *
 * @example graduated 5 % to 900, then 2 %: a base of 1,000 after 0 bears 45 + 2 = 47; 100 more bears 2.
 */
export function tieredTax(base: Exact, before: Exact, form: TiersForm): Exact {
  return subtract(tieredTotal(add(before, base), form), tieredTotal(before, form));
}

/** Credits mirror charges: the tax of −m is minus the tax of m. */
function tieredTotal(measure: Exact, form: TiersForm): Exact {
  if (isZero(measure)) return zero;
  if (isNegative(measure)) return negate(tieredTotal(absolute(measure), form));
  return form.mode === "volume" ? volumeTotal(measure, form) : graduatedTotal(measure, form);
}

/** Each slice at its own rate; a fixed amount is due once its slice is entered. Above the last bound nothing is. */
function graduatedTotal(measure: Exact, form: TiersForm): Exact {
  let total = zero;
  let lower = zero;
  for (const row of form.rows) {
    if (compare(measure, lower) <= 0) break;
    const upper = row.upTo ? smallest(measure, exact(row.upTo)) : measure;
    if (row.percent) total = add(total, multiply(subtract(upper, lower), exact(row.percent)));
    if (row.amount) total = add(total, exact(row.amount));
    lower = upper;
  }
  return total;
}

/** The whole measure by the one row that it falls into; `upTo` itself is still inside. */
function volumeTotal(measure: Exact, form: TiersForm): Exact {
  const row = form.rows.find(({ upTo }) => !upTo || compare(measure, exact(upTo)) <= 0);
  if (row === undefined) return zero;
  return add(row.percent ? multiply(measure, exact(row.percent)) : zero, exact(row.amount ?? "0"));
}
