import { decisionFor, type Gap, type GapDecision } from "@tollwright/tax";
import { wrapped } from "./output.ts";

type GapShown = Pick<Gap, "levy" | "jurisdiction" | "from" | "until" | "kind">;

/** Each figure that we do not have, and how it was decided: a list, for reasons are sentences. */
export function gapTable(
  gaps: readonly GapShown[],
  { decisions, billDate }: { readonly decisions: readonly GapDecision[]; readonly billDate: string },
): string {
  if (gaps.length === 0) return "No tax figure is missing.";
  return gaps.map((gap) => gapText(gap, decisionFor(gap, decisions, billDate))).join("\n");
}

function gapText(gap: GapShown, decision: GapDecision | null): string {
  const head = `${gap.levy} · ${gap.jurisdiction} · ${daysText(gap)}: ${KINDS[gap.kind]}`;
  if (decision === null)
    return `${wrapped(head, "  ")}\n      undecided: approval is refused until a person decides`;
  const { by, expires, reason } = decision;
  return [
    wrapped(head, "  "),
    wrapped(`${DECISIONS[decision.decision]}, decided by ${by}, good until ${expires}`, "      "),
    wrapped(`because ${reason}`, "      "),
  ].join("\n");
}

function daysText({ from, until }: GapShown): string {
  if (from === null && until === null) return "all days";
  if (until === null) return `from ${from} on`;
  return from === null ? `before ${until}` : `from ${from} until ${until}`;
}

const KINDS = {
  missing: "no figure",
  lowConfidence: "a figure of low confidence",
  uncovered: "not known whether there is such a levy",
  uncounted: "calls that name no trunk were not counted",
  undetermined: "the address leaves open where the location lies",
} as const satisfies Record<Gap["kind"], string>;

const DECISIONS = {
  supply: "bill the figure given (supply)",
  billWithout: "bill without it (billWithout)",
  useLastKnown: "bill the last figure known, and mark the line (useLastKnown)",
  hold: "do not bill yet (hold)",
  confirm: "bill this figure, and mark the line (confirm)",
} as const satisfies Record<GapDecision["decision"], string>;
