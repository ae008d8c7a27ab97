import type { CivilDate } from "@tollwright/calendar";
import type { GapSpan, Lookup } from "./dated-value.ts";
import { marksOf } from "./figure-marks.ts";
import { jurisdictionLabel } from "./jurisdiction.ts";
import type { GapDecision } from "./schema/decision.ts";
import type { LevyForm } from "./schema/form.ts";
import type { Levy, LevyValue } from "./schema/levy.ts";

/** A figure that bills, with the marks that its line carries, and the decision that it stands on, if any. */
export type Figure = {
  readonly form: LevyForm;
  readonly value: LevyValue | null;
  readonly decision: GapDecision | null;
  readonly marks: readonly string[];
};

/** Either a figure, or a gap with what was decided about it. */
export type Decided =
  | { readonly kind: "figure"; readonly figure: Figure; readonly closes: GapSpan | null }
  | { readonly kind: "open"; readonly gap: GapSpan; readonly decision: GapDecision | null };

/** A looked-up value with the people's decisions on it (books 19). A decision that expired before the bill date does not count. */
export function decide(
  lookup: Lookup,
  facts: {
    readonly levy: Levy;
    readonly day: CivilDate | null;
    readonly billDate: CivilDate | null;
    readonly decisions: readonly GapDecision[];
  },
): Decided {
  if (lookup.kind === "undated") return figure({ form: lookup.form, value: null, decision: null });
  if (lookup.kind === "value") {
    const { value } = lookup;
    return figure({ form: value.form, value, decision: null });
  }
  const gap = {
    levy: facts.levy.id,
    jurisdiction: jurisdictionLabel(facts.levy.jurisdiction),
    kind: lookup.gap.kind,
    day: facts.day,
  };
  const decision = decisionFor(gap, facts.decisions, facts.billDate);
  return decision === null
    ? { kind: "open", gap: lookup.gap, decision }
    : decided(lookup.gap, lookup.lastKnown, decision);
}

/**
 * The decision that serves a gap: for its levy and place, on the day that keys the levy (the bill date where only that
 * is known), and not expired at the bill date. A `confirm` serves figures of low confidence only; a family that coverage
 * does not know, calls that could not be counted, and places left open can only be billed without, or held.
 */
export function decisionFor(
  gap: {
    readonly levy: string;
    readonly jurisdiction: string;
    readonly kind: string;
    readonly day?: string | null;
  },
  decisions: readonly GapDecision[],
  billDate: string | null,
): GapDecision | null {
  const day = gap.day ?? billDate;
  const serves = (decision: GapDecision) =>
    decision.levy === gap.levy &&
    (!decision.jurisdiction || decision.jurisdiction === gap.jurisdiction) &&
    (!decision.from || (day !== null && decision.from <= day)) &&
    (!decision.until || (day !== null && day < decision.until)) &&
    (billDate === null || billDate <= decision.expires) &&
    (decision.decision !== "confirm" || gap.kind === "lowConfidence") &&
    (!hasNoFigure(gap.kind) || decision.decision === "billWithout" || decision.decision === "hold");
  return decisions.find(serves) ?? null;
}

/** Gaps in what is known to exist, or in what was counted: no single figure would fill them. */
function hasNoFigure(kind: string): boolean {
  return kind === "uncovered" || kind === "uncounted" || kind === "undetermined";
}

function figure(found: Omit<Figure, "marks">, closes: GapSpan | null = null): Decided {
  return { kind: "figure", figure: { ...found, marks: marksOf(found) }, closes };
}

function decided(gap: GapSpan, lastKnown: LevyValue | null, decision: GapDecision): Decided {
  const open = (counts: GapDecision | null): Decided => ({ kind: "open", gap, decision: counts });
  switch (decision.decision) {
    case "hold":
    case "billWithout":
      return open(decision);
    case "supply":
      return decision.form ? figure({ form: decision.form, value: null, decision }, gap) : open(null);
    case "confirm": {
      const form = gap.value?.form;
      return form ? figure({ form, value: gap.value, decision }, gap) : open(null);
    }
    case "useLastKnown": {
      const form = lastKnown?.form;
      return form ? figure({ form, value: lastKnown, decision }, gap) : open(null);
    }
  }
}
