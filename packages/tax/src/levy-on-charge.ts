import type { CivilDate } from "@tollwright/calendar";
import { compare, type Exact, isZero, one } from "@tollwright/money";
import type { Problem } from "@tollwright/problem";
import type { Assessing, Finding } from "./assessing.ts";
import { type GapSpan, keyDate } from "./dated-value.ts";
import type { Decided, Figure } from "./decision.ts";
import type { ChargeFacts, Included, Measured } from "./draft-line.ts";
import { exemptionOf } from "./exemption.ts";
import { excepted, measure, portionShare } from "./measure.ts";
import type { Passing } from "./pass-through.ts";
import { exception } from "./reach.ts";
import type { GapDecision } from "./schema/decision.ts";
import type { Levy } from "./schema/levy.ts";
import { problem } from "./schema-problems.ts";
import type { ThresholdTotals } from "./thresholds.ts";
import { wholeOf } from "./whole-charge.ts";
import { yearlyRules } from "./year.ts";

/** A charge whose levy has no figure, or has one by a decision only. */
export type FoundGap = {
  readonly levy: Levy;
  readonly charge: string;
  readonly gap: GapSpan;
  readonly decision: GapDecision | null;
};

/** A levy that reaches a charge and bills nothing there, and is no gap either. */
export type Unassessed = { readonly levy: string; readonly charge: string; readonly reason: string };

export type Outcome =
  | { readonly kind: "line"; readonly line: Measured; readonly gap: FoundGap | null }
  | { readonly kind: "gap"; readonly gap: FoundGap }
  | { readonly kind: "unassessed"; readonly unassessed: Unassessed }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] };

/** What all charges of a pass share. */
export type PassTools = {
  readonly levy: Levy;
  readonly assessing: Assessing;
  readonly passing: Passing;
  readonly includedOn: (facts: ChargeFacts) => readonly Included[];
  readonly totals: ThresholdTotals;
  readonly finding: Finding;
};

/** One levy on one charge that it reaches. @param placeShare The part of the charge inside the levy's place. */
export function onCharge(facts: ChargeFacts, placeShare: Exact, tools: PassTools): Outcome {
  const { levy, assessing, passing } = tools;
  const { request } = assessing;
  const day = keyDate(levy, facts.dates);
  const { charge } = facts;
  const { isBilled } = passing;
  const exemption = exemptionOf({ levy, charge, buyer: request.buyer, day, isBilled });
  const known = { levy, facts, day, passing, placeShare, exemption };
  const exceptedBy = exception(levy, facts.charge, request);
  if (exceptedBy !== null) {
    const line = excepted(known, exceptedBy);
    return { kind: "line", line, gap: null };
  }
  if ((levy.values || yearlyRules(levy).length > 0) && day === null)
    return { kind: "problems", problems: [noDate(levy, facts)] };
  const decided = tools.finding.figure(facts);
  const isExempt = compare(known.exemption.share, one) === 0;
  if (decided.kind === "open" && !isExempt) {
    return withoutFigure(known, decided, assessing);
  }
  const figure = decided.kind === "figure" ? decided.figure : null;
  const included = figure?.form.perUnit ? [] : tools.includedOn(facts);
  const measured = measure(known, { figure, included }, assessing, tools.totals);
  if (!measured.ok) return { kind: "problems", problems: measured.problems };
  return { kind: "line", line: measured.value, gap: closedGap(levy, facts, decided, figure) };
}

function closedGap(levy: Levy, facts: ChargeFacts, decided: Decided, figure: Figure | null): FoundGap | null {
  if (decided.kind !== "figure" || decided.closes === null) return null;
  return { levy, charge: wholeOf(facts.charge), gap: decided.closes, decision: figure?.decision ?? null };
}

type Open = Extract<Decided, { kind: "open" }>;

/** A gap only where the figure would have mattered; what the seller absorbs anyway is never one (books 19). */
function withoutFigure(
  known: Pick<Measured, "levy" | "facts" | "passing" | "day">,
  open: Open,
  assessing: Assessing,
): Outcome {
  const { levy, facts, passing } = known;
  const touched = touches(levy, facts, assessing);
  if (!touched.ok) return { kind: "problems", problems: touched.problems };
  if (!touched.value) {
    return unassessedOutcome(known, "no part of the charge is in the portion that the levy reaches");
  }
  if (!passing.isBilled) {
    return unassessedOutcome(known, `no figure is known for ${shownDay(known.day)}; ${passing.because}`);
  }
  return {
    kind: "gap",
    gap: { levy, charge: wholeOf(facts.charge), gap: open.gap, decision: open.decision },
  };
}

function unassessedOutcome(known: Pick<Measured, "levy" | "facts">, reason: string): Outcome {
  return {
    kind: "unassessed",
    unassessed: { levy: known.levy.id, charge: wholeOf(known.facts.charge), reason },
  };
}

function touches(levy: Levy, facts: ChargeFacts, assessing: Assessing) {
  const isCounted = (levy.values ?? []).some((value) => value.form?.perUnit);
  const hasIncluded = (assessing.graph.includedBy.get(levy.id) ?? []).length > 0;
  if (isCounted || hasIncluded) return { ok: true, value: true } as const;
  const portion = portionShare(levy, facts, assessing);
  return portion.ok ? ({ ok: true, value: !isZero(portion.value.share) } as const) : portion;
}

function noDate(levy: Levy, facts: ChargeFacts): Problem {
  return problem(
    "DATE_MISSING",
    `charges[${facts.index}]`,
    `levy ${levy.id} goes by ${levy.datedBy ?? "billDate"}, and charge ${facts.charge.id} has none`,
  );
}

function shownDay(day: CivilDate | null): string {
  return day ?? "the day";
}
