import type { TrunkGroup } from "@tollwright/inventory";
import type { ProductOf } from "@tollwright/rate-card";
import type { Billing } from "./billing.ts";
import { chargeKey } from "./charge-key.ts";
import type { PricedSpan } from "./priced-spans.ts";

/** The days on which one number of committed channels has one price. */
export type ChannelSpan = PricedSpan<ProductOf<"channels">> & { readonly committed: number };

/** What a line of committed channels and one of bursts have in common. */
export function channelLine(input: {
  readonly billing: Billing;
  readonly group: TrunkGroup;
  readonly span: ChannelSpan;
  /** Tells the lines of one product and span apart. */
  readonly detail: string;
}) {
  const { billing, group, span, detail } = input;
  const ids = {
    account: billing.account.id,
    location: group.location,
    plan: span.plan.id,
    product: span.product.id,
  };
  const days = { from: span.from, until: span.until };
  return {
    ...ids,
    ...days,
    key: chargeKey({ ...ids, ...days, detail }),
    section: "recurring",
    chargeKind: "recurring",
    description: span.product.name,
    serviceClass: span.product.serviceClass,
    portion: span.product.portion,
    callClass: null,
    about: `trunk group ${group.id}`,
    unit: "channel",
    calls: null,
    billedSeconds: null,
    ...(group.usedAt === undefined ? {} : { taxing: { usedAt: group.usedAt } }),
  } as const;
}
