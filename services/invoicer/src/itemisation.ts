import { createHash } from "node:crypto";
import { correctionKey } from "@tollwright/billing";
import type { Instant } from "@tollwright/calendar";
import { itemisationHeader, itemisationLine } from "@tollwright/documents";
import type { Account } from "@tollwright/inventory";
import { type ItemisedCall, itemisedCall } from "@tollwright/invoice";
import { type Database, itemisedRatings } from "@tollwright/postgres";

export type ItemisedSelection = {
  readonly accounts: readonly string[];
  readonly fromInstant: Instant;
  readonly untilInstant: Instant;
  /** Multirange text of the batches that count. */
  readonly batches: string;
  readonly sites: readonly Account[];
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
  for await (const { call, rating } of itemisedRatings(database, selection)) {
    const row = itemisedCall({ call, rating, zone: zones.get(rating.account) ?? "UTC" });
    if (row === null) continue;
    if (corrects === null) {
      yield row;
      continue;
    }
    const chargeKey = correctionKey({ kind: "corrected", period: corrects.period, of: row.chargeKey });
    if (corrects.keys.has(chargeKey)) yield { ...row, chargeKey };
  }
}

/** Ties the CSV to the invoice before either is written: how many calls, and the hash of the file's bytes. */
export async function itemisationOf(
  database: Database,
  selections: readonly ItemisedSelection[],
): Promise<{ readonly calls: number; readonly csvSha256: string } | null> {
  const hash = createHash("sha256").update(itemisationHeader);
  let calls = 0;
  for await (const row of itemisedCalls(database, selections)) {
    hash.update(itemisationLine(row));
    calls += 1;
  }
  return calls === 0 ? null : { calls, csvSha256: hash.digest("hex") };
}
