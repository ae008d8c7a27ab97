import type { Transaction } from "../database.ts";
import { rows } from "../rows.ts";

/**
 * Accounts of drafts that carry the difference to less than was invoiced by now: since their close, another invoice was issued
 * that touches an account and period of theirs. Issuing both would charge the difference twice (books 12).
 */
export async function overtaken(
  transaction: Transaction,
  drafts: readonly bigint[],
): Promise<readonly string[]> {
  const found = await rows<{ account: string }>(
    transaction,
    `select distinct d.account from invoice d join invoice_period p on p.invoice = d.id
     where d.id = any ($1::bigint[])
       and p.earlier <> (
         select count(*) from invoice_period o join invoice i on i.id = o.invoice
         where i.status = 'issued' and o.invoice <> d.id and o.account = p.account and o.period = p.period)
     order by d.account`,
    [drafts],
  );
  return found.map(({ account }) => account);
}
