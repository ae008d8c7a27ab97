import {
  type Call,
  joinParts,
  type PartRecord,
  type Reading,
  type SetAside,
  type Source,
} from "@tollwright/cdr";
import { asideOf, DUPLICATE, MERGED, otherPiece, WAITING } from "./piece-aside.ts";

type Joined = { readonly calls: readonly Call[]; readonly setAside: readonly SetAside[] };

export type JoinedReading = {
  /** All calls that are certain now, and what was set aside with them. */
  readonly add: (reading: Reading) => Joined;
  /** Pieces that wait still. */
  readonly end: () => readonly SetAside[];
};

/**
 * Joins pieces of calls while files are read, with nothing stored: memory is that of the calls that are not complete. A piece
 * that comes behind its complete call is told as waiting, where the books would merge it.
 *
 * @example an INVITE in one file, its BYE in the next: one call while the second is read, and the INVITE merged.
 */
export function joinInReading(source: Source): JoinedReading {
  const open = new Map<string, PartRecord[]>();
  const take = (callKey: string): Joined => {
    const parts = open.get(callKey) ?? [];
    const joined = joinParts({ source, parts, isOverdue: false });
    const calls = joined.call === null ? joined.furtherCalls : [joined.call, ...joined.furtherCalls];
    if (calls.length === 0) return { calls, setAside: [] };
    if (joined.waiting.length === 0) open.delete(callKey);
    else open.set(callKey, [...joined.waiting]);
    const setAside = [
      ...joined.merged.map((part) => asideOf(part, MERGED)),
      ...joined.repeated.map((part) => asideOf(part, DUPLICATE)),
      ...joined.conflicting.map((part) => asideOf(part, otherPiece(part.part))),
    ];
    return { calls, setAside };
  };
  /** A record that is a call by itself has opening pieces under its key. */
  const mergedInto = ({ callKey }: Call): readonly SetAside[] => {
    const parts = open.get(callKey) ?? [];
    open.delete(callKey);
    return parts.map((part) => asideOf(part, MERGED));
  };
  return {
    add({ calls, parts, setAside }) {
      for (const part of parts) open.set(part.callKey, [...(open.get(part.callKey) ?? []), part]);
      const merged = open.size === 0 ? [] : calls.flatMap(mergedInto);
      const joined = [...new Set(parts.map(({ callKey }) => callKey))].map(take);
      return {
        calls: [...calls, ...joined.flatMap((one) => one.calls)],
        setAside: [...setAside, ...merged, ...joined.flatMap((one) => one.setAside)],
      };
    },
    end: () => [...open.values()].flat().map((part) => asideOf(part, WAITING)),
  };
}
