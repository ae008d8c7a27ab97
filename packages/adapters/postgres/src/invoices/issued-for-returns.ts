import type { CivilDate } from "@tollwright/calendar";
import type { TaxRecord } from "@tollwright/tax";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { borneFrom } from "./borne-levies.ts";

/** Which day of an invoice decides that it counts: the first of its run's period, its bill date, or the day of its issue. */
export type CountsBy = "period" | "billDate" | "issuedOn";

export type IssuedForReturns = {
  readonly number: string;
  readonly legalEntity: string;
  readonly countsOn: CivilDate;
  /** Exactly its .json file. */
  readonly canonical: string;
  /** Records of levies that it does not show (books 19). */
  readonly borne: readonly TaxRecord[];
};

/** Invoices of a fetch: whole files, so few of them. */
const FETCHED_INVOICES = 200;

/** The issued invoices that count in a span of days, a page at a time, in the order in which they were stored. */
export async function* issuedForReturns(
  db: Database,
  asked: {
    readonly legalEntity: string | null;
    readonly from: CivilDate;
    readonly until: CivilDate;
    readonly by: CountsBy;
  },
): AsyncGenerator<IssuedForReturns> {
  let after = 0n;
  for (;;) {
    const page = await rows<{
      id: bigint;
      number: string;
      legal_entity: string;
      counts_on: CivilDate;
      canonical: string;
      borne: string | null;
    }>(
      db,
      `select * from (
         select i.id, i.number, i.legal_entity, i.canonical,
           case $4 when 'billDate' then r.bill_date when 'issuedOn' then i.issued_on else r.period_from end as counts_on,
           b.records as borne
         from invoice i join bill_run r on r.id = i.run
         left join borne_tax b on b.run = i.run and b.account = i.account
         where i.status = 'issued' and i.id > $5 and ($1::text is null or i.legal_entity = $1)
       ) issued
       where counts_on >= $2 and counts_on < $3
       order by id limit ${FETCHED_INVOICES}`,
      [asked.legalEntity, asked.from, asked.until, asked.by, after],
    );
    for (const { number, legal_entity: legalEntity, counts_on: countsOn, canonical, borne } of page)
      yield { number, legalEntity, countsOn, canonical, borne: borne === null ? [] : borneFrom(borne) };
    const last = page.at(-1);
    if (last === undefined || page.length < FETCHED_INVOICES) return;
    after = last.id;
  }
}
