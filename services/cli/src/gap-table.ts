import { decisionFor, type Gap, type GapDecision } from "@tollwright/tax";
import { table } from "./output.ts";

/** Each figure that we do not have, and how it was decided. */
export function gapTable(
  gaps: readonly Pick<Gap, "levy" | "jurisdiction" | "from" | "until" | "kind">[],
  { decisions, billDate }: { readonly decisions: readonly GapDecision[]; readonly billDate: string },
): string {
  if (gaps.length === 0) return "No figure is missing.";
  return table(
    ["levy", "where", "from", "until", "what is missing", "decided"],
    gaps.map((gap) => {
      const decision = decisionFor(gap, decisions, billDate);
      const decided =
        decision === null
          ? "undecided"
          : `${decision.decision}, by ${decision.by} until ${decision.expires}: ${decision.reason}`;
      return [gap.levy, gap.jurisdiction, gap.from ?? "…", gap.until ?? "…", gap.kind, decided];
    }),
  );
}
