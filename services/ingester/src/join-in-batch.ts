import { type Call, joinParts, type PartRecord, type SetAside, type Source } from "@tollwright/cdr";
import { asideOf, MERGED, WAITING } from "./piece-aside.ts";

/**
 * Pieces whose other half is in the same batch become calls at once; the others wait in the books, where settling finds
 * them. A call with interim records is left to settling too, for pieces of it may be there already.
 *
 * @example INVITE and BYE of one call, and the INVITE of another: one call, one piece merged, one pending.
 */
export function joinedInBatch(
  source: Source,
  parts: readonly PartRecord[],
): { readonly calls: readonly Call[]; readonly setAside: readonly SetAside[] } {
  const calls: Call[] = [];
  const setAside: SetAside[] = [];
  for (const ofCall of Map.groupBy(parts, ({ callKey }) => callKey).values()) {
    const joined = isPair(ofCall) ? joinParts({ source, parts: ofCall, isOverdue: false }) : null;
    if (joined === null || joined.call === null) {
      setAside.push(...ofCall.map((part) => asideOf(part, WAITING)));
      continue;
    }
    calls.push(joined.call);
    setAside.push(...joined.merged.map((part) => asideOf(part, MERGED)));
  }
  return { calls, setAside };
}

function isPair(parts: readonly PartRecord[]): boolean {
  const roles = parts.map(({ part }) => part.role);
  return parts.length === 2 && roles.includes("start") && roles.includes("stop");
}
