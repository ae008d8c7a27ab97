import { type CanonicalValue, canonicalJson } from "@tollwright/canonical";
import {
  type LevySum,
  levySums,
  type PackedRecords,
  packedRecords,
  type TaxLine,
  type TaxRecord,
  unpackedRecords,
} from "@tollwright/tax";
import { int8Column, textColumn } from "../copy/copy-columns.ts";
import { copyRows } from "../copy/copy-rows.ts";
import type { Database, Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/**
 * Keeps the tax lines of some accounts that are computed for the books and not billed (books 19), in place of earlier ones.
 *
 * @param of.accounts With what `borneText` says of them; null where nothing is borne.
 */
export async function replaceBorneLevies(
  transaction: Transaction,
  {
    run,
    accounts,
  }: {
    readonly run: bigint;
    readonly accounts: readonly { readonly account: string; readonly borne: string | null }[];
  },
): Promise<void> {
  await rows(transaction, "delete from borne_tax where run = $1 and account = any ($2::text[])", [
    run,
    accounts.map(({ account }) => account),
  ]);
  type Borne = { readonly account: string; readonly borne: string };
  await copyRows<Borne>(transaction, "borne_tax", {
    columns: [
      int8Column<Borne>("run", () => run),
      textColumn<Borne>("account", ({ account }) => account),
      textColumn<Borne>("records", ({ borne }) => borne),
    ],
    rows: accounts.flatMap(({ account, borne }) => (borne === null ? [] : [{ account, borne }])),
  });
}

/** Tax lines that are not billed, as they are kept. */
export function borneText(borne: readonly TaxLine[]): string | null {
  if (borne.length === 0) return null;
  const packed: object = packedRecords(borne.map(({ record }) => record));
  return canonicalJson(packed as CanonicalValue);
}

/** As they were kept; what earlier programs kept is a list of whole records. */
export function borneFrom(text: string): readonly TaxRecord[] {
  const kept = JSON.parse(text) as PackedRecords | readonly TaxRecord[];
  return "lines" in kept ? unpackedRecords(kept) : kept;
}

/** Accounts of a fetch. */
const FETCHED_ACCOUNTS = 1000;

/** What the seller bears in a run, by levy and jurisdiction. */
export async function borneLevies(db: Database, run: bigint): Promise<readonly LevySum[]> {
  const sums = levySums();
  let after = "";
  for (;;) {
    const page = await rows<{ account: string; records: string }>(
      db,
      `select account, records from borne_tax where run = $1 and account > $2 order by account
       limit ${FETCHED_ACCOUNTS}`,
      [run, after],
    );
    for (const { records } of page) sums.add(borneFrom(records));
    const last = page.at(-1);
    if (last === undefined || page.length < FETCHED_ACCOUNTS) return sums.all();
    after = last.account;
  }
}

/** The records of everything that the seller bears with an account's invoice in a run. */
export async function runBorneRecords(
  db: Database,
  of: { readonly run: bigint; readonly account: string },
): Promise<readonly TaxRecord[]> {
  const found = await rows<{ records: string }>(
    db,
    "select records from borne_tax where run = $1 and account = $2",
    [of.run, of.account],
  );
  return found.flatMap(({ records }) => borneFrom(records));
}

/** The records of what the seller bears on one charge of an account's invoice in a run. */
export async function borneRecords(
  db: Database,
  { charge, ...of }: { readonly run: bigint; readonly account: string; readonly charge: string },
): Promise<readonly TaxRecord[]> {
  return (await runBorneRecords(db, of)).filter((record) => record.charge.id === charge);
}
