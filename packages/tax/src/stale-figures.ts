import { addMonths, type CivilDate, civilDate } from "@tollwright/calendar";
import { jurisdictionLabel } from "./jurisdiction.ts";
import type { Coverage } from "./schema/coverage.ts";
import type { Levy, LevyValue } from "./schema/levy.ts";

export type StaleFigure = {
  readonly levy: string;
  readonly jurisdiction: string;
  /** The latest day on which a source showed the figure in force. */
  readonly seenInForceOn: CivilDate;
};

/**
 * Figures that bill on a day, and were last seen in force longer ago than the stated number of months (books 20). They bill
 * on; somebody should look them up again.
 *
 * @example seen on 2022-07-24, 24 months: stale from 2024-07-24 on.
 */
export function staleFigures(facts: {
  readonly levies: readonly Levy[];
  readonly coverage: readonly Coverage[];
  readonly billDate: CivilDate;
}): readonly StaleFigure[] {
  const { levies, coverage, billDate } = facts;
  const months = coverage
    .map(({ staleAfterMonths }) => staleAfterMonths ?? null)
    .find((given) => given !== null);
  if (months === undefined || months === null) return [];
  return levies.flatMap((levy) => {
    const seen = inForceOn(levy.values ?? [], billDate)?.seenInForceOn ?? null;
    if (seen === null || addMonths(civilDate(seen), months) > billDate) return [];
    return [
      { levy: levy.id, jurisdiction: jurisdictionLabel(levy.jurisdiction), seenInForceOn: civilDate(seen) },
    ];
  });
}

/** Of values that overlap the latest start wins; one with neither start is in force on no day. */
export function inForceOn(values: readonly LevyValue[], day: CivilDate): LevyValue | undefined {
  const startOf = (value: LevyValue): string | null => value.from ?? value.seenInForceOn ?? null;
  return values
    .filter((value) => {
      const start = startOf(value);
      return start !== null && start <= day && (!value.until || day < value.until);
    })
    .sort((left, right) => ((startOf(left) ?? "") < (startOf(right) ?? "") ? 1 : -1))[0];
}
