import { add, type Exact, isZero, multiply, one, subtract, sum, zero } from "@tollwright/money";
import { fail, ok, type Result } from "@tollwright/problem";
import { type Assessing, groupPercents, splitFor } from "./assessing.ts";
import type { ChargeFacts, Measured } from "./draft-line.ts";
import { grossUp, rateSum } from "./gross-up.ts";
import { portionsOf, type Split, shareOf } from "./portion.ts";
import type { Exception } from "./reach.ts";
import type { Levy } from "./schema/levy.ts";
import { applyThresholds, type ThresholdTotals } from "./thresholds.ts";
import { beforeIn, beforeOf, yearlyRules, yearOf } from "./year.ts";

type Known = Pick<Measured, "levy" | "facts" | "passing" | "day" | "placeShare" | "exemption">;
type Basis = Pick<Measured, "figure" | "included">;

/**
 * The base of a levy on a charge: (amount × share + all that is included) × place share − what is exempt, grossed up
 * if the levy is inside its own base. Per-unit fees have the base 0: they are taken of counts.
 *
 * @returns `NO_SPLIT` where the levy needs the split of a mixed charge that has none.
 * @example 100.00 of VoIP by the safe harbor: the base of FUSF is 64.90.
 */
export function measure(
  known: Known,
  basis: Basis,
  assessing: Assessing,
  totals: ThresholdTotals,
): Result<Measured> {
  if (basis.figure?.form.perUnit) {
    const year = yearFacts(known, assessing, null);
    return ok(measuredLine(known, basis, { ...NOTHING, share: one, exempt: zero, base: zero, year }));
  }
  const portion = portionShare(known.levy, known.facts, assessing);
  if (!portion.ok) return portion;
  const { share, split } = portion.value;
  const included = includedPart(known.levy, basis.included, share);
  const gross = multiply(
    add(multiply(known.facts.amount, share), sum(included.map((levy) => levy.amount))),
    known.placeShare,
  );
  const byCertificate = multiply(gross, known.exemption.share);
  const left = subtract(gross, byCertificate);
  const on = { charge: known.facts.charge, day: known.day };
  const { steps, yearMeasure } = applyThresholds(known.levy, on, left, totals);
  const outside = sum(steps.map((step) => step.leftOut));
  const parts: Parts = {
    exception: null,
    split,
    share,
    thresholds: steps,
    year: yearFacts(known, assessing, yearMeasure),
    exempt: add(byCertificate, outside),
    base: subtract(left, outside),
  };
  return grossedUp(measuredLine(known, { figure: basis.figure, included }, parts), assessing);
}

type Parts = Omit<Measured, keyof Known | keyof Basis | "grossUpRates">;

const NOTHING = { exception: null, split: null, thresholds: [], year: null } as const;

/** Member by member: a spread takes several times as long, and each line is measured. */
function measuredLine(
  { levy, facts, passing, day, placeShare, exemption }: Known,
  { figure, included }: Basis,
  { exception, split, share, thresholds, year, exempt, base }: Parts,
): Measured {
  return {
    levy,
    facts,
    passing,
    day,
    figure,
    placeShare,
    split,
    share,
    included,
    exemption,
    exception,
    thresholds,
    year,
    exempt,
    grossUpRates: null,
    base,
  };
}

/** The year that the charge counts in, of a levy that counts by one. */
function yearFacts(
  { levy, facts, day }: Known,
  { request }: Assessing,
  measure: Exact | null,
): Measured["year"] {
  const [rule] = yearlyRules(levy);
  if (rule === undefined) return null;
  const year = yearOf(rule, facts.charge, day);
  return { ...year, measure, before: beforeIn(beforeOf(levy, request), year) };
}

/** @example FUSF on the interstate part of a recovery fee: 2.50 on a charge that is 0.649 interstate enters with 1.6225. */
function includedPart(levy: Levy, included: Measured["included"], share: Exact): Measured["included"] {
  if (levy.includedPart !== "portion") return included;
  return included.map((entry) => ({ ...entry, amount: multiply(entry.amount, share) }));
}

/** The line of a charge that is left out: shown, with nothing taxed. */
export function excepted(known: Known, exception: Exception): Measured {
  const exempt = multiply(known.facts.amount, known.placeShare);
  // A certificate exempts from nothing where nothing is taxed.
  const untaxed = { ...known, exemption: { certificate: null, share: zero } };
  const parts = { ...NOTHING, exception, share: one, exempt, base: zero };
  return measuredLine(untaxed, { figure: null, included: [] }, parts);
}

function grossedUp(measured: Measured, assessing: Assessing): Result<Measured> {
  const { levy, facts } = measured;
  if (!assessing.graph.groupOf.has(levy.id) || isZero(measured.base)) return ok(measured);
  const rates = rateSum(groupPercents(levy, facts, assessing));
  const base = grossUp(measured.base, rates, levy.id);
  return base.ok ? ok({ ...measured, grossUpRates: rates, base: base.value }) : base;
}

type PortionShare = { readonly share: Exact; readonly split: Split | null };

/** All of a charge needs no split; nor does a list of all three portions, unless the charge has none of them. */
export function portionShare(levy: Levy, facts: ChargeFacts, assessing: Assessing): Result<PortionShare> {
  const portions = portionsOf(levy, assessing.request.seller);
  if (portions === "all") return ok({ share: one, split: null });
  if (portions === "none") return ok({ share: zero, split: null });
  if (portions.length === 3 && facts.charge.portion === "mixed") return ok({ share: one, split: null });
  const split = splitFor(assessing, facts);
  return split.ok
    ? ok({ share: shareOf(split.value, portions), split: split.value })
    : fail(...split.problems);
}
