import type { VersionKind } from "@tollwright/rate-card";

/** Without one of each no call can be rated: who wrote it, whose it is, and at what price. */
const NEEDED: readonly VersionKind[] = ["source", "numbering", "account", "plan", "legalEntity"];

/** Kinds that are needed, and of which nothing is in force. */
export function kindsMissing(inForce: ReadonlyMap<VersionKind, number>): readonly VersionKind[] {
  return NEEDED.filter((kind) => (inForce.get(kind) ?? 0) === 0);
}
