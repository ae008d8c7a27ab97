import type { OpenPeriod } from "@tollwright/calendar";
import { type Account, shareADay } from "@tollwright/inventory";
import type { Finding } from "./finding.ts";
import type { PricePlan, Product } from "./plan/price-plan.ts";

/** What is wrong with the reach of a plan's discounts and commitments: a product that is not there, or makes no line. */
export function checkReach(plan: PricePlan): readonly Finding[] {
  return plan.products.flatMap((rule, index): Finding[] => {
    if (rule.kind !== "discount" && rule.kind !== "commitment") return [];
    return (rule.products ?? []).flatMap((id, position): Finding[] => {
      const path = ["products", index, "products", position];
      const named = plan.products.find((product) => product.id === id);
      if (named === undefined)
        return [{ code: "PRODUCT_NOT_IN_PLAN", path, message: `plan ${plan.id} has no product ${id}` }];
      if (makesLines(named)) return [];
      const message = `product ${id} is ${named.kind}: a ${rule.kind} reaches what is held, used or due once`;
      return [{ code: "PRODUCT_WRONG_KIND", path, message }];
    });
  });
}

function makesLines({ kind }: Product): boolean {
  return kind !== "discount" && kind !== "commitment" && kind !== "credit" && kind !== "pool";
}

/** What is wrong with the reach of an account's suspensions and credits. */
export function checkMoneyRules(account: Account, plans: ReadonlyMap<string, PricePlan>): readonly Finding[] {
  const sold = (dates: OpenPeriod | null): readonly Product[] =>
    account.plans
      .filter((assigned) => dates === null || shareADay(assigned, dates))
      .flatMap(({ plan }) => plans.get(plan)?.products ?? []);
  return [
    ...account.suspensions.flatMap((suspension, index) =>
      unknownProducts(suspension.products, sold(suspension), ["suspensions", index, "products"]),
    ),
    ...account.credits.flatMap((credit, index) => [
      ...unknownProducts(credit.of, sold(null), ["credits", index, "of"]),
      ...levelsMissing(credit, sold(null), ["credits", index, "outageMinutes"]),
    ]),
  ];
}

type Path = readonly (string | number)[];

function unknownProducts(ids: readonly string[] | null, sold: readonly Product[], path: Path): Finding[] {
  return (ids ?? []).flatMap((id, position): Finding[] =>
    sold.some((product) => product.id === id)
      ? []
      : [
          {
            code: "PRODUCT_NOT_IN_PLAN",
            path: [...path, position],
            message: `none of the account's plans has a product ${id}`,
          },
        ],
  );
}

/** An outage gives nothing back where the product does not say how much. */
function levelsMissing(credit: Account["credits"][number], sold: readonly Product[], path: Path): Finding[] {
  if (credit.outageMinutes === undefined) return [];
  const product = sold.find(({ id }) => id === credit.product);
  if (product?.kind !== "credit" || product.serviceLevels.length > 0) return [];
  const message = `product ${product.id} has no serviceLevels for an outage of ${credit.outageMinutes} minutes`;
  return [{ code: "PRODUCT_WRONG_KIND", path, message }];
}
