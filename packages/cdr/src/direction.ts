import type { CallDirection } from "./call.ts";
import type { Source } from "./source.ts";

/**
 * Which way a call went, from the names of its trunks.
 *
 * A call that came in from the public network is `inbound` even if it was forwarded out again: it was called at our
 * number. `onNet` needs both ends known, and a source that names its carrier trunks: otherwise nothing is concluded.
 */
export function directionOf(
  trunks: { readonly trunkIn: string | null; readonly trunkOut: string | null },
  carrierTrunks: ReadonlySet<string>,
  onNet: Source["onNet"] = "trunks",
): CallDirection {
  const { trunkIn, trunkOut } = trunks;
  if (trunkIn !== null && carrierTrunks.has(trunkIn)) return "inbound";
  if (trunkOut !== null && carrierTrunks.has(trunkOut)) return "outbound";
  const bothAreOurs = trunkIn !== null && trunkOut !== null && carrierTrunks.size > 0;
  return onNet === "trunks" && bothAreOurs ? "onNet" : "unknown";
}
