import { type CallAllocation, correctionKey, type RatedUsage } from "@tollwright/billing";
import type { Instant, Period } from "@tollwright/calendar";
import type { CanonicalValue } from "@tollwright/canonical";
import type { Account } from "@tollwright/inventory";
import { type ItemisedCall, itemisedCall } from "@tollwright/invoice";
import { type Database, itemisedRatings } from "@tollwright/postgres";
import type { PricePlan } from "@tollwright/rate-card";
import { allocatorOf } from "./usage-of-period.ts";

export type ItemisedSelection = {
  readonly accounts: readonly string[];
  readonly fromInstant: Instant;
  readonly untilInstant: Instant;
  /** Multirange text of the batches that count. */
  readonly batches: string;
  readonly sites: readonly Account[];
  readonly plans: readonly PricePlan[];
  readonly period: Period;
  /** What each account's pools carried into the period, as the close saw it. */
  readonly openings: ReadonlyMap<string, CanonicalValue>;
  /** Only the calls of these lines, which correct an earlier month; null for the invoice's own period. */
  readonly corrects: { readonly period: string; readonly keys: ReadonlySet<string> } | null;
};

/** The rows of an invoice's spreadsheet in their fixed order: period, account, rating instant, callKey. */
export async function* itemisedCalls(
  database: Database,
  selections: readonly ItemisedSelection[],
): AsyncGenerator<ItemisedCall> {
  for (const selection of selections) yield* callsOfPeriod(database, selection);
}

async function* callsOfPeriod(
  database: Database,
  selection: ItemisedSelection,
): AsyncGenerator<ItemisedCall> {
  const { corrects } = selection;
  const zones = new Map(selection.sites.map((site) => [site.id, site.zone]));
  const allocators = await allocatorsOf(database, selection);
  for await (const { call, rating } of itemisedRatings(database, selection)) {
    const trunks = { source: call.source, in: call.trunkIn, out: call.trunkOut };
    const allocation = allocators.get(rating.account)?.({ ...rating, trunks }) ?? null;
    const row = itemisedCall({ call, rating, zone: zones.get(rating.account) ?? "UTC", allocation });
    if (row === null) continue;
    if (corrects === null) {
      yield row;
      continue;
    }
    const chargeKey = correctionKey({ kind: "corrected", period: corrects.period, of: row.chargeKey });
    if (corrects.keys.has(chargeKey)) yield { ...row, chargeKey };
  }
}

/** Pools and tiers of each account that has any, as its close allocated them: the rows come in the same order. */
async function allocatorsOf(
  database: Database,
  selection: ItemisedSelection,
): Promise<ReadonlyMap<string, (rated: RatedUsage) => CallAllocation>> {
  const allocators = new Map<string, (rated: RatedUsage) => CallAllocation>();
  for (const account of selection.sites) {
    if (!selection.accounts.includes(account.id)) continue;
    const opening = selection.openings.get(account.id) ?? null;
    const allocator = await allocatorOf(database, { ...selection, accounts: [account.id], account, opening });
    if (allocator !== null) allocators.set(account.id, allocator);
  }
  return allocators;
}
