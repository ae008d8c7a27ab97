import { isNegative, isZero } from "@tollwright/money";
import type { Problem } from "@tollwright/problem";
import { type Assessing, findingOf, isHeldByPlace, reachedShare } from "./assessing.ts";
import type { ChargeFacts, Included, Limited, Taxed } from "./draft-line.ts";
import type { IsCharged } from "./forms/count.ts";
import { type FoundGap, onCharge, type PassTools, type Unassessed } from "./levy-on-charge.ts";
import { passingOf } from "./pass-through.ts";
import type { Levy } from "./schema/levy.ts";
import { type FormTotals, formTotals, limited, taxed } from "./taxed.ts";
import { thresholdTotals } from "./thresholds.ts";
import { wholeOf } from "./whole-charge.ts";
import { windowsOf } from "./window.ts";
import { beforeOf, type YearBefore } from "./year.ts";

export type LevyPass = {
  readonly lines: readonly Limited[];
  readonly gaps: readonly FoundGap[];
  readonly unassessed: readonly Unassessed[];
  readonly problems: readonly Problem[];
};

/** One levy over all charges, in their order: thresholds, caps and tiers are used up on the way. */
export function levyPass(
  levy: Levy,
  assessing: Assessing,
  includedOn: (facts: ChargeFacts) => readonly Included[],
): LevyPass {
  const before = beforeOf(levy, assessing.request);
  const formTotal = totalsWhenAsked(levy, assessing, before);
  const lines: Taxed[] = [];
  const gaps: FoundGap[] = [];
  const unassessed: Unassessed[] = [];
  const problems: Problem[] = [];
  const finding = findingOf(levy, assessing);
  const tools: PassTools = {
    levy,
    assessing,
    includedOn,
    finding,
    passing: passingOf(levy, assessing.request.seller),
    totals: thresholdTotals(levy, before),
  };
  for (const facts of assessing.charges) {
    const share = finding.share(facts);
    if (isZero(share)) {
      if (isHeldByPlace(levy, facts, assessing.request)) unassessed.push(heldByPlace(levy, facts));
      continue;
    }
    const outcome = onCharge(facts, share, tools);
    if (outcome.kind === "line") lines.push(taxed(outcome.line, formTotal));
    if (outcome.kind === "problems") problems.push(...outcome.problems);
    if (outcome.kind === "unassessed") unassessed.push(outcome.unassessed);
    if ((outcome.kind === "gap" || outcome.kind === "line") && outcome.gap) gaps.push(outcome.gap);
  }
  return { lines: limited(levy, lines, before), gaps, unassessed, problems };
}

/** Most levies are a percent, which counts nothing. */
function totalsWhenAsked(
  levy: Levy,
  assessing: Assessing,
  before: ReadonlyMap<string, YearBefore>,
): () => FormTotals {
  let totals: FormTotals | null = null;
  return () => {
    totals ??= formTotals(levy, chargedBy(levy, assessing), before);
    return totals;
  };
}

function chargedBy(levy: Levy, assessing: Assessing): IsCharged {
  return (unit, window) =>
    assessing.charges.some(
      (facts) =>
        !isNegative(facts.amount) &&
        !facts.charge.discount &&
        windowsOf(facts.charge, unit)[0] === window &&
        !isZero(reachedShare(levy, facts, assessing)),
    );
}

function heldByPlace(levy: Levy, { charge }: ChargeFacts): Unassessed {
  const reason = "it turns on the county or city of the place, which is not determined";
  return { levy: levy.id, charge: wholeOf(charge), reason };
}
