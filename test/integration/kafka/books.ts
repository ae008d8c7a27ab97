import { audit, type Database } from "@tollwright/postgres";

/** What a month comes to: the same, whoever stored it and in which order. */
export type BooksSum = {
  readonly calls: unknown;
  readonly ratings: readonly unknown[];
  readonly setAside: readonly unknown[];
  readonly ledger: readonly unknown[];
};

/** Sums of the calls, of what they cost each account, of what was set aside, and of the ledger without what is on its way. */
export async function booksOf({ pool }: Database): Promise<BooksSum> {
  const all = async (statement: string): Promise<readonly unknown[]> => (await pool.query(statement)).rows;
  const [calls] = await all(
    "select count(*), count(distinct call_key) as keys, sum(billable_milliseconds) as milliseconds from call",
  );
  return {
    calls,
    ratings: await all(
      `select account, side, product, outcome, count(*), sum(billed_seconds) as seconds, sum(charge) as charge
       from rating group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    ),
    setAside: await all(
      "select source, bucket, reason, count(*) from set_aside where status <> 'recycled' group by 1, 2, 3 order by 1, 2, 3",
    ),
    ledger: await all(
      `select source, day, bucket, sum(records) as records, sum(milliseconds) as milliseconds from ledger
       group by 1, 2, 3 having sum(records) <> 0 order by 1, 2 nulls first, 3`,
    ),
  };
}

/** What keeps the books from closing, in words; empty when all is well. */
export async function faultsOf(db: Database): Promise<readonly string[]> {
  const { rows, differences } = await audit(db);
  return [
    ...rows
      .filter(({ balanced }) => !balanced)
      .map(({ source, file, day }) => `${source} ${file} ${day} does not balance`),
    ...rows
      .filter(({ buckets }) => buckets.inTransit.records !== 0)
      .map(
        ({ source, file, day, buckets }) =>
          `${source} ${file} ${day}: ${buckets.inTransit.records} in transit`,
      ),
    ...differences.map(({ check, expected, found }) => `${check}: ${expected}, found ${found}`),
  ];
}
