import { CALLING_ENDS, type CallingEnd } from "@tollwright/numbering";
import type { CompiledDeck, PricePlan } from "@tollwright/rate-card";

/** What a contract takes for the two ends of a call when it asks for their states (reference: cdr and rate decks, 6.2). */
export type JurisdictionTerms = {
  /** The first of these that a call has. */
  readonly callingEnd: readonly CallingEnd[];
  readonly calledEnd: "dialed" | "lrn";
};

/** Nobody agreed on anything but the two numbers. */
export const BY_NUMBERS: JurisdictionTerms = { callingEnd: ["callingNumber"], calledEnd: "dialed" };

/** The reference's order, for an account without a plan: it has no price either. */
export const BY_DEFAULT: JurisdictionTerms = { callingEnd: CALLING_ENDS, calledEnd: "dialed" };

/**
 * What a plan says, else the reference's order; the called end goes by LRN where the plan says so, or where it sells calls between
 * states or within one by a deck that is looked up by LRN.
 */
export function compileJurisdictionTerms(
  plan: PricePlan,
  decks: ReadonlyMap<string, Pick<CompiledDeck, "lookupBy">>,
): JurisdictionTerms {
  const { callingEnd = CALLING_ENDS, calledEnd } = plan.jurisdiction ?? {};
  return { callingEnd, calledEnd: calledEnd ?? (sellsByRoutingNumber(plan, decks) ? "lrn" : "dialed") };
}

function sellsByRoutingNumber(
  { products }: PricePlan,
  decks: ReadonlyMap<string, Pick<CompiledDeck, "lookupBy">>,
): boolean {
  return products.some(
    (product) =>
      product.kind === "usage" &&
      product.price.kind === "deck" &&
      product.classes.some((callClass) => callClass === "interstate" || callClass === "intrastate") &&
      decks.get(product.price.deck)?.lookupBy === "lrn",
  );
}
