import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";

/**
 * Drops the drafts of a run whose accounts the close no longer makes an invoice for.
 *
 * @returns How many were dropped.
 */
export async function keepOnlyDrafts(
  db: Database,
  { run, accounts }: { readonly run: bigint; readonly accounts: readonly string[] },
): Promise<number> {
  return inTransaction(db, async (transaction) => {
    const stray = await rows<{ id: bigint }>(
      transaction,
      "select id from invoice where run = $1 and status <> 'issued' and account <> all ($2::text[]) for update",
      [run, accounts],
    );
    const ids = stray.map(({ id }) => id);
    await rows(transaction, "delete from invoice_period where invoice = any ($1::bigint[])", [ids]);
    await rows(transaction, "delete from invoice where id = any ($1::bigint[])", [ids]);
    return ids.length;
  });
}
