import { type Account, shareADay } from "@tollwright/inventory";
import type { Finding } from "./finding.ts";
import type { PoolProduct } from "./plan/pool-product.ts";
import type { PricePlan } from "./plan/price-plan.ts";

/** What is wrong with a plan's pools: one names a product that is not there, or sells no usage. */
export function checkPools(plan: PricePlan): readonly Finding[] {
  return plan.products.flatMap((pool, index): Finding[] => {
    if (pool.kind !== "pool") return [];
    return (pool.products ?? []).flatMap((id, position): Finding[] => {
      const path = ["products", index, "products", position];
      const named = plan.products.find((product) => product.id === id);
      if (named === undefined)
        return [{ code: "PRODUCT_NOT_IN_PLAN", path, message: `plan ${plan.id} has no product ${id}` }];
      if (named.kind === "usage") return [];
      const message = `product ${id} is ${named.kind}: only calls of usage products draw on a pool`;
      return [{ code: "PRODUCT_WRONG_KIND", path, message }];
    });
  });
}

/** What is wrong with an account's opening balances: no plan of their days has the pool, or they are of nobody's. */
export function checkPoolBalances(
  account: Account,
  plans: ReadonlyMap<string, PricePlan>,
): readonly Finding[] {
  return (account.poolBalances ?? []).flatMap((balance, index): Finding[] => {
    const path = ["poolBalances", index];
    const pools = account.plans
      .filter((assigned) => shareADay(assigned, balance))
      .flatMap(({ plan }) => plans.get(plan)?.products ?? [])
      .filter((product): product is PoolProduct => product.kind === "pool" && product.id === balance.pool);
    const [pool] = pools;
    if (pool === undefined) {
      const message = `no plan of account ${account.id} from ${balance.from} until ${balance.until} has a pool ${balance.pool}`;
      return [{ code: "PRODUCT_NOT_IN_PLAN", path: [...path, "pool"], message }];
    }
    const holders = holdersOf(account, pool);
    if (holders === null ? balance.holder === undefined : holders.includes(balance.holder ?? "")) return [];
    const message =
      holders === null
        ? `pool ${pool.id} is the account's, and of no location or trunk group`
        : `pool ${pool.id} is one for each ${pool.scope === "location" ? "location" : "trunk group"}: name one of ${holders.join(", ")}`;
    return [{ code: "REFERENCE_UNKNOWN", path: [...path, "holder"], message }];
  });
}

function holdersOf({ locations, trunkGroups }: Account, { scope }: PoolProduct): readonly string[] | null {
  if (scope === "account") return null;
  return (scope === "location" ? locations : trunkGroups).map(({ id }) => id);
}
