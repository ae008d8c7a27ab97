import type { Period } from "@tollwright/calendar";

/**
 * Sides of the answered calls of a period. `sold`: what customers are charged, in the days of the account's zone. `bought`: what
 * vendors charge, with the customer who bears it: who placed the call, or else received it; his instant decides, and the vendor's
 * own zone where there is no customer. So what a call costs is in the month in which it is sold. $1 and $2 are the days.
 */
export const SIDES_OF_PERIOD = `
  accounts as materialized (
    select account, coalesce(z.zone, 'UTC') as zone, coalesce(c.currency, '') as currency
    from account_zone z full join account_currency c using (account)
  ), upstream as materialized (
    select vendor, zone, currency from vendor_zone
  ), near as (
    select r.key_day, r.call_key, r.side, r.account, r.rated_at, r.outcome, r.charge, r.destination,
      coalesce(r.deck, r.product, r.call_class) as deck, split_part(r.side, ':', 2) as vendor,
      ${ofBearer("account")}, ${ofBearer("rated_at")}, ${ofBearer("destination")},
      ${ofBearer("coalesce(r.deck, r.product, r.call_class)", "deck")},
      min(split_part(r.side, ':', 2)) filter (where r.side like 'vendor:%') over of_call as first_vendor,
      bool_or(r.outcome = 'unpriced') over of_call as any_unpriced
    from rating r
    where r.key_day >= $1::date - 2 and r.key_day <= $2::date + 1
      and not (r.outcome = 'free' and r.reason = 'UNANSWERED')
    window of_call as (partition by r.key_day, r.call_key)
  ), sold as (
    select n.key_day, n.call_key, n.side, n.account, n.charge, n.destination, n.deck, coalesce(a.currency, '') as currency,
      coalesce(n.first_vendor, '') as vendor, coalesce(n.any_unpriced, false) as unpriced
    from near n left join accounts a using (account)
    where n.side like 'customer:%'
      and (n.rated_at at time zone coalesce(a.zone, 'UTC'))::date between $1::date and $2::date - 1
  ), bought as (
    select n.key_day, n.call_key, n.side, n.vendor, n.charge, n.outcome, coalesce(u.currency, '') as currency,
      coalesce(n.bearer_account, '') as account, coalesce(n.bearer_deck, '') as deck,
      coalesce(n.bearer_destination, n.destination) as destination
    from near n
    left join upstream u using (vendor)
    left join accounts a on a.account = n.bearer_account
    where n.side like 'vendor:%'
      and (coalesce(n.bearer_rated_at, n.rated_at)
        at time zone case when n.bearer_account is null then coalesce(u.zone, 'UTC') else coalesce(a.zone, 'UTC') end
      )::date between $1::date and $2::date - 1
  )`;

/** Of the customer who bears what a vendor charges. One pass over a call's sides: joins of them are guessed wrongly, and take minutes. */
function ofBearer(column: string, name = column): string {
  const value = column.includes("(") ? column : `r.${column}`;
  const of = (side: string): string =>
    `max(${value}) filter (where r.side = 'customer:${side}') over of_call`;
  return `coalesce(${of("origin")}, ${of("destination")}) as bearer_${name}`;
}

export function periodDays({ from, until }: Period): readonly unknown[] {
  return [from, until];
}
