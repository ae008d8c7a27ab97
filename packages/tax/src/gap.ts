import { jurisdictionLabel } from "./jurisdiction.ts";
import type { FoundGap } from "./levy-on-charge.ts";
import type { GapDecision } from "./schema/decision.ts";
import type { Gap, GapDecisionShown } from "./tax-line.ts";

/** One gap per levy, days and decision, whatever the number of charges (books 19). */
export function gapsOf(found: readonly FoundGap[]): readonly Gap[] {
  const gaps = new Map<string, { readonly gap: Omit<Gap, "charges">; readonly charges: string[] }>();
  for (const { levy, charge, gap, decision } of found) {
    const key = JSON.stringify([levy.id, gap.kind, gap.from, gap.until, decision]);
    const entry = gaps.get(key) ?? {
      gap: {
        levy: levy.id,
        jurisdiction: jurisdictionLabel(levy.jurisdiction),
        from: gap.from,
        until: gap.until,
        kind: gap.kind,
        decision: decision ? shownDecision(decision) : null,
      },
      charges: [],
    };
    entry.charges.push(charge);
    gaps.set(key, entry);
  }
  return [...gaps.values()].map(({ gap, charges }) => ({ ...gap, charges }));
}

export function shownDecision(decision: GapDecision): GapDecisionShown {
  return {
    decision: decision.decision,
    by: decision.by,
    reason: decision.reason,
    expires: decision.expires,
    form: decision.form ?? null,
  };
}

/** Gaps that keep an invoice from approval: nobody decided, or somebody decided to hold. */
export function openGaps(gaps: readonly Gap[]): readonly Gap[] {
  return gaps.filter((gap) => gap.decision === null || gap.decision.decision === "hold");
}
