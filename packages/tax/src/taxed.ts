import { add, type Exact, exact, multiply, round, subtract, zero } from "@tollwright/money";
import type { Limited, Measured, Rounded, Taxed } from "./draft-line.ts";
import { countOf, type IsCharged } from "./forms/count.ts";
import { perUnitFees } from "./forms/per-unit.ts";
import { percentTax } from "./forms/percent.ts";
import { tieredTax } from "./forms/tiers.ts";
import { type Adjustment, limitTaxes } from "./limits.ts";
import { roundTogether, type TaxRounding } from "./rounding.ts";
import type { LevyForm, PerUnitForm, TiersForm } from "./schema/form.ts";
import type { Levy } from "./schema/levy.ts";
import { totalsFrom } from "./thresholds.ts";
import { advance, type Totals, windowsOf } from "./window.ts";
import { windowsIn, type YearBefore } from "./year.ts";

/** What a levy's form has counted so far in this pass. */
export type FormTotals = {
  readonly tiers: Totals;
  readonly caps: Totals;
  readonly seen: Set<string>;
  readonly isCharged: IsCharged;
};

/** @param before What a year's earlier bills measured, of tiers that count by the year. */
export function formTotals(
  levy: Levy,
  isCharged: IsCharged,
  before: ReadonlyMap<string, YearBefore>,
): FormTotals {
  const isYearly = before.size > 0 && formsOf(levy).some((form) => form?.tiers?.per === "year");
  return { tiers: totalsFrom(isYearly ? "year" : null, before), caps: new Map(), seen: new Set(), isCharged };
}

function formsOf({ form, values }: Levy): readonly (LevyForm | null | undefined)[] {
  return [form, ...(values ?? []).map((value) => value.form)];
}

/** The tax by the levy's form, unrounded. @param totals Only forms that count something ask for them. */
export function taxed(line: Measured, totals: () => FormTotals): Taxed {
  const form = line.exception === null ? line.figure?.form : undefined;
  if (form?.percent) return uncounted(line, zero, percentTax(line.base, form.percent));
  if (form?.tiers) return tieredLine(line, form.tiers, totals());
  if (form?.perUnit) return countedLine(line, form.perUnit, totals());
  return uncounted(line, zero, zero);
}

function uncounted(measured: Measured, before: Exact, tax: Exact): Taxed {
  return { measured, count: null, units: null, before, tax };
}

function tieredLine(line: Measured, form: TiersForm, totals: FormTotals): Taxed {
  const windows = windowsIn(form, line.facts.charge, line.day);
  const before = advance(totals.tiers, windows, line.base);
  return uncounted(line, before, tieredTax(line.base, before, form));
}

function countedLine(line: Measured, form: PerUnitForm, totals: FormTotals): Taxed {
  const { charge } = line.facts;
  const count = countOf({
    form,
    charge,
    placeShare: line.placeShare,
    exemptShare: line.exemption.share,
    caps: totals.caps,
    seen: totals.seen,
    isCharged: totals.isCharged,
  });
  const before = advance(totals.tiers, windowsOf(charge, form.per ?? "invoice"), count.capped);
  const fees = wholeFees(perUnitFees(count.capped, before, form), form);
  const fraction = line.levy.proratable && charge.fraction ? exact(charge.fraction) : null;
  const tax = fraction === null ? fees.amount : multiply(fees.amount, fraction);
  return { measured: line, count, units: fees.units, before, tax };
}

/** `wholeCharges`: a started fee is a whole one, at the form's price. */
function wholeFees(fees: ReturnType<typeof perUnitFees>, form: PerUnitForm): ReturnType<typeof perUnitFees> {
  if (!form.wholeCharges) return fees;
  const units = round(fees.units, { mode: "up", places: 0 });
  const started = multiply(subtract(units, fees.units), exact(form.amount));
  return { units, amount: add(fees.amount, started) };
}

/** The levy's minimum and maximum, over its lines in charge order, and what was paid elsewhere. */
export function limited(
  levy: Levy,
  lines: readonly Taxed[],
  before: ReadonlyMap<string, YearBefore>,
): readonly Limited[] {
  if (!levy.minimum && !levy.maximum && lines.every(({ measured }) => !measured.facts.charge.taxPaid))
    return lines.map((line) => limitedLine(line, null));
  const adjustments = limitTaxes(
    levy,
    lines.map(({ measured: { facts, day }, tax }) => ({ charge: facts.charge, day, tax })),
    before,
  );
  return lines.map((line, index) => limitedLine(line, adjustments[index] ?? null));
}

/** Member by member, as all that is made of each line: a spread takes several times as long. */
function limitedLine({ measured, count, units, before, tax }: Taxed, adjustment: Adjustment | null): Limited {
  const exactly = adjustment === null ? tax : add(tax, adjustment.amount);
  return { measured, count, units, before, tax, adjustment, exact: exactly };
}

/** Rounds lines one by one, or together where the level says so (the caller brings the group). */
export function rounded(lines: readonly Limited[], rounding: TaxRounding): readonly Rounded[] {
  if (rounding.level === "line") {
    const alone = { rounding, allocation: null };
    return lines.map((line) => roundedLine(line, alone, round(line.exact, rounding)));
  }
  const amounts = roundTogether(
    lines.map((line) => line.exact),
    rounding,
  );
  const groupExact = lines.reduce((total, line) => add(total, line.exact), zero);
  const groupRounded = round(groupExact, rounding);
  const together = { rounding, allocation: { groupExact, groupRounded } };
  return lines.map((line, index) => roundedLine(line, together, amounts[index] ?? zero));
}

function roundedLine(
  { measured, count, units, before, tax, adjustment, exact: exactly }: Limited,
  { rounding, allocation }: Pick<Rounded, "rounding" | "allocation">,
  amount: Exact,
): Rounded {
  return { measured, count, units, before, tax, adjustment, exact: exactly, rounding, allocation, amount };
}
