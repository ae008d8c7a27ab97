import { type CivilDate, daysBetween, type OpenPeriod, overlap } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import type { PricePlan, Product } from "@tollwright/rate-card";
import type { Billing } from "./billing.ts";
import { cutByMonth } from "./month-shares.ts";
import { priceSpans } from "./price-spans.ts";
import { suspensionSpans } from "./suspension-spans.ts";

/** Something held that a product bills: a number, a trunk group, an order. */
export type Thing = {
  /** For people: `telephone number 13125550142`. */
  readonly name: string;
  readonly product: string;
  readonly dates: OpenPeriod;
  /** Where it is: a suspension may be of one location. Absent for what is not held. */
  readonly location?: string;
};

/** The days on which one price of one plan holds. */
export type PricedSpan<P extends Product> = {
  readonly plan: PricePlan;
  /** With the price that it has on these days. */
  readonly product: P;
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** `1`; while service is suspended, the share of the price that is billed. */
  readonly billedShare: string;
};

/**
 * Cuts the days on which something is held by the plans that price it, by changes of the price, by suspensions, and by the months of
 * a period between two bill days.
 * Problems, which leave out only the days they speak of: `NO_PLAN`, `PRODUCT_NOT_IN_PLAN`, `PRODUCT_WRONG_KIND`. In advance
 * only what is billed in advance is looked at, and problems are left to the period itself.
 *
 * @param fits Tells the products that can bill such a thing, such as `recurring` ones by `telephoneNumber`.
 * @param wants The same for people: `a recurring product by telephoneNumber`.
 */
export function pricedSpans<P extends Product>(input: {
  readonly billing: Billing;
  readonly thing: Thing;
  readonly fits: (product: Product) => product is P;
  readonly wants: string;
}): { readonly spans: readonly PricedSpan<P>[]; readonly problems: readonly Problem[] } {
  const { billing, thing } = input;
  const spans: PricedSpan<P>[] = [];
  const problems: Problem[] = [];
  const held = overlap(thing.dates, billing.period);
  if (held === null) return { spans, problems };
  let uncovered = daysBetween(held.from, held.until);
  for (const { plan, from, until } of billing.planSpans) {
    const days = overlap(held, { from, until });
    if (days === null) continue;
    uncovered -= daysBetween(days.from, days.until);
    const product = plan.products.find((candidate) => candidate.id === thing.product);
    const problem = refusal({ billing, thing, plan, product, fits: input.fits, wants: input.wants });
    if (problem !== null) problems.push(problem);
    else if (product !== undefined && input.fits(product) && isAsked(billing, product))
      spans.push(
        ...priceSpans(product, days)
          .flatMap((span) => suspensionSpans(billing.account, thing, { plan, ...span }))
          .flatMap((span) => cutByMonth(span, billing.months)),
      );
  }
  if (uncovered > 0) problems.push(noPlan(billing, thing, uncovered));
  return { spans, problems: billing.timing === undefined ? problems : [] };
}

function isAsked({ timing }: Billing, product: Product): boolean {
  return timing === undefined || ("timing" in product && product.timing === timing);
}

function refusal(input: {
  readonly billing: Billing;
  readonly thing: Thing;
  readonly plan: PricePlan;
  readonly product: Product | undefined;
  readonly fits: (product: Product) => boolean;
  readonly wants: string;
}): Problem | null {
  const { billing, thing, plan, product } = input;
  const subject = `account ${billing.account.id}: ${thing.name} names product ${thing.product}`;
  if (product === undefined)
    return {
      code: "PRODUCT_NOT_IN_PLAN",
      message: `${subject}, which plan ${plan.id} does not have`,
      wayOut: `add product ${thing.product} to plan ${plan.id}, or name another one in the inventory`,
    };
  if (!input.fits(product))
    return {
      code: "PRODUCT_WRONG_KIND",
      message: `${subject}; that of plan ${plan.id} is not ${input.wants}`,
      wayOut: `name ${input.wants}, or change the product's kind or unit`,
    };
  return null;
}

function noPlan(billing: Billing, thing: Thing, days: number): Problem {
  return {
    code: "NO_PLAN",
    message: `account ${billing.account.id} has no plan on ${days} of the days of ${billing.period.from} to ${billing.period.until} on which it holds ${thing.name}`,
    path: "plans",
    wayOut: "assign a plan for those days, or correct the dates of what is held",
  };
}
