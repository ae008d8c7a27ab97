import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import {
  type CallClass,
  type CompiledDeck,
  inPeriods,
  type PricePlan,
  type UsageProduct,
} from "@tollwright/rate-card";
import { type CompiledTerms, compileTerms } from "./compiled-terms.ts";
import { type DeckPricer, deckPricer } from "./deck-pricer.ts";
import { compileJurisdictionTerms, type JurisdictionTerms } from "./jurisdiction-terms.ts";
import { type SharedTerms, sharedTerms } from "./shared-terms.ts";
import { type TariffBiller, tariffBiller } from "./tariff/bill-tariff.ts";
import { compileTariff } from "./tariff/compile-tariff.ts";

export type CompiledPlan = {
  readonly id: string;
  readonly jurisdiction: JurisdictionTerms;
  readonly products: ReadonlyMap<CallClass, CompiledProduct>;
};

export type CompiledProduct = { readonly sold: Sold; readonly price: CompiledPrice };

/** What a rating says was sold, in one object for all calls. */
export type Sold = { readonly plan: string; readonly product: string };

type CompiledPrice =
  | { readonly kind: "deck"; readonly deck: DeckPricer }
  | ({
      readonly kind: "flat";
      /** For calls that tell no jurisdiction, by the factors of their account; absent for all others. */
      readonly byShares?: SharedTerms;
    } & CompiledTerms)
  | { readonly kind: "tariff"; readonly bill: TariffBiller }
  | { readonly kind: "perCall"; readonly pricePerCall: string }
  | { readonly kind: "free" };

/**
 * The usage products of a plan by the class that they sell; the first that lists a class sells it. Toll-free calls from within
 * the state are sold as other toll-free calls are, and calls within a LATA as others within the state, where the plan does not name them.
 */
export function compilePlan(plan: PricePlan, decks: ReadonlyMap<string, CompiledDeck>): Result<CompiledPlan> {
  const products = new Map<CallClass, CompiledProduct>();
  const problems: Problem[] = [];
  for (const product of plan.products) {
    if (product.kind !== "usage") continue;
    const price = compilePrice(product.price, decks);
    if (price === null) {
      problems.push(deckMissing(plan.id, product));
      continue;
    }
    const sold = { plan: plan.id, product: product.id };
    for (const callClass of product.classes) {
      if (!products.has(callClass)) products.set(callClass, { sold, price });
    }
  }
  const tollFree = products.get("tollFree");
  if (tollFree !== undefined && !products.has("tollFreeIntrastate"))
    products.set("tollFreeIntrastate", tollFree);
  const intrastate = products.get("intrastate");
  if (intrastate !== undefined && !products.has("intraLata")) products.set("intraLata", intrastate);
  const unknown = products.get("indeterminate");
  if (unknown?.price.kind === "flat")
    products.set("indeterminate", {
      ...unknown,
      price: { ...unknown.price, byShares: sharedTerms(plan) },
    });
  const jurisdiction = compileJurisdictionTerms(plan, decks);
  return problems.length > 0 ? fail(...problems) : ok({ id: plan.id, jurisdiction, products });
}

/** Null: the deck is not there. */
export function compilePrice(
  price: UsageProduct["price"],
  decks: ReadonlyMap<string, CompiledDeck>,
): CompiledPrice | null {
  switch (price.kind) {
    case "deck": {
      const deck = decks.get(price.deck);
      return deck === undefined ? null : { kind: "deck", deck: deckPricer(deck) };
    }
    case "flat":
      return { kind: "flat", ...compileTerms(price.rate) };
    case "tariff":
      return { kind: "tariff", bill: tariffBiller(compileTariff(inPeriods(price.rate))) };
    case "perCall":
      return { kind: "perCall", pricePerCall: price.pricePerCall };
    case "free":
      return { kind: "free" };
  }
}

function deckMissing(plan: string, product: UsageProduct): Problem {
  const deck = product.price.kind === "deck" ? product.price.deck : "";
  return problem({
    code: "REFERENCE_UNKNOWN",
    message: `plan ${plan}, product ${product.id}: deck ${deck} is not in force`,
  });
}
