/**
 * A line's key (books 14): account, location, plan and product, class of calls or trunk group, and the span in which one
 * unit price holds. Unique on an invoice, and the same whenever the period is computed again.
 *
 * @example `acme/hq/sip/did/2026-04-10..2026-05-01`
 */
export function chargeKey(parts: {
  readonly account: string;
  readonly location: string;
  readonly plan: string;
  readonly product: string;
  /** Trunk group, order or one-time charge. */
  readonly detail?: string;
  readonly from: string;
  readonly until: string;
}): string {
  const { account, location, plan, product, detail, from, until } = parts;
  return [
    account,
    location,
    plan,
    product,
    ...(detail === undefined ? [] : [detail]),
    `${from}..${until}`,
  ].join("/");
}

/**
 * The line that a rated call is on: its usage is one line per location, plan, product and class of the period.
 *
 * @example `acme/hq/sip/long-distance/interstate`
 */
export function usageChargeKey(parts: {
  readonly account: string;
  readonly location: string;
  readonly plan: string;
  readonly product: string;
  readonly callClass: string;
}): string {
  return [parts.account, parts.location, parts.plan, parts.product, parts.callClass].join("/");
}
