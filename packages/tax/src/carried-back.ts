import { exact, negate, toFractionText, toText } from "@tollwright/money";
import { carriesBack } from "./because.ts";
import { jurisdictionLabel, levelOf } from "./jurisdiction.ts";
import type { TaxLine } from "./tax-line.ts";
import { rateOf, unitOf } from "./tax-line-of.ts";
import type { TaxRecord } from "./tax-record.ts";

/**
 * The tax of a charge that is taken back, out of the record of what was billed on it: by the original's dates, rates and
 * rounding, with the other sign (books 23). So it nets to zero in every jurisdiction, whatever rates hold today, and whatever
 * thresholds and caps the original shared with others.
 *
 * @param charge The id of the reversal. @param reverses Says which charge is taken back, of which invoice.
 * @example 100.00 with 24.01 of FUSF and 7.44 of sales tax on it: -24.01 and -7.44.
 */
export function carriedBack({
  record: original,
  charge,
  reverses,
}: {
  readonly record: TaxRecord;
  readonly charge: string;
  readonly reverses: NonNullable<TaxRecord["reverses"]>;
}): TaxLine {
  const record = { ...reversedRecord(original, charge), ...stepsBack(original, reverses), reverses };
  const amount = opposite(original.amount);
  return {
    levy: original.levy,
    charge,
    name: original.name,
    kind: original.kind,
    family: original.family,
    authority: original.authority,
    jurisdiction: jurisdictionLabel(original.jurisdiction),
    level: levelOf(original.jurisdiction),
    location: original.charge.location,
    base: opposite(original.base),
    share: original.share,
    placeShare: original.situs.share,
    included: original.included.map((entry) => ({ levy: entry.levy, amount: opposite(entry.amount) })),
    exempt: opposite(original.exempt),
    certificate: null,
    rate: rateOf(original.form),
    units: original.count === null ? null : opposite(original.count.units),
    unit: unitOf(original.form),
    exact: opposite(original.exact),
    amount,
    billed: original.billed,
    kept: opposite(original.kept),
    remitted: opposite(original.remitted),
    noTax: null,
    marks: [],
    record,
  };
}

/** Our own steps follow from the reversed record itself. */
function stepsBack(
  { engine, because = [] }: TaxRecord,
  reverses: NonNullable<TaxRecord["reverses"]>,
): Pick<TaxRecord, "because"> {
  return engine === "tollwright.tax/1" ? {} : { because: [carriesBack(reverses), ...because] };
}

/** The record with the other sign wherever it holds an amount or a count, so that it comes to the opposite again. */
function reversedRecord({ because: _, ...record }: TaxRecord, charge: string): TaxRecord {
  const { count, adjustment, rounding } = record;
  return {
    ...record,
    charge: {
      ...record.charge,
      id: charge,
      amount: opposite(record.charge.amount),
      net: opposite(record.charge.net),
    },
    included: record.included.map((entry) => ({ ...entry, amount: opposite(entry.amount) })),
    thresholds: record.thresholds.map((step) => ({ ...step, leftOut: opposite(step.leftOut) })),
    ...(record.year === undefined ? {} : { year: yearBack(record.year) }),
    exempt: opposite(record.exempt),
    base: opposite(record.base),
    count: count === null ? null : reversedCount(count),
    before: opposite(record.before),
    adjustment: adjustment === null ? null : { ...adjustment, amount: opposite(adjustment.amount) },
    exact: opposite(record.exact),
    rounding: { ...rounding, group: rounding.group === null ? null : reversedGroup(rounding.group) },
    amount: opposite(record.amount),
    kept: opposite(record.kept),
    remitted: opposite(record.remitted),
  };
}

function yearBack({ measure, ...year }: NonNullable<TaxRecord["year"]>): NonNullable<TaxRecord["year"]> {
  return { ...year, measure: opposite(measure) };
}

function reversedCount(count: NonNullable<TaxRecord["count"]>): NonNullable<TaxRecord["count"]> {
  return {
    ...count,
    counted: count.counted.map((entry) => ({ ...entry, count: opposite(entry.count) })),
    weighted: opposite(count.weighted),
    capped: opposite(count.capped),
    units: opposite(count.units),
  };
}

type Group = NonNullable<TaxRecord["rounding"]["group"]>;

function reversedGroup({ exact: whole, rounded, spare }: Group): Group {
  return { exact: opposite(whole), rounded: opposite(rounded), spare: opposite(spare) };
}

/** Fractions stay fractions: `22/31` is `-22/31`. */
function opposite(text: string): string {
  const value = negate(exact(text));
  return text.includes("/") ? toFractionText(value) : toText(value);
}
