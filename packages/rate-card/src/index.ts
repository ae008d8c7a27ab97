export { DeckDescription, type RateDeck, type RateRow } from "./deck.ts";
export { CallClass, PricePlan, Product, type ProductOf, type UsageProduct, UsageRate } from "./plan.ts";
export type { CheckedDocument, VersionKind, VersionSetHash } from "./version.ts";
