import type { CivilDate } from "@tollwright/calendar";
import type { LevyValue } from "@tollwright/tax";

/** One figure with its dates, as a file of figures or a history has it. `figure` null: not known. */
export type DatedFigure = {
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  readonly seenInForceOn: CivilDate | null;
  readonly figure: string | null;
  readonly confidence: NonNullable<LevyValue["confidence"]>;
  readonly note: string | null;
  readonly source: { readonly title: string; readonly href?: string };
};

export type MergeKind = "added" | "found" | "ended" | "moved" | "seen" | "unchanged" | "conflict";

export type Merged = {
  /** The history, oldest start first, with the entry of the old one that each is; null: it is new. */
  readonly history: readonly { readonly entry: DatedFigure; readonly was: number | null }[];
  readonly changes: readonly {
    readonly kind: MergeKind;
    readonly entry: DatedFigure;
    /** The figure that stood for that day before; null: none, or it was not known. */
    readonly before: string | null;
  }[];
};

/**
 * A history with new figures in it. It is added to, never rewritten: an open entry may be given an end, a gap its figure, an
 * entry a later day on which it was seen in force. Another figure from a day that has one is a conflict, and left out.
 *
 * @param endsMove A newer file of the same authority: an end that was still to come when it was made may be put off, brought
 *   forward, or taken away.
 * @example 0.07 from 1998, and new: 0.07 from 1998 until 2025-07-01, 0.0865 from then → ended, added.
 */
export function mergeFigures(
  history: readonly DatedFigure[],
  incoming: readonly DatedFigure[],
  endsMove = false,
): Merged {
  const entries = history.map((entry, was) => ({ entry, was: was as number | null }));
  const changes: Merged["changes"][number][] = [];
  for (const next of incoming) {
    const at = entries.findIndex(({ entry }) => sameStart(entry, next));
    const known = entries[at];
    if (known === undefined) {
      const before = entries.findLast(({ entry }) => startOf(entry) <= startOf(next))?.entry.figure ?? null;
      entries.push({ entry: next, was: null });
      entries.sort((left, right) => byStart(left.entry, right.entry));
      changes.push({ kind: "added", entry: next, before });
      continue;
    }
    const { kind, entry } = laidOn(known.entry, next, endsMove);
    changes.push({ kind, entry: kind === "conflict" ? next : entry, before: known.entry.figure });
    if (kind === "found") entries[at] = { entry, was: null };
    else if (kind !== "conflict") entries[at] = { entry, was: known.was };
  }
  return { history: entries, changes };
}

function laidOn(
  known: DatedFigure,
  next: DatedFigure,
  endsMove: boolean,
): { kind: MergeKind; entry: DatedFigure } {
  if (known.figure === null && next.figure !== null) return { kind: "found", entry: next };
  if (known.figure !== next.figure) return { kind: "conflict", entry: known };
  if (endsMove && isEndMoved(known, next)) {
    const { until, seenInForceOn } = next;
    return { kind: "moved", entry: { ...known, until, seenInForceOn } };
  }
  if (known.until !== null && next.until !== null && known.until !== next.until)
    return { kind: "conflict", entry: known };
  const until = known.until ?? next.until;
  const seen = laterOf(known.seenInForceOn, next.seenInForceOn);
  const entry = { ...known, until, seenInForceOn: seen };
  if (until !== known.until) return { kind: "ended", entry };
  return { kind: seen === known.seenInForceOn ? "unchanged" : "seen", entry };
}

/** @example 0.01 until 2026-12-31, seen in March; seen in June until 2032: the end was put off. */
function isEndMoved(known: DatedFigure, next: DatedFigure): boolean {
  const { until, seenInForceOn: made } = next;
  if (known.until === null || known.until === until || made === null) return false;
  const isNewer = known.seenInForceOn === null || known.seenInForceOn < made;
  return isNewer && made < known.until && (until === null || made < until);
}

/** Without a start, a figure that was seen again is the same entry; another figure is another one. */
function sameStart(known: DatedFigure, next: DatedFigure): boolean {
  if (known.from !== null || next.from !== null) return known.from === next.from;
  return known.figure === next.figure || known.seenInForceOn === next.seenInForceOn;
}

function laterOf(left: CivilDate | null, right: CivilDate | null): CivilDate | null {
  if (left === null || right === null) return left ?? right;
  return left > right ? left : right;
}

function startOf({ from, seenInForceOn, until }: DatedFigure): string {
  return from ?? (until === null ? (seenInForceOn ?? "") : "");
}

export function byStart(left: DatedFigure, right: DatedFigure): number {
  const [first, second] = [startOf(left), startOf(right)];
  return first < second ? -1 : first > second ? 1 : 0;
}
