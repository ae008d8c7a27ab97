import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/** Calls on issued invoices of an account and month that were rated otherwise since: the next close takes them back (books 12). */
export type DifferenceOwed = {
  readonly account: string;
  readonly period: string;
  readonly calls: number;
  /** What was invoiced of them, at list price. */
  readonly charge: string;
};

/** With psql: `select * from difference_owed`. */
export async function differencesOwed(db: Database): Promise<readonly DifferenceOwed[]> {
  const found = await rows<{ account: string; period: string; calls: bigint; charge: string }>(
    db,
    `select d.account, to_char(d.rated_at at time zone coalesce(z.zone, 'UTC'), 'YYYY-MM') collate "C" as period,
       count(*) as calls, sum(d.charge)::text as charge
     from difference_owed d left join account_zone z on z.account = d.account
     group by 1, 2 order by 1, 2`,
  );
  return found.map((owed) => ({ ...owed, calls: Number(owed.calls) }));
}
