import { STOPPED, type Stretch, type StretchResult } from "./read-stretch.ts";
import { addTally, emptyTally, type Tally } from "./tally.ts";

/** Sums of one file, whose stretches are read in any order. */
export type FileSums = {
  readonly path: string;
  readonly plan: readonly Stretch[];
  readonly tally: Tally;
  readonly take: (stretch: Stretch, result: StretchResult) => void;
  /** What is not in the tally: the file from there on, to be read in one piece; or why it cannot be read. */
  readonly left: () => { readonly stretch: Stretch } | { readonly unreadable: string } | null;
};

/**
 * Adds stretches up in their order, each as soon as those before it are there, so that only the few that are early are kept; as long
 * as each ends where a record ends.
 */
export function fileSums(plan: readonly Stretch[]): FileSums {
  const path = plan[0]?.path ?? "";
  const tally = emptyTally();
  const early = new Map<Stretch, StretchResult>();
  let next = 0;
  let left: ReturnType<FileSums["left"]> = null;
  const add = (stretch: Stretch, result: StretchResult): void => {
    if (result === STOPPED || ("tally" in result && !result.isWhole && !stretch.isLast))
      left = { stretch: toEnd(stretch, plan) };
    else if ("unreadable" in result) left = result;
    else addTally(tally, result.tally);
  };
  return {
    path,
    plan,
    tally,
    left: () => left,
    take(stretch, result) {
      early.set(stretch, result);
      for (let at = plan[next]; at !== undefined && left === null; at = plan[next]) {
        const found = early.get(at);
        if (found === undefined) return;
        early.delete(at);
        next += 1;
        add(at, found);
      }
      if (left !== null) early.clear();
    },
  };
}

function toEnd({ path, range }: Stretch, plan: readonly Stretch[]): Stretch {
  const until = plan.at(-1)?.range?.until ?? 0;
  return { path, range: range === null ? null : { from: range.from, until }, isLast: true };
}
