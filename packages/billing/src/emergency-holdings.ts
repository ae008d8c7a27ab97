import type { CivilDate, OpenPeriod } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { PlanSpan } from "./billing.ts";
import { type Holding, held } from "./holding.ts";

/**
 * E911 records, each for itself or, where the product is by location, one thing a location on the days on which it has any
 * record at all.
 *
 * @example three records of one location, the last given up on 11 April: by location one thing until 11 April.
 */
export function emergencyHoldings(account: Account, planSpans: readonly PlanSpan[]): readonly Holding[] {
  const byLocation = new Set(
    planSpans.flatMap(({ plan }) =>
      plan.products.flatMap((product) =>
        product.kind === "recurring" && product.unit === "e911Location" ? [product.id] : [],
      ),
    ),
  );
  const records = account.e911Records;
  const single = records.filter(({ product }) => !byLocation.has(product));
  const shared = Map.groupBy(
    records.filter(({ product }) => byLocation.has(product)),
    ({ location, product }) => `${location} ${product}`,
  );
  return [
    ...single.flatMap((entry) => held(entry, { unit: "e911Record", about: entry.number, count: 1 })),
    ...[...shared.values()].flatMap((group) =>
      group
        .slice(0, 1)
        .flatMap((first) =>
          unions(group).flatMap((dates) =>
            held({ ...first, ...dates }, { unit: "e911Location", about: first.location, count: 1 }),
          ),
        ),
    ),
  ];
}

/** Days that any of them covers, as spans that neither overlap nor touch. */
function unions(entries: readonly OpenPeriod[]): readonly OpenPeriod[] {
  const result: { from: CivilDate; until: CivilDate | null }[] = [];
  for (const { from, until } of [...entries].sort((left, right) => (left.from < right.from ? -1 : 1))) {
    const before = result.at(-1);
    if (before === undefined || (before.until !== null && before.until < from)) result.push({ from, until });
    else if (before.until !== null && (until === null || until > before.until)) before.until = until;
  }
  return result;
}
