import { type Call, joinParts, type PartRecord, type SetAside, type Source } from "@tollwright/cdr";
import { asideOf, DUPLICATE, MERGED, otherPiece, WAITING } from "./piece-aside.ts";

/**
 * Pieces whose other half is in the same batch become calls at once; the others wait in the books, where settling finds
 * them. So does a call that is the sum of its pieces, for some of them may be there already.
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
    const joined = isWhole(ofCall, source) ? joinParts({ source, parts: ofCall, isOverdue: false }) : null;
    if (joined === null || joined.call === null) {
      setAside.push(...ofCall.map((part) => asideOf(part, WAITING)));
      continue;
    }
    calls.push(joined.call);
    setAside.push(
      ...joined.merged.map((part) => asideOf(part, MERGED)),
      ...joined.repeated.map((part) => asideOf(part, DUPLICATE)),
      ...joined.conflicting.map((part) => asideOf(part, otherPiece(part.part))),
    );
  }
  return { calls, setAside };
}

/** Where nothing joins before it is in the books. */
export function allWaiting(parts: readonly PartRecord[]): ReturnType<typeof joinedInBatch> {
  return { calls: [], setAside: parts.map((part) => asideOf(part, WAITING)) };
}

function isWhole(parts: readonly PartRecord[], { interim }: Source): boolean {
  const roles = new Set(parts.map(({ part }) => part.role));
  return (
    roles.has("start") &&
    roles.has("stop") &&
    !roles.has("event") &&
    (interim === "cumulative" || !roles.has("interim"))
  );
}
