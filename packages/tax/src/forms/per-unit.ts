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
import type { PerUnitForm, UnitTier } from "../schema/form.ts";

/** Fees charged, and what they come to. */
export type Fees = { readonly units: Exact; readonly amount: Exact };

/**
 * The fees that a count adds to what was counted before it in the same window.
 *
 * @param count Weighted and capped: see `countOf`.
 * @example 0.80 each, and beyond 30 a fee counts 0.4: 40 lines are 30 + 4 = 34 fees, 27.20.
 * @example 4 fees for 11 to 20 stations, 0.75 each: 12 stations are 3.00, and the thirteenth adds nothing.
 */
export function perUnitFees(count: Exact, before: Exact, form: PerUnitForm): Fees {
  if (!form.tiers) return { units: count, amount: multiply(count, exact(form.amount)) };
  const after = tieredFees(add(before, count), form);
  const earlier = tieredFees(before, form);
  return { units: subtract(after.units, earlier.units), amount: subtract(after.amount, earlier.amount) };
}

/** Credits mirror charges. */
function tieredFees(count: Exact, form: PerUnitForm): Fees {
  if (isZero(count)) return { units: zero, amount: zero };
  if (isNegative(count)) {
    const mirrored = tieredFees(absolute(count), form);
    return { units: negate(mirrored.units), amount: negate(mirrored.amount) };
  }
  return slices(count, form).reduce(
    (fees, slice) => {
      const { fees: together, each } = slice.tier;
      const units = together ? exact(together) : multiply(slice.count, exact(each ?? "1"));
      const price = exact(slice.tier.amount ?? form.amount);
      return { units: add(fees.units, units), amount: add(fees.amount, multiply(units, price)) };
    },
    { units: zero, amount: zero },
  );
}

type Slice = { readonly tier: UnitTier; readonly count: Exact };

function slices(count: Exact, form: PerUnitForm): readonly Slice[] {
  const tiers = form.tiers ?? [];
  if (form.tierMode === "volume") {
    const tier = tiers.find(({ upTo }) => !upTo || compare(count, exact(upTo)) <= 0);
    return tier ? [{ tier, count }] : [];
  }
  const result: Slice[] = [];
  let lower = zero;
  for (const tier of tiers) {
    if (compare(count, lower) <= 0) break;
    const upper = tier.upTo ? smallest(count, exact(tier.upTo)) : count;
    result.push({ tier, count: subtract(upper, lower) });
    lower = upper;
  }
  return result;
}
