import { overlap } from "@tollwright/calendar";
import { isZero, roundedText, toText } from "@tollwright/money";
import type { UsageProduct } from "@tollwright/rate-card";
import type { Billing, Due, PlanSpan } from "../billing.ts";
import type { Charge } from "../charge.ts";
import { chargeKey } from "../charge-key.ts";
import { CENTS } from "../line-amount.ts";
import { priceOf } from "./tier-prices.ts";
import type { UsageLine } from "./usage-line.ts";

/**
 * What tiers cost where nothing was used: a line for the flat fee that is always due. With any use it is in the calls'
 * charges (`allocated`), so there is no such line.
 *
 * @example a first tier with a flat fee of 10, no call in April: one line of 10.00 at the account's default location.
 */
export function tierFeeCharges(billing: Billing, usage: readonly UsageLine[]): Due {
  const charges = billing.planSpans.flatMap((span) =>
    span.plan.products.flatMap((product) => {
      if (product.kind !== "usage" || product.tiers === undefined) return [];
      const fee = priceOf(product.tiers, 0);
      if (isZero(fee)) return [];
      const used = usage.filter((line) => line.plan === span.plan.id && line.product === product.id);
      return places(billing, span, product)
        .filter(
          ({ location }) =>
            !used.some((line) => product.tiers?.scope === "account" || line.location === location),
        )
        .map((place) => charge({ billing, span, product, fee, ...place }));
    }),
  );
  // A plan that comes back later in the period has one fee.
  return {
    charges: [...new Map(charges.map((line) => [line.product + line.plan + line.location, line])).values()],
    problems: [],
  };
}

type Place = { readonly location: string; readonly from: Charge["from"]; readonly until: Charge["until"] };

function places({ account }: Billing, span: PlanSpan, { tiers }: UsageProduct): readonly Place[] {
  const { from, until } = span;
  if (tiers?.scope !== "location") return [{ location: account.defaultLocation, from, until }];
  return account.locations.flatMap((location) => {
    const days = overlap(location, span);
    return days === null ? [] : [{ location: location.id, ...days }];
  });
}

function charge(input: {
  readonly billing: Billing;
  readonly span: PlanSpan;
  readonly product: UsageProduct;
  readonly fee: ReturnType<typeof priceOf>;
  readonly location: string;
  readonly from: Charge["from"];
  readonly until: Charge["until"];
}): Charge {
  const { billing, span, product, fee, location, from, until } = input;
  const key = { account: billing.account.id, location, plan: span.plan.id, product: product.id };
  return {
    ...key,
    key: chargeKey({ ...key, detail: "tiers", from, until }),
    section: "usage",
    chargeKind: "usage",
    description: `${product.name}, fixed fee`,
    serviceClass: product.serviceClass,
    portion: product.portion,
    callClass: null,
    from,
    until,
    about: null,
    quantity: "1",
    unit: "each",
    unitPrice: toText(fee),
    share: null,
    amount: roundedText(fee, CENTS),
    calls: null,
    billedSeconds: null,
    counts: {},
    explanation: ["nothing was used; the tiers cost this much without any use"],
  };
}
