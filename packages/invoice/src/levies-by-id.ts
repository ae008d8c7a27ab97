import type { Levy } from "@tollwright/tax";

const known = new WeakMap<readonly Levy[], ReadonlyMap<string, Levy>>();

/** Made once for a list: a run asks the same list of thousands for every invoice. */
export function leviesById(levies: readonly Levy[]): ReadonlyMap<string, Levy> {
  const found = known.get(levies) ?? new Map(levies.map((levy) => [levy.id, levy]));
  known.set(levies, found);
  return found;
}
