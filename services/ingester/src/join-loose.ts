import { type Instant, instant } from "@tollwright/calendar";
import type { Call, OpenPiece, PartRecord, SetAside, Source } from "@tollwright/cdr";
import { asideOf, WAITING } from "./piece-aside.ts";
import { settleGroup } from "./settle-group.ts";

/** No piece is so old that its time would be over: what lacks its other half waits. */
const LONG_AGO: Instant = instant(0);

/**
 * What the pieces of these files make among themselves, without the books: the rules of settling, but nothing is estimated.
 *
 * @param whole Calls with the keys of pieces that came in one record, by key: their pieces are merged.
 * @example INVITE and BYE of one call, and the INVITE of another: one call, one piece merged, one pending.
 */
export function joinLoose(request: {
  readonly source: Source;
  readonly parts: readonly PartRecord[];
  readonly whole: ReadonlyMap<string, Call>;
}): { readonly calls: readonly Call[]; readonly setAside: readonly SetAside[] } {
  const calls: Call[] = [];
  const setAside: SetAside[] = [];
  for (const [callKey, parts] of Map.groupBy(request.parts, (part) => part.callKey)) {
    const open = parts.map(waiting);
    const group = { callKey, open, merged: [], kept: [], call: request.whole.get(callKey) ?? null };
    const { settlement } = settleGroup(group, request.source, LONG_AGO);
    const taken = new Set<unknown>(settlement?.takes);
    setAside.push(...open.filter((piece) => !taken.has(piece)).map(({ id: _, ...aside }) => aside));
    for (const became of settlement?.becomes ?? []) {
      if (became.kind === "setAside") setAside.push(became.setAside);
      else calls.push(became.call);
    }
  }
  return { calls, setAside };
}

type Waiting = OpenPiece & SetAside;

/** As the books would hold it. */
function waiting(part: PartRecord): Waiting {
  return { ...asideOf(part, WAITING), id: 0n, callKey: part.callKey, part: part.part };
}
