import { addDays, type CivilDate } from "@tollwright/calendar";

type DatedRate = {
  readonly code: string;
  readonly line: number;
  readonly from: CivilDate;
  /** Null: open. */
  readonly lastDay: CivilDate | null;
};

/** `overlapping`: each rate that overlaps, with the one before it. */
type Ordered<Rate> = { readonly ordered: readonly Rate[]; readonly overlapping: ReadonlyMap<Rate, Rate> };

/**
 * The rates without those that overlap the one before them: nobody could say which
 * counts. No overlap is a rate left open when the next began (of open figures the latest start counts), nor one whose last day is
 * the next one's first (files are published so): it ends the day before.
 */
export function inOrder<Rate extends DatedRate>(rates: readonly Rate[]): Ordered<Rate> {
  const ordered: Rate[] = [];
  const overlapping = new Map<Rate, Rate>();
  for (const ofOne of Map.groupBy(rates, ({ code }) => code).values()) {
    const kept: Rate[] = [];
    for (const rate of ofOne.toSorted((left, right) => (left.from < right.from ? -1 : 1))) {
      const before = kept.at(-1);
      if (before && isOverlap(before, rate)) overlapping.set(rate, before);
      else {
        if (before?.lastDay === rate.from) kept.splice(-1, 1, { ...before, lastDay: addDays(rate.from, -1) });
        kept.push(rate);
      }
    }
    ordered.push(...kept);
  }
  return { ordered: ordered.toSorted((left, right) => left.line - right.line), overlapping };
}

function isOverlap(before: DatedRate, rate: DatedRate): boolean {
  return before.from === rate.from || (before.lastDay !== null && before.lastDay > rate.from);
}
