import { becauseOf } from "./because.ts";
import type { Assessment, Gap } from "./tax-line.ts";

/** An assessment in sentences, one a step, for a person at a terminal. */
export function explainAssessment(assessment: Assessment): readonly string[] {
  return [
    ...assessment.taxLines.flatMap(({ levy, charge, record }) =>
      becauseOf(record).map((step) => `${levy} on charge ${charge}: ${step}.`),
    ),
    ...assessment.gaps.map((gap) => `Gap: ${whatIsMissing(gap)}; ${decisionText(gap)}.`),
    ...assessment.unassessed.map(
      ({ levy, charge, reason }) => `${levy} on charge ${charge}: none; ${reason}.`,
    ),
    `Billed in all: ${assessment.total}.`,
  ];
}

function whatIsMissing({ levy, jurisdiction, kind, from, until }: Gap): string {
  if (kind === "uncovered") return `it is not known what is due of ${levy} in ${jurisdiction}`;
  if (kind === "undetermined") return `${jurisdiction} may lie in several places (${levy})`;
  const enough = kind === "lowConfidence" ? " of enough confidence" : "";
  return `${levy} (${jurisdiction}) has no figure${enough} from ${from ?? "…"} until ${until ?? "…"}`;
}

function decisionText({ decision }: Gap): string {
  if (decision === null) return "nobody has decided it";
  return `${decision.decision}, decided by ${decision.by}: ${decision.reason}`;
}
