import { exact, subtract, toFractionText } from "@tollwright/money";
import type { TaxRecord } from "../tax-record.ts";
import { type Packed, unless } from "./packed.ts";
import type { PackedCharge } from "./packed-charge.ts";
import { type PackedRule, wholeRule } from "./packed-rule.ts";

/** What is a line's own. */
type Line = Pick<
  TaxRecord,
  | "date"
  | "share"
  | "included"
  | "exemption"
  | "exception"
  | "thresholds"
  | "year"
  | "exempt"
  | "grossUpRates"
  | "base"
  | "count"
  | "before"
  | "adjustment"
  | "exact"
  | "amount"
  | "kept"
  | "remitted"
  | "reverses"
> & {
  /** Its name, and the charge's place in the list. */
  readonly rule: string;
  readonly charge: number;
  /** The part of the charge inside the levy's jurisdiction. */
  readonly placeShare: string;
  readonly group: TaxRecord["rounding"]["group"];
  readonly because?: readonly string[] | undefined;
};

/**
 * Left out are: `date` that is the bill date, shares of 1, nothing included, exempt, left out, counted, kept or adjusted, `before` and
 * `base` of 0, `exact` that is the amount, `remitted` that is all of it but what is kept.
 */
export type PackedLine = Packed<Line, Exclude<keyof Line, "rule" | "charge" | "amount">>;

export function packedLine(record: TaxRecord, of: Pick<Line, "rule" | "charge">): PackedLine {
  const { amount, included, thresholds } = record;
  // In the order in which they are written.
  return {
    adjustment: record.adjustment ?? undefined,
    amount,
    base: unless("0", record.base),
    because: record.because,
    before: unless("0", record.before),
    charge: of.charge,
    count: countInOrder(record.count),
    date: record.date === record.billDate ? undefined : (record.date ?? NO_DATE),
    exact: unless(amount, record.exact),
    exception: record.exception ?? undefined,
    exempt: unless("0", record.exempt),
    exemption: record.exemption ?? undefined,
    grossUpRates: record.grossUpRates ?? undefined,
    group: record.rounding.group ?? undefined,
    included:
      included.length === 0 ? undefined : included.map(({ amount: part, levy }) => ({ amount: part, levy })),
    kept: unless("0", record.kept),
    placeShare: unless("1", record.situs.share),
    remitted: unless(lessKept(amount, record.kept), record.remitted),
    reverses: record.reverses ?? undefined,
    rule: of.rule,
    share: unless("1", record.share),
    thresholds: thresholds.length === 0 ? undefined : thresholds,
    year: record.year,
  };
}

function countInOrder(count: Line["count"]): Exclude<Line["count"], null> | undefined {
  if (count === null) return undefined;
  const { capped, caps, counted, fraction, units, weighted } = count;
  const things = counted.map(({ count: many, unit, weight }) => ({ count: many, unit, weight }));
  return { capped, caps, counted: things, fraction, units, weighted };
}

/** For a charge that has a bill date, of a levy that goes by a day which the charge does not have. */
const NO_DATE = "none";

function lessKept(amount: string, kept: string): string {
  return kept === "0" ? amount : toFractionText(subtract(exact(amount), exact(kept)));
}

/** The record whole. */
export function recordFrom(line: PackedLine, rule: PackedRule, on: PackedCharge): TaxRecord {
  const { amount, because } = line;
  const { isSplit, rounding, ...levy } = wholeRule(rule);
  const { charge, billDate, situs } = on;
  const kept = line.kept ?? "0";
  return {
    ...levy,
    ...{ charge, billDate, amount, kept },
    situs: { ...situs, share: line.placeShare ?? "1" },
    split: isSplit ? (on.split ?? null) : null,
    date: line.date === NO_DATE ? null : (line.date ?? billDate),
    share: line.share ?? "1",
    included: line.included ?? [],
    exemption: line.exemption ?? null,
    exception: line.exception ?? null,
    thresholds: line.thresholds ?? [],
    exempt: line.exempt ?? "0",
    grossUpRates: line.grossUpRates ?? null,
    base: line.base ?? "0",
    count: line.count ?? null,
    before: line.before ?? "0",
    adjustment: line.adjustment ?? null,
    exact: line.exact ?? amount,
    rounding: { ...rounding, group: line.group ?? null },
    remitted: line.remitted ?? lessKept(amount, kept),
    reverses: line.reverses ?? null,
    ...(line.year === undefined ? {} : { year: line.year }),
    ...(because === undefined ? {} : { because }),
  };
}
