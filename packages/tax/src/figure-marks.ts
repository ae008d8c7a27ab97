import type { LevyForm } from "./schema/form.ts";
import type { LevyValue } from "./schema/levy.ts";

/** A figure, or what a record keeps of it. */
type Marked = {
  readonly form: LevyForm | null;
  readonly value: Omit<LevyValue, "form"> | null;
  readonly decision: { readonly decision: string; readonly by: string; readonly reason: string } | null;
};

/** What the reader must see of a figure that nobody published for these days, or that somebody assumed (books 19, 20). */
export function marksOf({ form, value, decision }: Marked): readonly string[] {
  if (decision === null) return assumptionMarks(value);
  const by = `decided by ${decision.by}: ${decision.reason}`;
  switch (decision.decision) {
    case "supply":
      return [`figure supplied, ${by}`];
    case "confirm":
      return [`figure of low confidence, confirmed, ${by}`];
    default:
      return [`${lastKnownText(value, form)}, ${by}`];
  }
}

/** @example `last known figure of 2025 (0.41)` */
function lastKnownText(value: Marked["value"], form: LevyForm | null): string {
  const since = value?.from ?? value?.seenInForceOn ?? value?.assumedFrom?.date ?? "an unknown year";
  const figure = form?.percent ?? form?.perUnit?.amount;
  return `last known figure of ${since.slice(0, YEAR_DIGITS)}${figure ? ` (${figure})` : ""}`;
}

const YEAR_DIGITS = 4;

function assumptionMarks(value: Marked["value"]): readonly string[] {
  const assumed = value?.assumedFrom;
  if (!assumed || value?.from) return [];
  return [`assumed in force from ${assumed.date} by ${assumed.by}: ${assumed.reason}`];
}
