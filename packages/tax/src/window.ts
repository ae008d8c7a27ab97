import { addMonths, civilDate } from "@tollwright/calendar";
import {
  absolute,
  add,
  compare,
  type Exact,
  isNegative,
  multiply,
  negate,
  subtract,
  whole,
  zero,
} from "@tollwright/money";
import type { Per } from "./schema/form.ts";
import type { TaxCharge } from "./schema/request.ts";
import { wholeOf } from "./whole-charge.ts";

/** The totals that a charge counts towards: one, or one per calendar month that its period touches. */
export function windowsOf(charge: TaxCharge, per: Per): readonly string[] {
  switch (per) {
    case "charge":
      return [`charge ${wholeOf(charge)}`];
    case "location":
      return [`location ${charge.location ?? "-"}`];
    case "account":
      return [`account ${charge.account ?? "-"}`];
    case "invoice":
      return ["invoice"];
    case "month":
      return monthsOf(charge).map((month) => `month ${month}`);
  }
}

function monthsOf(charge: TaxCharge): readonly string[] {
  if (!charge.period) return ["-"];
  const months: string[] = [];
  for (
    let day = civilDate(`${charge.period.from.slice(0, 7)}-01`);
    day < charge.period.until;
    day = addMonths(day, 1)
  ) {
    months.push(day.slice(0, 7));
  }
  return months;
}

/** Running totals of one rule, by window. Lives for one pass over the charges, in their order. */
export type Totals = Map<string, Exact>;

/** What was there before, after which it is there too. Several months together are one window of their own. */
export function advance(totals: Totals, windows: readonly string[], amount: Exact): Exact {
  const key = windows.join(", ");
  const before = totals.get(key) ?? zero;
  totals.set(key, add(before, amount));
  return before;
}

/**
 * The part of an amount that fits under a limit per window, with what came before: used up in charge order. A charge
 * over several months draws on each month's limit in turn. Credits mirror charges, so a full reversal nets to zero.
 *
 * @example limit 20: charges of 15 and 10 draw 15 and 5.
 */
export function draw(totals: Totals, windows: readonly string[], amount: Exact, limit: Exact): Exact {
  let left = amount;
  let drawn = zero;
  windows.forEach((window, index) => {
    const before = totals.get(window) ?? zero;
    const part = subtract(clamp(add(before, left), limit), clamp(before, limit));
    const isLast = index === windows.length - 1;
    totals.set(window, add(before, isLast ? left : part));
    left = subtract(left, part);
    drawn = add(drawn, part);
  });
  return drawn;
}

function clamp(total: Exact, limit: Exact): Exact {
  if (compare(absolute(total), limit) <= 0) return total;
  return isNegative(total) ? negate(limit) : limit;
}

/** A limit per month counts once for each month that the charge touches. */
export function scaled(limit: Exact, windows: readonly string[]): Exact {
  return multiply(limit, whole(windows.length));
}
