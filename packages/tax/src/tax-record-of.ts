import { type Exact, round, subtract, toFractionText, zero } from "@tollwright/money";
import type { ChargeRecord } from "./charge-record.ts";
import type { Allowance } from "./collection-allowance.ts";
import type { Measured, Rounded } from "./draft-line.ts";
import { levyFacts } from "./levy-facts.ts";
import { portionsOf } from "./portion.ts";
import { divided } from "./recompute.ts";
import type { LevyValue } from "./schema/levy.ts";
import type { AssessRequest } from "./schema/request.ts";
import type { TaxRecord } from "./tax-record.ts";

/** Everything that a line's amount was computed from, as text. */
export function recordOf(
  line: Rounded,
  of: {
    readonly seller: AssessRequest["seller"];
    readonly charge: ChargeRecord;
    readonly allowance: Allowance;
  },
): TaxRecord {
  const { measured } = line;
  const { levy } = measured;
  const { seller, allowance } = of;
  const { charge, situs, split } = of.charge;
  const portions = portionsOf(levy, seller);
  const own = levyFacts(levy).record;
  const amount = toFractionText(line.amount);
  const form = measured.exception === null ? (measured.figure?.form ?? null) : null;
  const value = measured.figure?.value ?? null;
  // Member by member: an object spread into another takes as long as all the rest of a record.
  const record: TaxRecord = {
    engine: own.engine,
    levy: own.levy,
    version: own.version,
    name: own.name,
    kind: own.kind,
    family: own.family,
    authority: own.authority,
    statute: own.statute,
    ledgerAccount: own.ledgerAccount,
    jurisdiction: own.jurisdiction,
    datedBy: own.datedBy,
    passThrough: own.passThrough,
    reportable: own.reportable,
    charge,
    situs: {
      key: situs.key,
      method: situs.method,
      places: situs.places,
      share: toFractionText(measured.placeShare),
    },
    split: measured.split === null ? null : split,
    portion: typeof portions === "string" ? portions : portions.join(", "),
    share: toFractionText(measured.share),
    included: measured.included.map((entry) => ({ levy: entry.levy, amount: toFractionText(entry.amount) })),
    exemption: exemptionRecord(measured),
    exception: measured.exception?.because ?? null,
    thresholds: measured.thresholds.map((step) => ({ ...step, leftOut: toFractionText(step.leftOut) })),
    exempt: toFractionText(measured.exempt),
    grossUpRates: measured.grossUpRates ? toFractionText(measured.grossUpRates) : null,
    base: toFractionText(measured.base),
    count: countRecord(line),
    before: toFractionText(line.before),
    calculation: form === null ? "none" : form.percent ? "percent" : form.perUnit ? "perUnit" : "tiers",
    form,
    value: value === null ? null : withoutForm(value),
    decision: decisionRecord(measured),
    date: measured.day,
    billDate: measured.facts.dates.billDate,
    adjustment: line.adjustment
      ? { rule: line.adjustment.rule, amount: toFractionText(line.adjustment.amount) }
      : null,
    exact: toFractionText(line.exact),
    rounding: roundingRecord(line),
    amount,
    billed: measured.passing.isBilled,
    kept: toFractionText(allowance.kept),
    remitted: allowance.remitted === line.amount ? amount : toFractionText(allowance.remitted),
    reverses: null,
  };
  return withYear(own.overlaidBy ? { ...record, overlaidBy: own.overlaidBy } : record, measured);
}

function exemptionRecord({ exemption }: Measured): TaxRecord["exemption"] {
  const { certificate, share } = exemption;
  if (certificate === null) return null;
  return {
    certificate: certificate.certificate,
    kind: certificate.kind ?? null,
    share: toFractionText(share),
  };
}

function withYear(record: TaxRecord, { year, base }: Measured): TaxRecord {
  if (year === null) return record;
  const { from, account, location } = year;
  const measure = toFractionText(year.measure ?? base);
  const before = { measure: toFractionText(year.before.measure), tax: toFractionText(year.before.tax) };
  return { ...record, year: { from, account, location, measure, before } };
}

function decisionRecord({ figure }: Measured): TaxRecord["decision"] {
  if (!figure?.decision) return null;
  const { decision, by, reason, expires } = figure.decision;
  return { decision, by, reason, expires };
}

const values = new WeakMap<LevyValue, Omit<LevyValue, "form">>();

/** Made once a figure. */
function withoutForm(value: LevyValue): Omit<LevyValue, "form"> {
  const found = values.get(value);
  if (found !== undefined) return found;
  const { form: _, ...rest } = value;
  values.set(value, rest);
  return rest;
}

function countRecord(line: Rounded): TaxRecord["count"] {
  const { measured } = line;
  if (line.count === null || line.units === null) return null;
  const text = (value: Exact) => toFractionText(value);
  return {
    counted: line.count.counted.map(({ unit, count, weight }) => ({
      unit,
      count: text(count),
      weight: text(weight),
    })),
    weighted: text(line.count.weighted),
    caps: line.count.caps,
    capped: text(line.count.capped),
    units: text(line.units),
    fraction: measured.levy.proratable ? (measured.facts.charge.fraction ?? null) : null,
  };
}

function roundingRecord(line: Rounded): TaxRecord["rounding"] {
  const { mode, places, level } = line.rounding;
  const { allocation } = line;
  if (allocation === null || mode === "none") return { mode, places, level, group: null };
  const floor = divided(line.exact, allocation.groupExact, allocation.groupRounded, places);
  return {
    mode,
    places,
    level,
    group: {
      exact: toFractionText(allocation.groupExact),
      rounded: toFractionText(allocation.groupRounded),
      spare: toFractionText(subtract(round(line.amount, { mode: "down", places }), floor ?? zero)),
    },
  };
}
