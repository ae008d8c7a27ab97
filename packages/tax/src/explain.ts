import type { Assessment } from "./tax-line.ts";

/** An assessment in sentences, one a step, for a person at a terminal. */
export function explainAssessment(assessment: Assessment): readonly string[] {
  return [
    ...assessment.taxLines.map(
      (line) => `${line.levy} on charge ${line.charge}: ${line.amount}; ${line.because.join("; ")}`,
    ),
    ...assessment.gaps.map(
      (gap) =>
        `gap: ${gap.levy} (${gap.jurisdiction}) has no figure${gap.kind === "lowConfidence" ? " of enough confidence" : ""} from ${gap.from ?? "…"} until ${gap.until ?? "…"}; ${gap.decision ? `${gap.decision.decision}, decided by ${gap.decision.by}: ${gap.decision.reason}` : "nobody has decided it"}`,
    ),
    ...assessment.unassessed.map((entry) => `${entry.levy} on charge ${entry.charge}: none; ${entry.reason}`),
    `billed in all: ${assessment.total}`,
  ];
}
