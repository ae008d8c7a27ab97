import type { Instant } from "@tollwright/calendar";

/** Which ratings a close looks at: accounts that share a zone share these instants. */
export type ClosingScope = {
  readonly accounts: readonly string[];
  readonly fromInstant: Instant;
  readonly untilInstant: Instant;
  /** As `closingSnapshot` gave them. */
  readonly batches: string;
  /** Its own drafts are no earlier invoices; null where there is no run. */
  readonly run: bigint | null;
};

/**
 * On an invoice = the rating's account and period, and its batch in the set, less those of earlier invoices (books 11).
 * Readers of a period prune by keyDay, two days before to one after (books 2). `r` is the rating, $1 to $5 as
 * `scopeValues` gives them.
 */
export const IN_SCOPE = `
  r.account = any ($1::text[]) and r.product is not null
  and r.rated_at >= $2::timestamptz and r.rated_at < $3::timestamptz
  and r.key_day >= ($2::timestamptz at time zone 'UTC')::date - 2
  and r.key_day <= ($3::timestamptz at time zone 'UTC')::date + 1
  and r.batch <@ $4::int8multirange
  and not exists (
    select from invoice_period p join invoice i on i.id = p.invoice
    where p.account = r.account and p.batches @> r.batch
      and r.rated_at >= p.from_instant and r.rated_at < p.until_instant
      and ($5::bigint is null or i.run <> $5)
  )`;

export function scopeValues(scope: ClosingScope): readonly unknown[] {
  return [
    scope.accounts,
    new Date(scope.fromInstant),
    new Date(scope.untilInstant),
    scope.batches,
    scope.run,
  ];
}
