import { addMonths, type CivilDate, type Period } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";

/** Units of an earlier period, or an opening balance: usable in every period that begins before `until`. */
export type Lot = { readonly units: number; readonly until: CivilDate };

/** What a pool holds while the calls of a period draw on it, in whole seconds or calls. */
export type PoolLots = {
  /** Of the period itself. */
  current: number;
  /** The first to expire first. */
  readonly carried: { units: number; readonly until: CivilDate }[];
};

export function poolLots(opening: readonly Lot[]): PoolLots {
  const carried = opening.filter(({ units }) => units > 0).map((lot) => ({ ...lot }));
  return { current: 0, carried: carried.sort((left, right) => byCodeUnit(left.until, right.until)) };
}

/**
 * Takes up to `wanted` units out of the lots; never more than there are.
 *
 * @returns Units taken, and how many of them were carried over.
 * @example 100 current and 30 carried over, those first: 50 takes the 30 and 20 of the current.
 */
export function draw(
  lots: PoolLots,
  wanted: number,
  first: "carriedOver" | "current",
): { readonly taken: number; readonly carried: number } {
  const beforeCarried = first === "current" ? takeCurrent(lots, wanted) : 0;
  const carried = takeCarried(lots, wanted - beforeCarried);
  const afterCarried = first === "current" ? 0 : takeCurrent(lots, wanted - carried);
  return { taken: beforeCarried + carried + afterCarried, carried };
}

function takeCurrent(lots: PoolLots, wanted: number): number {
  const taken = Math.min(lots.current, wanted);
  lots.current -= taken;
  return taken;
}

function takeCarried({ carried }: PoolLots, wanted: number): number {
  let taken = 0;
  for (const lot of carried) {
    if (taken === wanted) break;
    const part = Math.min(lot.units, wanted - taken);
    lot.units -= part;
    taken += part;
  }
  return taken;
}

/** The period's own units, unused, become a lot usable in so many periods after it; without rollover they end. */
export function keepCurrent(lots: PoolLots, period: Period, months: number | null): void {
  if (months !== null && lots.current > 0)
    lots.carried.push({ units: lots.current, until: addMonths(period.until, months) });
  lots.current = 0;
}

/** What the next period opens with: lots that are usable then, at most `maximum` units, the first to expire cut first. */
export function carriedOn(lots: PoolLots, period: Period, maximum: number | null): readonly Lot[] {
  const usable = lots.carried.filter(({ units, until }) => units > 0 && until > period.until);
  let over = maximum === null ? 0 : Math.max(0, total(usable) - maximum);
  return usable.flatMap(({ units, until }) => {
    const cut = Math.min(units, over);
    over -= cut;
    return units === cut ? [] : [{ units: units - cut, until }];
  });
}

function total(lots: readonly Lot[]): number {
  return lots.reduce((sum, { units }) => sum + units, 0);
}
