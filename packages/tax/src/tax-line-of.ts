import { isZero, one, roundedText, subtract, toText } from "@tollwright/money";
import { authorityOf } from "./all-levies.ts";
import { becauseOf } from "./because.ts";
import { allowanceOf } from "./collection-allowance.ts";
import type { Rounded } from "./draft-line.ts";
import { jurisdictionLabel, levelOf } from "./jurisdiction.ts";
import type { LevyForm } from "./schema/form.ts";
import type { AssessRequest } from "./schema/request.ts";
import type { NoTax, TaxLine } from "./tax-line.ts";
import { recordOf } from "./tax-record-of.ts";
import { REVERSE_CHARGE } from "./vat/reverse-charge.ts";
import { wholeOf } from "./whole-charge.ts";

/** A finished line as text. */
export function taxLineOf(line: Rounded, request: AssessRequest): TaxLine {
  const { levy, facts } = line;
  const { kept, remitted } = allowanceOf(line);
  const form = line.exception === null ? (line.figure?.form ?? null) : null;
  return {
    levy: levy.id,
    charge: wholeOf(facts.charge),
    name: levy.name ?? levy.id,
    kind: levy.kind,
    family: levy.family ?? null,
    authority: authorityOf(levy),
    jurisdiction: jurisdictionLabel(levy.jurisdiction),
    level: levelOf(levy.jurisdiction),
    location: facts.charge.location ?? null,
    base: toText(line.base),
    share: toText(line.share),
    placeShare: toText(line.placeShare),
    included: line.included.map((entry) => ({ levy: entry.levy, amount: toText(entry.amount) })),
    exempt: toText(line.exempt),
    certificate: line.exemption.certificate?.certificate ?? null,
    rate: rateOf(form),
    units: line.units === null ? null : toText(line.units),
    unit: unitOf(form),
    exact: toText(line.exact),
    amount: roundedText(line.amount, line.rounding),
    billed: line.passing.isBilled,
    kept: roundedText(kept, line.rounding),
    remitted: roundedText(remitted, line.rounding),
    noTax: noTaxOf(line, form),
    marks: line.figure?.marks ?? [],
    because: becauseOf(line),
    record: recordOf(line, request.seller),
  };
}

export function rateOf(form: LevyForm | null): string | null {
  if (form?.percent) return form.percent;
  return form?.perUnit && !form.perUnit.tiers ? form.perUnit.amount : null;
}

export function unitOf(form: LevyForm | null): string | null {
  if (!form?.perUnit) return null;
  return form.perUnit.unit ?? Object.keys(form.perUnit.units ?? {}).join(" + ");
}

function noTaxOf(line: Rounded, form: LevyForm | null): NoTax | null {
  if (!isZero(line.exact)) return null;
  if (line.exception !== null) return line.exception.noTax;
  if (isZero(subtract(line.exemption.share, one))) {
    return line.exemption.certificate?.kind === REVERSE_CHARGE ? "reverseCharge" : "exempt";
  }
  if (line.count !== null) return isZero(line.count.weighted) ? "nothingCounted" : "zeroRate";
  if (isZero(line.share) && line.included.length === 0) return "outsidePortion";
  if (!isZero(line.base)) return "zeroRate";
  if (line.thresholds.length > 0) return "belowThreshold";
  return form === null ? "exempt" : "nothingCharged";
}
