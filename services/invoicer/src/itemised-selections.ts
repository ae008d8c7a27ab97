import type { Account } from "@tollwright/inventory";
import type { InvoiceCharge } from "@tollwright/invoice";
import type { InvoicePeriod } from "@tollwright/postgres";
import type { PricePlan } from "@tollwright/rate-card";
import type { ItemisedSelection } from "./itemisation.ts";
import { recordedDays } from "./period-name.ts";

/**
 * The calls behind an invoice's lines, a selection a period: its own calls first, then for each corrected month all calls of
 * the lines that it carries anew, so that they add up to them; what is taken back was itemised by the invoice that charged it.
 *
 * @param own Name of the invoice's period. @param charges Of the invoice.
 */
export function itemisedSelections(input: {
  readonly own: string;
  readonly periods: readonly InvoicePeriod[];
  readonly charges: readonly Pick<InvoiceCharge, "key" | "section" | "correction">[];
  readonly sites: readonly Account[];
  readonly plans: readonly PricePlan[];
}): readonly ItemisedSelection[] {
  const byPeriod = Map.groupBy(input.periods, ({ period }) => period);
  const earlier = [...byPeriod.keys()].filter((period) => period !== input.own).sort();
  return [input.own, ...earlier].flatMap((name) => {
    const periods = byPeriod.get(name) ?? [];
    const [first] = periods;
    const [site] = input.sites;
    const keys = correctedKeys(input.charges, name);
    if (first === undefined || site === undefined || (name !== input.own && keys.size === 0)) return [];
    return [
      {
        accounts: periods.map(({ account }) => account),
        fromInstant: first.from,
        untilInstant: first.until,
        batches: first.batches,
        sites: input.sites,
        plans: input.plans,
        period: recordedDays(first, site.zone),
        openings: new Map(periods.map(({ account, opening }) => [account, opening])),
        corrects: name === input.own ? null : { period: name, keys },
      },
    ];
  });
}

function correctedKeys(
  charges: readonly Pick<InvoiceCharge, "key" | "section" | "correction">[],
  period: string,
): ReadonlySet<string> {
  const usage = charges.filter(
    ({ section, correction }) =>
      section === "usage" && correction?.kind === "corrected" && correction.period === period,
  );
  return new Set(usage.map(({ key }) => key));
}
