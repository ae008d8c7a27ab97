import type { Period } from "@tollwright/calendar";

/**
 * Sides of the answered calls of a period. `sold`: what customers are charged, in the days of the account's zone. `bought`: what
 * vendors charge, with the customer who bears it: who placed the call, or else received it; his instant decides, and the vendor's
 * own zone where there is no customer. So what a call costs is in the month in which it is sold. $1 and $2 are the days.
 */
export const SIDES_OF_PERIOD = `
  near as (
    select r.*, split_part(r.side, ':', 2) as vendor
    from rating r
    where r.key_day >= $1::date - 2 and r.key_day <= $2::date + 1
      and not (r.outcome = 'free' and r.reason = 'UNANSWERED')
  ), customers as (
    select r.key_day, r.call_key, r.side, r.account, r.charge, r.destination, coalesce(r.deck, r.product, r.call_class) as deck,
      coalesce(a.currency, '') as currency,
      (r.rated_at at time zone coalesce(z.zone, 'UTC'))::date between $1::date and $2::date - 1 as inside
    from near r
    left join account_zone z on z.account = r.account
    left join account_currency a on a.account = r.account
    where r.side like 'customer:%'
  ), bought as (
    select v.key_day, v.call_key, v.side, v.vendor, v.charge, v.outcome, coalesce(z.currency, '') as currency,
      coalesce(o.account, d.account, '') as account, coalesce(o.deck, d.deck, '') as deck,
      coalesce(o.destination, d.destination, v.destination) as destination, coalesce(o.side, d.side) as borne_by
    from near v
    left join vendor_zone z on z.vendor = v.vendor
    left join customers o on o.key_day = v.key_day and o.call_key = v.call_key and o.side = 'customer:origin'
    left join customers d on d.key_day = v.key_day and d.call_key = v.call_key and d.side = 'customer:destination'
    where v.side like 'vendor:%' and coalesce(
      o.inside, d.inside,
      (v.rated_at at time zone coalesce(z.zone, 'UTC'))::date between $1::date and $2::date - 1)
  ), vendors as (
    select key_day, call_key, min(vendor) as vendor, bool_or(outcome = 'unpriced') as unpriced
    from bought group by key_day, call_key
  ), sold as (
    select c.*, coalesce(v.vendor, '') as vendor, coalesce(v.unpriced, false) as unpriced
    from customers c left join vendors v using (key_day, call_key)
    where c.inside
  )`;

export function periodDays({ from, until }: Period): readonly unknown[] {
  return [from, until];
}
