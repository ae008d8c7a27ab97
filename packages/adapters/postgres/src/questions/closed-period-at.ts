import type { Instant } from "@tollwright/calendar";
import type { Database } from "../database.ts";
import { type InvoicePeriod, periodsOf } from "../invoices/invoice-periods.ts";
import { row } from "../rows.ts";

export type ClosedPeriodAt = {
  /** Null for a draft. */
  readonly number: string | null;
  readonly period: InvoicePeriod;
};

/** The last invoice that computed an account's period around an instant, issued ones before drafts; null where none did. */
export async function closedPeriodAt(
  db: Database,
  { account, at }: { readonly account: string; readonly at: Instant },
): Promise<ClosedPeriodAt | null> {
  const found = await row<{ invoice: bigint; number: string | null; period: string }>(
    db,
    `select p.invoice, i.number, p.period
     from invoice_period p join invoice i on i.id = p.invoice
     where p.account = $1 and p.from_instant <= $2 and p.until_instant > $2 and not p.is_advance
     order by i.issued_at desc nulls last, i.id desc limit 1`,
    [account, new Date(at)],
  );
  if (found === null) return null;
  const periods = (await periodsOf(db, [found.invoice])).get(found.invoice) ?? [];
  const period = periods.find((one) => one.account === account && one.period === found.period);
  return period === undefined ? null : { number: found.number, period };
}
