import { type Instant, instant } from "@tollwright/calendar";
import type { PieceGroup, Source } from "@tollwright/cdr";
import { type GroupDecision, MILLISECONDS_PER_HOUR, settleGroup } from "./settle-group.ts";

/** Records by what became of them. */
export type SettleReport = {
  /** Calls that pieces made, estimates included. */
  readonly calls: number;
  readonly estimated: number;
  /** Estimates whose closing record came. */
  readonly completed: number;
  readonly merged: number;
  readonly duplicate: number;
  readonly conflict: number;
  readonly suspended: number;
  /** Pieces that were looked at and go on waiting. */
  readonly waiting: number;
};

export const NOTHING_SETTLED: SettleReport = {
  calls: 0,
  estimated: 0,
  completed: 0,
  merged: 0,
  duplicate: 0,
  conflict: 0,
  suspended: 0,
  waiting: 0,
};

type Counts = Readonly<Partial<Record<string, number>>>;

/** What settling asks of the books. */
export type SettleStore = {
  /** One transaction's worth of the pieces that are due, each group as `decide` says. */
  readonly settleDue: (request: {
    readonly source: string;
    readonly overdueSince: Instant;
    readonly decide: (groups: readonly PieceGroup[]) => readonly GroupDecision[];
    readonly at: Instant;
  }) => Promise<
    | {
        readonly kind: "stored";
        readonly counts: Counts;
        readonly waiting: number;
        readonly isMore: boolean;
      }
    | { readonly kind: "staleVersions" }
  >;
};

/**
 * Joins the pieces of a source's calls that came since the last time, and makes estimates of those whose time is over
 * (books 3, 5). Stopped at any moment, it goes on where the books say.
 *
 * @returns What was done, and whether versions changed meanwhile: the caller then begins again with the source as it is now.
 */
export async function settle({
  source,
  store,
  clock,
}: {
  readonly source: Source;
  readonly store: SettleStore;
  readonly clock: () => Instant;
}): Promise<{ readonly report: SettleReport; readonly isStale: boolean }> {
  let report = NOTHING_SETTLED;
  for (;;) {
    const at = clock();
    let decided: readonly GroupDecision[] = [];
    const stored = await store.settleDue({
      source: source.id,
      overdueSince: overdueSince(source, at),
      at,
      decide(groups) {
        decided = groups.map((group) => settleGroup(group, source, at));
        return decided;
      },
    });
    if (stored.kind === "staleVersions") return { report, isStale: true };
    report = added(report, reportOf(stored, decided));
    if (!stored.isMore) return { report, isStale: false };
  }
}

/** A call whose last piece is as old as this is billed by what is known. */
export function overdueSince({ estimateAfterHours }: Source, at: Instant): Instant {
  return instant(at - estimateAfterHours * MILLISECONDS_PER_HOUR);
}

function reportOf(
  { counts, waiting }: { readonly counts: Counts; readonly waiting: number },
  decided: readonly GroupDecision[],
): SettleReport {
  const became = decided.flatMap(({ settlement }) => settlement?.becomes ?? []);
  const of = (bucket: string): number => counts[bucket] ?? 0;
  const completed = became.filter(({ kind }) => kind === "completion").length;
  return {
    calls: of("accepted") - completed,
    estimated: became.filter((one) => one.kind === "call" && one.call.estimated).length,
    completed,
    merged: of("merged"),
    duplicate: of("duplicate"),
    conflict: of("conflict"),
    suspended: of("suspended"),
    waiting,
  };
}

export function added(left: SettleReport, right: SettleReport): SettleReport {
  const sums = Object.entries(left).map(([name, count]) => [name, count + right[name as keyof SettleReport]]);
  return Object.fromEntries(sums) as SettleReport;
}
