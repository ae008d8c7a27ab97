import { type Exact, exact, round, subtract, toFractionText, zero } from "@tollwright/money";
import { authorityOf } from "./all-levies.ts";
import { allowanceOf } from "./collection-allowance.ts";
import type { Rounded } from "./draft-line.ts";
import { portionsOf } from "./portion.ts";
import { divided } from "./recompute.ts";
import type { AssessRequest } from "./schema/request.ts";
import type { TaxRecord } from "./tax-record.ts";
import { versionOf } from "./version-of.ts";
import { wholeOf } from "./whole-charge.ts";

/** Everything that a line's amount was computed from, as text. */
export function recordOf(line: Rounded, seller: AssessRequest["seller"]): TaxRecord {
  const { levy, facts } = line;
  const { kept, remitted } = allowanceOf(line);
  const portions = portionsOf(levy, seller);
  return {
    engine: "tollwright.tax/1",
    levy: levy.id,
    version: versionOf(levy),
    name: levy.name ?? levy.id,
    kind: levy.kind,
    family: levy.family ?? null,
    authority: authorityOf(levy),
    statute: levy.statute ?? null,
    ledgerAccount: levy.ledgerAccount ?? null,
    jurisdiction: levy.jurisdiction ?? null,
    charge: chargeRecord(line),
    situs: {
      method: facts.situs.method,
      key: facts.charge.situs?.key ?? null,
      places: facts.situs.places.map(({ place, share }) => ({ place, share: toFractionText(share) })),
      share: toFractionText(line.placeShare),
    },
    split: line.split
      ? {
          method: line.split.method,
          interstate: toFractionText(line.split.portions.interstate),
          intrastate: toFractionText(line.split.portions.intrastate),
          international: toFractionText(line.split.portions.international),
        }
      : null,
    portion: typeof portions === "string" ? portions : portions.join(", "),
    share: toFractionText(line.share),
    included: line.included.map((entry) => ({ levy: entry.levy, amount: toFractionText(entry.amount) })),
    ...exemptionRecord(line),
    grossUpRates: line.grossUpRates ? toFractionText(line.grossUpRates) : null,
    base: toFractionText(line.base),
    ...figureRecord(line),
    billDate: facts.dates.billDate,
    adjustment: line.adjustment
      ? { rule: line.adjustment.rule, amount: toFractionText(line.adjustment.amount) }
      : null,
    exact: toFractionText(line.exact),
    rounding: roundingRecord(line),
    amount: toFractionText(line.amount),
    passThrough: levy.passThrough ?? "required",
    billed: line.passing.isBilled,
    reportable: levy.kind !== "sellerFee",
    kept: toFractionText(kept),
    remitted: toFractionText(remitted),
    reverses: null,
  };
}

function chargeRecord({ facts }: Rounded): TaxRecord["charge"] {
  const { charge } = facts;
  return {
    id: wholeOf(charge),
    label: charge.label ?? null,
    product: charge.product ?? null,
    component: charge.component ?? null,
    amount: toFractionText(exact(charge.amount)),
    net: toFractionText(facts.amount),
    kind: charge.kind ?? "recurring",
    serviceClass: charge.serviceClass ?? null,
    location: charge.location ?? null,
    period: charge.period ?? null,
  };
}

function exemptionRecord(
  line: Rounded,
): Pick<TaxRecord, "exemption" | "exception" | "thresholds" | "exempt"> {
  const { certificate, share } = line.exemption;
  return {
    exemption: certificate
      ? {
          certificate: certificate.certificate,
          kind: certificate.kind ?? null,
          share: toFractionText(share),
        }
      : null,
    exception: line.exception?.because ?? null,
    thresholds: line.thresholds.map((step) => ({ ...step, leftOut: toFractionText(step.leftOut) })),
    exempt: toFractionText(line.exempt),
  };
}

function figureRecord(
  line: Rounded,
): Pick<TaxRecord, "count" | "before" | "calculation" | "form" | "value" | "decision" | "datedBy" | "date"> {
  const form = line.exception === null ? (line.figure?.form ?? null) : null;
  const { form: _, ...value } = line.figure?.value ?? {};
  const decision = line.figure?.decision ?? null;
  return {
    count: countRecord(line),
    before: toFractionText(line.before),
    calculation: form === null ? "none" : form.percent ? "percent" : form.perUnit ? "perUnit" : "tiers",
    form,
    value: line.figure?.value ? value : null,
    decision: decision
      ? {
          decision: decision.decision,
          by: decision.by,
          reason: decision.reason,
          expires: decision.expires,
        }
      : null,
    datedBy: line.levy.datedBy ?? "billDate",
    date: line.day,
  };
}

function countRecord(line: Rounded): TaxRecord["count"] {
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
    fraction: line.levy.proratable ? (line.facts.charge.fraction ?? null) : null,
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
