import type { Levy, LevyValue } from "./schema/levy.ts";
import type { LevyOverlay } from "./schema/levy-overlay.ts";

/**
 * The levies with an operator's overlays on them; each that was touched says by whom and why (`overlaidBy`).
 *
 * @example Shipped values from 2020 and 2025, an overlay with values from 2025 and 2027: 2020 is shipped, 2025 and 2027
 *   are the operator's.
 */
export function withOverlays(levies: readonly Levy[], overlays: readonly LevyOverlay[]): readonly Levy[] {
  if (overlays.length === 0) return levies;
  const byLevy = Map.groupBy(overlays, ({ id }) => id);
  return levies.map((levy) => (byLevy.get(levy.id) ?? []).reduce(overlaid, levy));
}

function overlaid(levy: Levy, { by, reason, form, values, kind, ...fields }: LevyOverlay): Levy {
  const base: Levy = { ...levy, ...given(fields), kind: kind ?? levy.kind, overlaidBy: `${by}: ${reason}` };
  if (form) return { ...base, form, values: null };
  if (!values) return base;
  return { ...base, form: null, values: laidOver(levy.values ?? [], values) };
}

function laidOver(shipped: readonly LevyValue[], own: readonly LevyValue[]): LevyValue[] {
  const starts = new Set(own.map(startOf));
  return [...shipped.filter((value) => !starts.has(startOf(value))), ...own];
}

function startOf({ from, seenInForceOn }: LevyValue): string {
  return from ?? seenInForceOn ?? "";
}

function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as T;
}
