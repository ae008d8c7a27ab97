import { type CanonicalValue, canonicalJson } from "@tollwright/canonical";
import type { TaxLine, TaxRecord } from "@tollwright/tax";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";

export type BorneLevy = {
  readonly levy: string;
  readonly name: string;
  readonly jurisdiction: string;
  /** Sums over the charges of the run, decimal text. */
  readonly base: string;
  readonly amount: string;
};

/** Keeps the tax lines of an account that are computed for the books and not billed (books 19), in place of earlier ones. */
export async function saveBorneLevies(
  db: Database,
  {
    run,
    account,
    lines,
  }: { readonly run: bigint; readonly account: string; readonly lines: readonly TaxLine[] },
): Promise<void> {
  const column = (of: (line: TaxLine) => string): readonly string[] => lines.map(of);
  await inTransaction(db, async (transaction) => {
    await rows(transaction, "delete from borne_levy where run = $1 and account = $2", [run, account]);
    await rows(
      transaction,
      `insert into borne_levy (run, account, levy, charge, name, jurisdiction, base, amount, record)
       select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::numeric[], $9::jsonb[])`,
      [
        run,
        account,
        column(({ levy }) => levy),
        column(({ charge }) => charge),
        column(({ name }) => name),
        column(({ jurisdiction }) => jurisdiction),
        column(({ base }) => base),
        column(({ amount }) => amount),
        column(({ record }) => canonicalJson(record as CanonicalValue)),
      ],
    );
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

/** The records of what the seller bears on one charge of an account's invoice in a run. */
export async function borneRecords(
  db: Database,
  of: { readonly run: bigint; readonly account: string; readonly charge: string },
): Promise<readonly TaxRecord[]> {
  const found = await rows<{ record: TaxRecord }>(
    db,
    "select record from borne_levy where run = $1 and account = $2 and charge = $3 order by levy",
    [of.run, of.account, of.charge],
  );
  return found.map(({ record }) => record);
}
