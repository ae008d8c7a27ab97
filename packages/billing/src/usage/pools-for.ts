import type { PoolProduct, PricePlan } from "@tollwright/rate-card";
import type { UsageCall } from "./usage-call.ts";

/**
 * Which pools of a plan a call draws on, in their order: the lowest `drawOrder` first, equal ones as the plan lists them.
 * What does not depend on the far end is found once for each product and class.
 */
export function poolsFor(): (plan: PricePlan, call: UsageCall) => readonly PoolProduct[] {
  const known = new Map<string, readonly PoolProduct[]>();
  return (plan, call) => {
    const key = `${plan.id}/${call.product}/${call.callClass}`;
    const pools = known.get(key) ?? inOrder(plan).filter((pool) => fits(pool, call));
    known.set(key, pools);
    return pools.every(({ except }) => except === undefined)
      ? pools
      : pools.filter((pool) => reaches(pool, call));
  };
}

function inOrder(plan: PricePlan): readonly PoolProduct[] {
  return plan.products
    .filter((product): product is PoolProduct => product.kind === "pool")
    .sort((left, right) => left.drawOrder - right.drawOrder);
}

function fits({ products, classes, except }: PoolProduct, { product, callClass }: UsageCall): boolean {
  const named = (list: readonly string[] | undefined, value: string): boolean =>
    list === undefined || list.includes(value);
  return (
    named(products, product ?? "") &&
    named(classes, callClass) &&
    !(except?.classes as readonly string[] | undefined)?.includes(callClass)
  );
}

function reaches({ except }: PoolProduct, { farEnd }: UsageCall): boolean {
  return farEnd === null || !(except?.prefixes.some((prefix) => farEnd.startsWith(prefix)) ?? false);
}
