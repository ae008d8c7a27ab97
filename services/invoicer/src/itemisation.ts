import { createHash } from "node:crypto";
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
  readonly run: bigint;
  readonly sites: readonly Account[];
};

/** The rows of an invoice's spreadsheet in their fixed order: account, rating instant, callKey. */
export async function* itemisedCalls(
  database: Database,
  selection: ItemisedSelection,
): AsyncGenerator<ItemisedCall> {
  const zones = new Map(selection.sites.map((site) => [site.id, site.zone]));
  for await (const { call, rating } of itemisedRatings(database, selection)) {
    const row = itemisedCall({ call, rating, zone: zones.get(rating.account) ?? "UTC" });
    if (row !== null) yield row;
  }
}

/** Ties the CSV to the invoice before either is written: how many calls, and the hash of the file's bytes. */
export async function itemisationOf(
  database: Database,
  selection: ItemisedSelection,
): Promise<{ readonly calls: number; readonly csvSha256: string } | null> {
  const hash = createHash("sha256").update(itemisationHeader);
  let calls = 0;
  for await (const row of itemisedCalls(database, selection)) {
    hash.update(itemisationLine(row));
    calls += 1;
  }
  return calls === 0 ? null : { calls, csvSha256: hash.digest("hex") };
}
