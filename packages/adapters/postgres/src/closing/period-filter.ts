import type { Instant } from "@tollwright/calendar";

/** Which ratings a close looks at: accounts that share a zone share these instants. */
export type ClosingScope = {
  readonly accounts: readonly string[];
  readonly fromInstant: Instant;
  readonly untilInstant: Instant;
  /** As `closingSnapshot` gave them, or as an invoice recorded them. */
  readonly batches: string;
};

/**
 * A row's own batch is in a set. Nothing is null here: `coalesce` keeps the planner from its guess that a set holds one row in 200,
 * by which it would sort a month of calls.
 */
export const inBatches = (batch: string, batches: string): string =>
  `coalesce(${batch} <@ ${batches}::int8multirange, false)`;

/** Ratings as a set of batches sees them (books 11): its own batch is in the set, and one that replaced it is not. */
export const ofBatches = (batches: string): string => `
  ${inBatches("r.batch", batches)}
  and (r.replaced_by_batch is null or not r.replaced_by_batch <@ ${batches}::int8multirange)`;

/**
 * Every rating of the accounts and the period as the set of batches sees it. A period is always computed in full; what was invoiced
 * of it before is the difference's business (books 12). Readers of a period prune by keyDay, two days before to one after (books 2).
 * `r` is a row of `rating_ever`, $1 to $4 as `scopeValues` gives them.
 */
export const OF_PERIOD = `
  r.account = any ($1::text[])
  and r.rated_at >= $2::timestamptz and r.rated_at < $3::timestamptz
  and r.key_day >= ($2::timestamptz at time zone 'UTC')::date - 2
  and r.key_day <= ($3::timestamptz at time zone 'UTC')::date + 1
  and ${ofBatches("$4")}`;

/** Those of them that make lines: calls that were free before a product was looked for are on none. */
export const IN_SCOPE = `${OF_PERIOD} and r.product is not null`;

export function scopeValues(scope: ClosingScope): readonly unknown[] {
  return [scope.accounts, new Date(scope.fromInstant), new Date(scope.untilInstant), scope.batches];
}
