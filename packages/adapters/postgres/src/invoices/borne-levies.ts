import type { TaxLine, TaxRecord } from "@tollwright/tax";
import { int8Column, jsonbColumn, numericColumn, textColumn } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Database, Transaction } from "../database.ts";
import { rows } from "../rows.ts";

export type BorneLevy = {
  readonly levy: string;
  readonly name: string;
  readonly jurisdiction: string;
  /** Sums over the charges of the run, decimal text. */
  readonly base: string;
  readonly amount: string;
};

/** Keeps the tax lines of some accounts that are computed for the books and not billed (books 19), in place of earlier ones. */
export async function replaceBorneLevies(
  transaction: Transaction,
  {
    run,
    accounts,
  }: {
    readonly run: bigint;
    readonly accounts: readonly { readonly account: string; readonly borne: readonly TaxLine[] }[];
  },
): Promise<void> {
  await rows(transaction, "delete from borne_levy where run = $1 and account = any ($2::text[])", [
    run,
    accounts.map(({ account }) => account),
  ]);
  type Line = { readonly account: string; readonly line: TaxLine };
  await copyRows<Line>(transaction, "borne_levy", {
    columns: [
      int8Column<Line>("run", () => run),
      textColumn<Line>("account", ({ account }) => account),
      textColumn<Line>("levy", ({ line }) => line.levy),
      textColumn<Line>("charge", ({ line }) => line.charge),
      textColumn<Line>("component", ({ line }) => line.record.charge.component ?? ""),
      textColumn<Line>("name", ({ line }) => line.name),
      textColumn<Line>("jurisdiction", ({ line }) => line.jurisdiction),
      numericColumn<Line>("base", ({ line }) => line.base),
      numericColumn<Line>("amount", ({ line }) => line.amount),
      jsonbColumn<Line>("record", ({ line }) => line.record),
    ],
    rows: accounts.flatMap(({ account, borne }) => borne.map((line) => ({ account, line }))),
  });
}

/** What the seller bears in a run, by levy and jurisdiction. */
export async function borneLevies(db: Database, run: bigint): Promise<readonly BorneLevy[]> {
  return rows<BorneLevy>(
    db,
    `select levy, name, jurisdiction, sum(base)::text as base, sum(amount)::text as amount
     from borne_levy where run = $1 group by levy, name, jurisdiction order by levy, jurisdiction`,
    [run],
  );
}

/** The records of everything that the seller bears with an account's invoice in a run. */
export async function runBorneRecords(
  db: Database,
  of: { readonly run: bigint; readonly account: string },
): Promise<readonly TaxRecord[]> {
  const found = await rows<{ record: TaxRecord }>(
    db,
    "select record from borne_levy where run = $1 and account = $2 order by levy, charge, component",
    [of.run, of.account],
  );
  return found.map(({ record }) => record);
}

/** The records of what the seller bears on one charge of an account's invoice in a run. */
export async function borneRecords(
  db: Database,
  of: { readonly run: bigint; readonly account: string; readonly charge: string },
): Promise<readonly TaxRecord[]> {
  const found = await rows<{ record: TaxRecord }>(
    db,
    "select record from borne_levy where run = $1 and account = $2 and charge = $3 order by levy, component",
    [of.run, of.account, of.charge],
  );
  return found.map(({ record }) => record);
}
