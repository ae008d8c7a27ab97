import { type Account, type Billable, datedItems, type LegalEntity, shareADay } from "@tollwright/inventory";
import { checkMoneyRules } from "./check-money-rules.ts";
import { checkPoolBalances } from "./check-pools.ts";
import type { Finding } from "./finding.ts";
import type { PricePlan, Product } from "./plan/price-plan.ts";

export type AccountSurroundings = {
  readonly plans: ReadonlyMap<string, PricePlan>;
  readonly sources: ReadonlySet<string>;
  readonly legalEntity: LegalEntity | undefined;
};

/** What an account names outside itself: plans, the products in them that bill its inventory, and sources. */
export function checkProducts(account: Account, around: AccountSurroundings): readonly Finding[] {
  return [
    ...plansKnown(account, around),
    ...productsFit(account, around.plans),
    ...checkMoneyRules(account, around.plans),
    ...checkPoolBalances(account, around.plans),
    ...sourcesKnown(account, around.sources),
  ];
}

function plansKnown({ plans }: Account, around: AccountSurroundings): Finding[] {
  return plans.flatMap(({ plan: id }, index): Finding[] => {
    const path = ["plans", index, "plan"];
    const plan = around.plans.get(id);
    if (plan === undefined) return [{ code: "PLAN_UNKNOWN", path, message: `there is no plan ${id}` }];
    const { legalEntity } = around;
    if (legalEntity === undefined || legalEntity.currency === plan.currency) return [];
    const message = `plan ${id} is in ${plan.currency}, legal entity ${legalEntity.id} bills in ${legalEntity.currency}`;
    return [{ code: "CURRENCY_DIFFERS", path, message }];
  });
}

/** In each plan that holds on any day of the entry, its product must be there and be able to bill it. */
function productsFit(account: Account, plans: ReadonlyMap<string, PricePlan>): Finding[] {
  return datedItems(account).flatMap(({ path, dates, product }) => {
    if (product === null) return [];
    return account.plans.flatMap((assignment): Finding[] => {
      const plan = plans.get(assignment.plan);
      if (plan === undefined || (dates !== null && !shareADay(assignment, dates))) return [];
      const sold = plan.products.find(({ id }) => id === product.id);
      const at = [...path, product.field];
      if (sold === undefined)
        return [
          { code: "PRODUCT_NOT_IN_PLAN", path: at, message: `plan ${plan.id} has no product ${product.id}` },
        ];
      if (canBill(sold, product.bills)) return [];
      const message = `product ${sold.id} of plan ${plan.id} is ${kindOf(sold)}, which does not bill ${product.bills}`;
      return [{ code: "PRODUCT_WRONG_KIND", path: at, message }];
    });
  });
}

function canBill(product: Product, thing: Billable): boolean {
  switch (thing) {
    case "portOrder":
      return product.kind === "porting" || (product.kind === "oneTime" && PORT_UNITS.includes(product.unit));
    case "oneTime":
      return product.kind === "oneTime" && product.unit === "each";
    case "movedNumber":
      return product.kind === "oneTime" && product.unit === thing;
    case "e911Record":
      return (
        product.kind === "recurring" && (product.unit === "e911Record" || product.unit === "e911Location")
      );
    case "telephoneNumber":
    case "tollFreeNumber":
    case "respOrgNumber":
    case "cnamListing":
    case "directoryListing":
    case "subscription":
      return product.kind === "recurring" && product.unit === thing;
    default:
      return product.kind === thing;
  }
}

const PORT_UNITS: readonly string[] = ["portedNumber", "portOrder"];

function kindOf(product: Product): string {
  return product.kind === "recurring" || product.kind === "oneTime"
    ? `${product.kind} by ${product.unit}`
    : product.kind;
}

function sourcesKnown({ trunkGroups }: Account, sources: ReadonlySet<string>): Finding[] {
  return trunkGroups.flatMap(({ names }, index) =>
    names.flatMap(({ source }, position): Finding[] => {
      if (sources.has(source)) return [];
      const path = ["trunkGroups", index, "names", position, "source"];
      return [{ code: "REFERENCE_UNKNOWN", path, message: `there is no source ${source}` }];
    }),
  );
}
