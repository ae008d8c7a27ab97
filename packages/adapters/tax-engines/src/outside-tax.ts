import {
  add,
  divide,
  type Exact,
  exact,
  isZero,
  round,
  roundedText,
  toFractionText,
  toText,
} from "@tollwright/money";
import {
  type Jurisdiction,
  jurisdictionLabel,
  type NoTax,
  type TaxCharge,
  type TaxLine,
  type TaxPlace,
  type TaxRecord,
} from "@tollwright/tax";

/** One tax on one charge as an outside engine answered it; amounts are decimal text. */
export type OutsideTax = {
  readonly id: string;
  readonly name: string;
  readonly kind: "tax" | "passThrough";
  readonly family: string | null;
  readonly authority: string;
  readonly level: string;
  readonly measure: string;
  readonly exempt: string;
  readonly rate: string;
  /** Null where the tax is a share of money. */
  readonly units: string | null;
  readonly amount: string;
  readonly isBilled: boolean;
  readonly isReportable: boolean;
};

const CENTS = { mode: "halfUp", places: 2 } as const;

/**
 * The answer as a tax line. Its record says what the engine said and recomputes to the cent: the amount stands in it as an
 * adjustment, for how the engine came to it is the engine's own affair.
 */
export function outsideTaxLine(facts: {
  readonly engine: "avalara.afc/2" | "suretax";
  readonly charge: TaxCharge;
  readonly place: TaxPlace;
  readonly billDate: string | null;
  readonly tax: OutsideTax;
}): TaxLine {
  const { engine, charge, place, tax } = facts;
  const jurisdiction = jurisdictionOf(tax.level, place);
  const amount = round(exact(tax.amount), CENTS);
  const said = `${engine} answered ${tax.amount} on a measure of ${tax.measure} at ${tax.rate}`;
  const because = [said, `rounded half-up to cents: ${roundedText(amount, CENTS)}`];
  const record = recordOf(facts, { jurisdiction, amount, because });
  return {
    levy: tax.id,
    charge: charge.id,
    name: tax.name,
    kind: tax.kind,
    family: tax.family,
    authority: tax.authority,
    jurisdiction: jurisdictionLabel(jurisdiction),
    level: tax.level,
    location: charge.location ?? null,
    base: toText(exact(tax.measure)),
    share: toText(exact(record.share)),
    placeShare: "1",
    included: [],
    exempt: toText(exact(tax.exempt)),
    certificate: null,
    rate: tax.rate,
    units: tax.units,
    unit: tax.units === null ? null : "lines",
    exact: toText(exact(tax.amount)),
    amount: roundedText(amount, CENTS),
    billed: tax.isBilled,
    kept: "0.00",
    remitted: roundedText(amount, CENTS),
    noTax: noTaxOf(tax),
    marks: [],
    record,
  };
}

function noTaxOf({ amount, exempt }: OutsideTax): NoTax | null {
  if (!isZero(exact(amount))) return null;
  return isZero(exact(exempt)) ? "zeroRate" : "exempt";
}

function jurisdictionOf(level: string, place: TaxPlace): Jurisdiction {
  const { country, state, county, city } = place;
  const base = { ...(country ? { country } : {}) };
  if (level === "federal") return { ...base, level };
  if (level === "state") return { ...base, level, state };
  if (level === "county") return { ...base, level, state, county };
  if (level === "city") return { ...base, level, state, county, city };
  return { ...base, level: "district", state, county, city };
}

function recordOf(
  { engine, charge, place, billDate, tax }: Parameters<typeof outsideTaxLine>[0],
  facts: {
    readonly jurisdiction: Jurisdiction;
    readonly amount: Exact;
    readonly because: readonly string[];
  },
): TaxRecord {
  const { jurisdiction, amount, because } = facts;
  return {
    ...{ engine, levy: tax.id, version: engine, name: tax.name, kind: tax.kind, family: tax.family },
    ...{ authority: tax.authority, statute: null, ledgerAccount: null, jurisdiction },
    charge: {
      ...{ id: charge.id, label: charge.label ?? null, product: charge.product ?? null, component: null },
      ...{ amount: charge.amount, net: charge.amount, kind: charge.kind ?? "recurring" },
      ...{ serviceClass: charge.serviceClass ?? null, location: charge.location ?? null },
      period: charge.period ?? null,
    },
    situs: { method: "place", key: null, places: [{ place, share: "1" }], share: "1" },
    ...{ split: null, portion: charge.portion ?? "intrastate", share: shareOf(charge, tax), included: [] },
    ...{ exemption: null, exception: null, thresholds: [], exempt: tax.exempt, grossUpRates: null },
    ...{
      base: toFractionText(exact(tax.measure)),
      count: null,
      before: "0",
      calculation: "none",
      form: null,
    },
    ...{ value: null, decision: null, datedBy: "billDate", date: billDate, billDate },
    adjustment: { rule: `as ${engine} computed it`, amount: tax.amount },
    exact: toFractionText(exact(tax.amount)),
    rounding: { ...CENTS, level: "line", group: null },
    ...{ amount: toFractionText(amount), passThrough: "required", billed: tax.isBilled },
    ...{ reportable: tax.isReportable, kept: "0", remitted: toFractionText(amount), reverses: null },
    because,
  };
}

/** The part of the charge that the engine looked at: measure and exempt amount together. */
function shareOf(charge: TaxCharge, tax: OutsideTax): string {
  const amount = exact(charge.amount);
  if (isZero(amount)) return "0";
  return toFractionText(divide(add(exact(tax.measure), exact(tax.exempt)), amount));
}
