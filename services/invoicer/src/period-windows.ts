import { eventsSold, isUsageOrdered } from "@tollwright/billing";
import { addDays, type CivilDate, civilDateIn, type Period } from "@tollwright/calendar";
import type { AccountHead, TrunkGroup } from "@tollwright/inventory";
import type { AccountWindow, BillRun, MeasuredTrunks } from "@tollwright/postgres";
import type { Company, PayerOf } from "./company.ts";
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
  readonly measured: readonly Pick<TrunkGroup, "names">[];
};

/** A site's period is its payer's, in the site's own zone. */
export function closedWindows(
  { run, company }: { readonly run: BillRun; readonly company: Company },
  payers: readonly PayerOf<AccountHead>[],
): readonly ClosedWindow[] {
  const readings = new Map<string, Reading>();
  return payers.flatMap(({ payer, sites }) => {
    const period = closedPeriod(payer, run);
    return sites.map((account) => {
      const { fromInstant: from, untilInstant: until } = scopeOf({ batches: "" }, [account], period);
      const alike = [period.from, period.until, ...account.plans.flatMap(assignment)].join(" ");
      const reading = readings.get(alike) ?? readingOf(company, { account, period });
      readings.set(alike, reading);
      const measured = account.trunkGroups.filter((group) => measuredProducts(company, group).length > 0);
      return { account: account.id, from, until, ...reading, measured };
    });
  });
}

type Reading = Pick<ClosedWindow, "isOrdered" | "readsCalls">;

/** Follows from the account's plans alone, and of thousands most have the same. */
function readingOf(
  { plans }: Company,
  { account, period }: { readonly account: AccountHead; readonly period: Period },
): Reading {
  const isOrdered = isUsageOrdered({ account, plans, period });
  return { isOrdered, readsCalls: isOrdered || eventsSold(account, plans).length > 0 };
}

function assignment({ plan, from, until }: AccountHead["plans"][number]): readonly (string | null)[] {
  return [plan, from, until];
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

/** The days whose sums are read for these periods: from two before the first to one after the last (books 2). Null where none are. */
export function daysToSum(
  windows: readonly ClosedWindow[],
): { readonly from: CivilDate; readonly until: CivilDate } | null {
  const reading = windows.filter(({ isOrdered, measured }) => !isOrdered || measured.length > 0);
  const [first, ...others] = reading;
  if (first === undefined) return null;
  let { from, until } = first;
  for (const other of others) {
    if (other.from < from) from = other.from;
    if (other.until > until) until = other.until;
  }
  return { from: addDays(civilDateIn(from, "UTC"), -2), until: addDays(civilDateIn(until, "UTC"), 2) };
}
