/**
 * What one of the batches completed, or a person decided, is as its last record says (books 5). Joined to a call `c`.
 *
 * @param batches Where the statement has them: `$3`.
 */
export const completedBy = (batches: string): string => `
  left join call_completion n on n.call_key = c.call_key and n.key_day = c.key_day and n.batch <@ ${batches}::int8multirange
    and not exists (
      select from call_completion later
      where later.call_key = n.call_key and later.key_day = n.key_day and later.ordinal > n.ordinal
        and later.batch <@ ${batches}::int8multirange)`;

/** The same for the facts that a rating `r` was made of. */
export const COMPLETED_AS_RATED = `
  left join completion_span n on n.call_key = r.call_key and n.key_day = r.key_day
    and n.batch <= r.batch and (n.until_batch is null or n.until_batch > r.batch)`;

/** A fact of the call `c`, as its completion `n` says where there is one. */
export const known = (fact: string): string =>
  `(case when n.call_key is null then c.${fact} else n.${fact} end)`;

/** A person can decide that a call is none, for a record of another day is the right one. */
export const IS_CALL = "n.withdrawn is not true";
