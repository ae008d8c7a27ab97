import type { Gap, Levy } from "@tollwright/tax";
import type { InvoiceTax } from "./invoice.ts";
import { leviesById } from "./levies-by-id.ts";

/**
 * What the reader must see: figures that were assumed or are missing (books 19). Who decided it, and until when, stands with
 * the run's approval and in `gaps list`.
 */
export function taxNotices(input: {
  readonly printed: readonly InvoiceTax[];
  readonly gaps: readonly Gap[];
  readonly levies: readonly Levy[];
}): readonly string[] {
  const levies = leviesById(input.levies);
  const marks = input.printed.flatMap((tax) => tax.marks.map((mark) => `${tax.name}: ${mark}`));
  const gaps = input.gaps.flatMap((gap) => missing(gap, nameOf(gap.levy, levies.get(gap.levy))));
  return [...new Set([...marks, ...gaps])];
}

function nameOf(id: string, levy: Levy | undefined): string {
  return levy === undefined ? familyName(id) : (levy.name ?? id);
}

/** @example `family:franchise` is "levies of family franchise", `channels:main` "bursts of trunk group main". */
function familyName(levy: string): string {
  return levy
    .replace(/^family:/, "levies of family ")
    .replace(/^channels:/, "bursts of trunk group ")
    .replace(/^place:/, "levies of the location's ");
}

function missing(gap: Gap, name: string): readonly string[] {
  const subject = `${name} (${gap.jurisdiction}): ${KINDS[gap.kind]}`;
  const kind = gap.decision?.decision ?? "hold";
  // Where a figure was supplied, confirmed or carried on, the line itself carries that mark.
  return kind === "hold" || kind === "billWithout" ? [`${subject}; not in this amount`] : [];
}

const KINDS = {
  missing: "no figure for these dates",
  lowConfidence: "the figure is not confirmed",
  uncovered: "not known whether there are any",
  uncounted: "calls that name no trunk were not counted",
  undetermined: "its address leaves open where it lies",
} as const satisfies Record<Gap["kind"], string>;
