import type { CallDirection } from "./call.ts";

/**
 * Which way a call went, from the names of its trunks.
 *
 * A call that came in from the public network is `inbound` even if it was forwarded out again: it was called at our
 * number. `onNet` needs both ends known, and a source that names its carrier trunks: otherwise nothing is concluded.
 */
export function directionOf(
  trunks: { readonly trunkIn: string | null; readonly trunkOut: string | null },
  carrierTrunks: ReadonlySet<string>,
): CallDirection {
  const { trunkIn, trunkOut } = trunks;
  if (trunkIn !== null && carrierTrunks.has(trunkIn)) return "inbound";
  if (trunkOut !== null && carrierTrunks.has(trunkOut)) return "outbound";
  return trunkIn !== null && trunkOut !== null && carrierTrunks.size > 0 ? "onNet" : "unknown";
}
