import {
  add,
  divide,
  type Exact,
  exact,
  isZero,
  multiply,
  one,
  round,
  subtract,
  sum,
  toFractionText,
  zero,
} from "@tollwright/money";
import { perUnitFees } from "./forms/per-unit.ts";
import { percentTax } from "./forms/percent.ts";
import { tieredTax } from "./forms/tiers.ts";
import type { TaxRecord } from "./tax-record.ts";

/** What a record's own numbers come to. */
export type Recomputed = { readonly base: string; readonly exact: string; readonly amount: string };

/**
 * Computes a tax line again from its record alone, years later and without the rule's file.
 *
 * @example amount 100.00, share 0.649, form 0.37, rounded down to 2 places: base 64.9, exact 24.013, amount 24.01.
 */
export function recomputeTaxLine(record: TaxRecord): Recomputed {
  const base = baseOf(record);
  const tax = add(taxOf(record, base), exact(record.adjustment?.amount ?? "0"));
  return {
    base: toFractionText(base),
    exact: toFractionText(tax),
    amount: toFractionText(amountOf(record, tax)),
  };
}

function baseOf(record: TaxRecord): Exact {
  if (record.calculation === "perUnit" || record.exception !== null) return zero;
  const included = sum(record.included.map((entry) => exact(entry.amount)));
  const charged = multiply(exact(record.charge.net), exact(record.share));
  const gross = multiply(add(charged, included), exact(record.situs.share));
  const taxable = multiply(gross, subtract(one, exact(record.exemption?.share ?? "0")));
  const left = subtract(taxable, sum(record.thresholds.map((step) => exact(step.leftOut))));
  return record.grossUpRates === null ? left : divide(left, subtract(one, exact(record.grossUpRates)));
}

function taxOf(record: TaxRecord, base: Exact): Exact {
  const { form, count } = record;
  const before = exact(record.before);
  if (form?.percent) return percentTax(base, form.percent);
  if (form?.tiers) return tieredTax(base, before, form.tiers);
  if (!form?.perUnit || count === null) return zero;
  const fees = perUnitFees(exact(count.capped), before, form.perUnit);
  const started = multiply(subtract(exact(count.units), fees.units), exact(form.perUnit.amount));
  return multiply(add(fees.amount, started), exact(count.fraction ?? "1"));
}

function amountOf(record: TaxRecord, tax: Exact): Exact {
  const { group, ...rounding } = record.rounding;
  if (group === null) return round(tax, rounding);
  const floor = divided(tax, exact(group.exact), exact(group.rounded), rounding.places);
  return add(floor, exact(group.spare));
}

/** A line's part of its group's rounded total, rounded down. */
export function divided(line: Exact, groupExact: Exact, groupRounded: Exact, places: number): Exact {
  if (isZero(groupExact)) return zero;
  return round(divide(multiply(line, groupRounded), groupExact), { mode: "down", places });
}
