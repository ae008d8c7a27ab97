import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/**
 * What the usage lines of a month come to on all invoices so far, by account: after pools, tiers and rounding to cents, with what was
 * corrected later. Drafts count as they stand. An account without an invoice of that month is not there.
 *
 * @param month `2026-04`: that of the line, or the month that it corrects.
 */
export async function billedUsage(db: Database, month: string): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ account: string; billed: string }>(
    db,
    `select charge ->> 'account' as account, sum((charge ->> 'amount')::numeric)::text as billed
     from invoice i
     join bill_run b on b.id = i.run and b.period_until > to_date($1, 'YYYY-MM')
     cross join lateral jsonb_array_elements(i.content::jsonb -> 'charges') as charge
     where charge ->> 'section' = 'usage'
       and coalesce(charge -> 'correction' ->> 'period', left(charge ->> 'from', 7)) = $1
     group by 1 order by 1`,
    [month],
  );
  return new Map(found.map(({ account, billed }) => [account, billed]));
}
