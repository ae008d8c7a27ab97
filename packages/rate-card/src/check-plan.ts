import { checkAllocations } from "./check-allocations.ts";
import { checkReach } from "./check-money-rules.ts";
import { checkPools } from "./check-pools.ts";
import type { RateDeck } from "./deck.ts";
import { isKeyed } from "./deck-keyed-kind.ts";
import type { Finding } from "./finding.ts";
import type { CallClass } from "./plan/call-class.ts";
import type { PricePlan, Product } from "./plan/price-plan.ts";
import type { UsageProduct } from "./plan/usage-product.ts";
import { checkTariff } from "./tariff/check-tariff.ts";

/**
 * What is wrong with a plan beside its decks: a class that two products sell, a deck that is not there, is in another currency,
 * or has no price for the class, a tariff with gaps, overlaps or what prices nothing.
 */
export function checkPlan(plan: PricePlan, decks: ReadonlyMap<string, RateDeck>): readonly Finding[] {
  return [
    ...idsDiffer(plan.products),
    ...classesDiffer(plan.products),
    ...decksFit(plan, decks),
    ...tariffsFit(plan),
    ...checkPools(plan),
    ...checkAllocations(plan),
    ...checkReach(plan),
  ];
}

function idsDiffer(products: readonly Product[]): Finding[] {
  const seen = new Set<string>();
  return products.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      { code: "ID_TWICE", path: ["products", index, "id"], message: `product ${id} stands twice` } as const,
    ];
  });
}

function classesDiffer(products: readonly Product[]): Finding[] {
  const sellers = new Map<CallClass, string>();
  return products.flatMap((product, index) => {
    if (product.kind !== "usage") return [];
    return product.classes.flatMap((callClass, position): Finding[] => {
      const seller = sellers.get(callClass);
      if (seller === undefined) sellers.set(callClass, product.id);
      if (seller === undefined) return [];
      const message = `product ${seller} sells class ${callClass} already`;
      return [{ code: "PRODUCT_CLASS_TWICE", path: ["products", index, "classes", position], message }];
    });
  });
}

function decksFit(plan: PricePlan, decks: ReadonlyMap<string, RateDeck>): Finding[] {
  return plan.products.flatMap((product, index): Finding[] => {
    if (product.kind !== "usage" || product.price.kind !== "deck") return [];
    const path = ["products", index, "price", "deck"];
    const deck = decks.get(product.price.deck);
    if (deck === undefined)
      return [{ code: "REFERENCE_UNKNOWN", path, message: `there is no deck ${product.price.deck}` }];
    const faults = unpricedClasses(product, deck).map(
      (callClass): Finding => ({
        code: "DECK_CLASS",
        path,
        message: `deck ${deck.id} is ${deck.kind} and has no price for class ${callClass}`,
      }),
    );
    if (deck.currency === plan.currency) return faults;
    const message = `deck ${deck.id} is in ${deck.currency}, the plan in ${plan.currency}`;
    return [...faults, { code: "CURRENCY_DIFFERS", path, message }];
  });
}

function tariffsFit({ products, currency }: PricePlan): Finding[] {
  return products.flatMap((product, index): Finding[] => {
    if (product.kind !== "usage" || product.price.kind !== "tariff") return [];
    return checkTariff(product.price.rate, { path: ["products", index, "price", "rate"], currency });
  });
}

/** Toll-free and inbound calls are priced by the caller's number; what is dialled short has no prefix at all. */
const WITHIN_THE_COUNTRY = [
  "interstate",
  "intrastate",
  "indeterminate",
  "tollFree",
  "tollFreeIntrastate",
  "inbound",
] as const satisfies readonly CallClass[];
const CLASSES_OF_DECK: Readonly<Record<RateDeck["kind"], readonly CallClass[]>> = {
  npaNxxJurisdictional: WITHIN_THE_COUNTRY,
  npaNxxFlat: [...WITHIN_THE_COUNTRY, "local"],
  azInternational: [...WITHIN_THE_COUNTRY, "local", "international"],
  ocn: WITHIN_THE_COUNTRY,
  lata: WITHIN_THE_COUNTRY,
  ocnLata: WITHIN_THE_COUNTRY,
};

function unpricedClasses({ classes }: UsageProduct, deck: RateDeck): readonly CallClass[] {
  const priced = CLASSES_OF_DECK[deck.kind];
  const pricesLocal =
    classes.includes("local") &&
    deck.rows.some((row) => row.local !== null || (isKeyed(deck.kind) && row.ratePerMinute !== null));
  return classes.filter(
    (callClass) => !priced.includes(callClass) && !(callClass === "local" && pricesLocal),
  );
}
