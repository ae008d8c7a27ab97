import { exact, sum, toText } from "@tollwright/money";
import type { PricePlan, Product, ProductOf } from "@tollwright/rate-card";
import type { PlanSpan } from "./billing.ts";
import type { Charge } from "./charge.ts";
import type { Taxing } from "./taxing.ts";

/** The lines with what their products say about their taxes on the first day of each. */
export function withTaxTerms(charges: readonly Charge[], spans: readonly PlanSpan[]): readonly Charge[] {
  const plans = new Map(spans.map(({ plan }) => [plan.id, plan]));
  return charges.map((charge) => {
    const product = productOf(plans, charge);
    const terms = product === undefined ? {} : termsOf(product, charge);
    return Object.keys(terms).length === 0 ? charge : { ...charge, taxing: { ...charge.taxing, ...terms } };
  });
}

function productOf(plans: ReadonlyMap<string, PricePlan>, { plan, product }: Charge): Product | undefined {
  return plans.get(plan)?.products.find(({ id }) => id === product);
}

function termsOf(product: Product, { amount, from }: Charge): Taxing {
  if (product.kind === "usage") return product.callByCall === true ? { callByCall: true } : {};
  if (!isPriced(product)) return {};
  return {
    ...(product.taxIncluded === true ? { priceWithTaxes: amount } : {}),
    ...componentsOf(product, from),
  };
}

type Priced = ProductOf<"recurring"> | ProductOf<"channels"> | ProductOf<"oneTime">;

function isPriced(product: Product): product is Priced {
  return product.kind === "recurring" || product.kind === "channels" || product.kind === "oneTime";
}

function componentsOf({ allocations }: Priced, day: string): Pick<Taxing, "components" | "evidence"> {
  const allocation = allocations?.findLast(({ from }) => from <= day);
  if (allocation === undefined) return {};
  return { components: sharesOf(allocation.components), evidence: allocation.evidence };
}

type Allocated = NonNullable<Priced["allocations"]>[number]["components"];

/** @example amounts 20 and 40: `20/60` and `40/60`. */
function sharesOf(components: Allocated): NonNullable<Taxing["components"]> {
  const total = toText(sum(components.map(({ amount }) => exact(amount ?? "0"))));
  return components.map(({ name, serviceClass, portion, share, amount }) => ({
    ...{ name, serviceClass, portion },
    share: share ?? `${amount}/${total}`,
  }));
}
