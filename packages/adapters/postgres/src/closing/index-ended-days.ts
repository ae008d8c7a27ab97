import type { CivilDate } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";

/**
 * An index by account for each day of ratings that has ended, for whoever asks for one account after the other and would read the
 * whole month for each: documents, and a close that needs calls themselves. One that only sums them does without. Days under way
 * have none, for keeping it up would cost every load; few calls still come for ended ones.
 *
 * @param until Days before this one have ended.
 */
export async function indexEndedDays(db: Database, until: CivilDate): Promise<void> {
  const days = await rows<{ name: string; index: string }>(
    db,
    `select format('%I', c.relname) as name, format('%I', c.relname || '_account') as index
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'rating'::regclass
       and c.relname < 'rating_' || to_char($1::date, 'YYYYMMDD')
       and not exists (
         select from pg_index x join pg_class n on n.oid = x.indexrelid
         where x.indrelid = c.oid and n.relname = c.relname || '_account')
     order by 1`,
    [until],
  );
  for (const { name, index } of days)
    await rows(db, `create index if not exists ${index} on ${name} (account, rated_at)`);
}
