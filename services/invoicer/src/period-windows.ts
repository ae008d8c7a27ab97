import { eventsSold, orderedUsage } from "@tollwright/billing";
import type { Account, TrunkGroup } from "@tollwright/inventory";
import type { AccountWindow, BillRun, MeasuredTrunks } from "@tollwright/postgres";
import type { Company, Payer } from "./company.ts";
import { measuredProducts } from "./measured-products.ts";
import { closedPeriod } from "./period-name.ts";
import { scopeOf } from "./scope-of.ts";

/** The period that each account closes with a run, by instants of its own zone. */
export type ClosedWindow = AccountWindow & {
  readonly account: string;
  /** Pools or tiers: its calls are read one by one, and not summed. */
  readonly isOrdered: boolean;
  /** For these, or for events that a plan sells, calls are asked for by account. */
  readonly readsCalls: boolean;
  /** Trunk groups whose channels a plan measures. */
  readonly measured: readonly TrunkGroup[];
};

/** A site's period is its payer's, in the site's own zone. */
export function closedWindows(
  { run, company }: { readonly run: BillRun; readonly company: Company },
  payers: readonly Payer[],
): readonly ClosedWindow[] {
  return payers.flatMap(({ payer, sites }) => {
    const period = closedPeriod(payer, run);
    return sites.map((account: Account) => {
      const { fromInstant: from, untilInstant: until } = scopeOf({ batches: "" }, [account], period);
      const isOrdered = orderedUsage({ account, plans: company.plans, period }) !== null;
      return {
        account: account.id,
        from,
        until,
        isOrdered,
        readsCalls: isOrdered || eventsSold(account, company.plans).length > 0,
        measured: account.trunkGroups.filter((group) => measuredProducts(company, group).length > 0),
      };
    });
  });
}

/** The trunks whose calls are counted, and the sources that feed them; each once. */
export function measuredTrunks(windows: readonly ClosedWindow[]): MeasuredTrunks {
  const all = windows.flatMap(({ measured, from, until }) =>
    measured.flatMap((group) => group.names.map(({ source, name }) => ({ source, name, from, until }))),
  );
  const names = new Map(all.map((one) => [JSON.stringify(Object.values(one)), one]));
  const sources = new Map(
    all.map(({ source, from, until }) => [`${source} ${from} ${until}`, { source, from, until }]),
  );
  return { names: [...names.values()], sources: [...sources.values()] };
}
