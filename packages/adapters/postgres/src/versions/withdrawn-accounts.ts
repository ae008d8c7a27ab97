import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { CURRENT_VERSIONS } from "./versions-in-force.ts";

/** An account of which no version is in force any more, as it was last. */
export type WithdrawnAccount = {
  readonly name: string;
  readonly canonical: string;
  readonly withdrawnAt: Instant;
};

/** Those that an issued invoice touches, as recorded up to the cutoff, in order of name: they are owed a final invoice. */
export async function withdrawnAccounts(db: Database, cutoff: Instant): Promise<readonly WithdrawnAccount[]> {
  return rows<WithdrawnAccount>(
    db,
    `${CURRENT_VERSIONS}, in_force as (
       select v.name from current_version c join version v on v.hash = c.hash where v.kind = 'account'
     )
     select distinct on (v.name) v.name, v.canonical, w.at as "withdrawnAt"
     from last_event e join version v on v.hash = e.version join version_event w on w.id = e.id
     where e.event = 'withdrawn' and v.kind = 'account' and v.name not in (select name from in_force)
       and exists (
         select from invoice_period p join invoice i on i.id = p.invoice
         where p.account = v.name and i.status = 'issued' and i.issued_at <= $1)
     order by v.name, e.id desc`,
    [new Date(cutoff)],
  );
}
