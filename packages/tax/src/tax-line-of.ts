import { compare, type Exact, exact, isZero, one, toFixedText, toText } from "@tollwright/money";
import type { ChargeRecord } from "./charge-record.ts";
import { allowanceOf } from "./collection-allowance.ts";
import type { Rounded } from "./draft-line.ts";
import { levyFacts } from "./levy-facts.ts";
import type { LevyForm } from "./schema/form.ts";
import type { AssessRequest } from "./schema/request.ts";
import type { NoTax, TaxLine } from "./tax-line.ts";
import { recordOf } from "./tax-record-of.ts";
import { REVERSE_CHARGE } from "./vat/reverse-charge.ts";

/** A finished line as text. @param charge Its charge's own part of the record. */
export function taxLineOf(line: Rounded, charge: ChargeRecord, { seller }: AssessRequest): TaxLine {
  const allowance = allowanceOf(line);
  const record = recordOf(line, { seller, charge, allowance });
  const { measured } = line;
  const { label, level } = levyFacts(measured.levy);
  const amount = inPlaces(line.amount, line);
  return {
    levy: record.levy,
    charge: record.charge.id,
    name: record.name,
    kind: record.kind,
    family: record.family,
    authority: record.authority,
    jurisdiction: label,
    level,
    location: record.charge.location,
    base: decimals(record.base),
    share: decimals(record.share),
    placeShare: decimals(record.situs.share),
    included: record.included.map((entry) => ({ levy: entry.levy, amount: decimals(entry.amount) })),
    exempt: decimals(record.exempt),
    certificate: record.exemption?.certificate ?? null,
    rate: rateOf(record.form),
    units: record.count === null ? null : decimals(record.count.units),
    unit: unitOf(record.form),
    exact: decimals(record.exact),
    amount,
    billed: record.billed,
    kept: inPlaces(allowance.kept, line),
    remitted: allowance.remitted === line.amount ? amount : inPlaces(allowance.remitted, line),
    noTax: noTaxOf(line, record.form),
    marks: measured.figure?.marks ?? [],
    record,
  };
}

/** A record's text, whose fractions do not end. */
function decimals(text: string): string {
  return text.includes("/") ? toText(exact(text)) : text;
}

/** What was rounded before, with all of its places. @example `8.4` of two places is `8.40` */
function inPlaces(value: Exact, { rounding: { mode, places } }: Rounded): string {
  return mode === "none" ? toText(value) : toFixedText(value, places);
}

export function rateOf(form: LevyForm | null): string | null {
  if (form?.percent) return form.percent;
  return form?.perUnit && !form.perUnit.tiers ? form.perUnit.amount : null;
}

export function unitOf(form: LevyForm | null): string | null {
  if (!form?.perUnit) return null;
  return form.perUnit.unit ?? Object.keys(form.perUnit.units ?? {}).join(" + ");
}

function noTaxOf({ measured: line, exact: exactly, count }: Rounded, form: LevyForm | null): NoTax | null {
  if (!isZero(exactly)) return null;
  if (line.exception !== null) return line.exception.noTax;
  if (compare(line.exemption.share, one) === 0) {
    return line.exemption.certificate?.kind === REVERSE_CHARGE ? "reverseCharge" : "exempt";
  }
  if (count !== null) return isZero(count.weighted) ? "nothingCounted" : "zeroRate";
  if (isZero(line.share) && line.included.length === 0) return "outsidePortion";
  if (!isZero(line.base)) return "zeroRate";
  if (line.thresholds.length > 0) return "belowThreshold";
  return form === null ? "exempt" : "nothingCharged";
}
