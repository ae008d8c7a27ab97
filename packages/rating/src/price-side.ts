import { type CivilDate, civilDateIn, type Instant, localText } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import { fail, ok, type ProblemCode, problem, type Result } from "@tollwright/problem";
import type { Classification } from "./classify.ts";
import type { CompiledPlan, CompiledProduct, Sold } from "./compiled-plan.ts";
import type { CompiledTerms } from "./compiled-terms.ts";
import type { DeckFacts, DeckPricer } from "./deck-pricer.ts";
import type { Rating } from "./rating.ts";
import type { SharedTerms } from "./shared-terms.ts";
import type { TariffBiller } from "./tariff/bill-tariff.ts";

/** What the price adds to a rating. */
export type SidePrice = Pick<
  Rating,
  | "outcome"
  | "reason"
  | "product"
  | "plan"
  | "billedSeconds"
  | "charge"
  | "ratePerMinute"
  | "connectFee"
  | "prefix"
  | "destination"
  | "deck"
  | "deckVersion"
  | "deckRow"
  | "terms"
>;

/** What a price goes by, once it is known whose it is. */
export type PriceFacts = {
  readonly classification: Classification;
  /** Answered time in whole seconds, a started one counting whole. */
  readonly seconds: number;
  /** A tariff's periods go by it, whatever instant the call is billed by. */
  readonly answeredAt: Instant;
  readonly ratedAt: Instant;
};

export type PriceQuestion = PriceFacts & {
  readonly account: Pick<Account, "id" | "zone">;
  /** Of the day; undefined where the account has none. */
  readonly plan: CompiledPlan | undefined;
};

/**
 * The third step of rating: the plan of the day, its product for the class, and the price by it.
 *
 * @returns NO_PLAN, NO_PRODUCT, NO_RATE or ROUTE_BLOCKED where there is no price: it is never zero in silence.
 * @example 61 s at 0.0100 a minute, 30/6, half-up 6: bills 66 s, charges 0.011000.
 */
export function priceSide(question: PriceQuestion): Result<SidePrice> {
  const { classification, plan } = question;
  const { callClass } = classification;
  if (callClass === "emergency")
    return ok(free(question, { reason: "EMERGENCY", plan: null, product: null }));
  if (plan === undefined) return withoutPlan(question);
  const product = plan.products.get(callClass);
  if (product === undefined)
    return refused("NO_PRODUCT", `plan ${plan.id} sells nothing for class ${callClass}`);
  return priceBy(product, question);
}

function withoutPlan({ account, ratedAt }: PriceQuestion): Result<never> {
  const { id, zone } = account;
  return refused("NO_PLAN", `account ${id} has no plan on ${civilDateIn(ratedAt, zone)}`);
}

/** The third step without its first question: the product is known, of a customer's plan or of a vendor. */
export function priceBy({ sold, price }: CompiledProduct, question: PriceFacts): Result<SidePrice> {
  switch (price.kind) {
    case "free":
      return ok(free(question, { reason: "FREE_BY_PLAN", ...sold }));
    case "perCall":
      return ok({ ...free(question, { reason: "", ...sold }), outcome: "rated", charge: price.pricePerCall });
    case "flat":
      return ok(byTheMinute(flatTerms(price, question), NO_DECK, question, sold));
    case "tariff":
      return byTariff(price.bill, question, sold);
    case "deck":
      return byDeck(price.deck, question, sold);
  }
}

function flatTerms(
  price: CompiledTerms & { readonly byShares?: SharedTerms },
  { classification: { shares } }: PriceFacts,
): CompiledTerms {
  return shares === null ? price : (price.byShares?.(shares) ?? price);
}

const NO_DECK = { prefix: null, destination: "", deck: null, deckVersion: null, deckRow: null } as const;

function free(question: PriceFacts, because: Pick<SidePrice, "reason" | "plan" | "product">): SidePrice {
  return {
    ...because,
    ...NO_DECK,
    outcome: "free",
    billedSeconds: question.seconds,
    charge: "0",
    ratePerMinute: null,
    connectFee: null,
    destination: question.classification.destination,
    terms: "",
  };
}

/** Field by field, as a rating is made: nearly every call is priced by this. */
function byTheMinute(
  terms: CompiledTerms,
  of: DeckFacts | typeof NO_DECK,
  question: PriceFacts,
  sold: Sold,
): SidePrice {
  const { billedSeconds, charge } = terms.bill(question.seconds);
  const isFree = billedSeconds === 0 && question.seconds <= terms.graceSeconds;
  return {
    outcome: isFree ? "free" : "rated",
    reason: isFree ? freeFor(question.seconds) : "",
    product: sold.product,
    plan: sold.plan,
    billedSeconds,
    charge,
    ratePerMinute: terms.ratePerMinute,
    connectFee: terms.connectFee,
    prefix: of.prefix,
    destination: of.destination === "" ? question.classification.destination : of.destination,
    deck: of.deck,
    deckVersion: of.deckVersion,
    deckRow: of.deckRow,
    terms: terms.terms,
  };
}

function freeFor(seconds: number): "ZERO_SECONDS" | "GRACE" {
  return seconds === 0 ? "ZERO_SECONDS" : "GRACE";
}

function byTariff(bill: TariffBiller, question: PriceFacts, sold: Sold): Result<SidePrice> {
  const billed = bill(question.seconds, question.answeredAt);
  if (billed === null) {
    const at = `${localText(question.answeredAt, "UTC")} UTC`;
    return refused(
      "NO_RATE",
      `no period of the tariff of product ${sold.product} has all of the call of ${at}`,
    );
  }
  const { billedSeconds, charge, connectFee, terms, isFree } = billed;
  const reason = isFree ? freeFor(question.seconds) : "";
  return ok({
    ...free(question, { reason, ...sold }),
    outcome: isFree ? "free" : "rated",
    billedSeconds,
    charge,
    connectFee,
    terms,
  });
}

/** A deck row `1` is the USA and must not price an island of the North American plan: that takes its own area code. */
const AREA_CODE_PREFIX_LENGTH = 4;

function byDeck(deck: DeckPricer, question: PriceFacts, sold: Sold): Result<SidePrice> {
  const { classification, ratedAt } = question;
  const { kind } = classification.pricedNumber;
  const e164 = numberFor(deck, classification);
  if (e164 === null)
    return refused(
      "NO_RATE",
      `deck ${deck.id} prices numbers, and there is none: ${classification.pricedNumber.because}`,
    );
  const day = civilDateIn(ratedAt, deck.zone);
  const isIsland = kind === "international" && e164.startsWith("1");
  const shortestPrefix = isIsland ? AREA_CODE_PREFIX_LENGTH : 1;
  const price = deck.priceOf({
    e164,
    day,
    column: classification.column,
    shares: classification.shares,
    shortestPrefix,
    answeredAt: question.answeredAt,
  });
  if (price.kind === "none")
    return refused(
      "NO_RATE",
      `no row of deck ${deck.id} prices ${e164}${placeIn(deck, e164, day)} on ${day}`,
    );
  const { of, terms } = price;
  if (terms === null)
    return refused(
      "ROUTE_BLOCKED",
      `deck ${deck.id} blocks ${of.prefix} (row ${of.deckRow}), and ${e164} was reached`,
    );
  return ok(byTheMinute(terms, of, question, sold));
}

/** What a deck by company or LATA was asked for. */
function placeIn({ exchangeOf }: DeckPricer, e164: string, day: CivilDate): string {
  if (exchangeOf === null) return "";
  const exchange = exchangeOf(e164, day);
  if (exchange === null) return " (no table of exchanges has it)";
  return ` (OCN ${exchange.ocn ?? "unknown"}, LATA ${exchange.lata ?? "unknown"})`;
}

/** A deck by LRN prices a ported number by where it lives now; where nobody looked it up, by where it was issued. */
function numberFor({ lookupBy }: DeckPricer, { pricedNumber, routedNumber }: Classification): string | null {
  return lookupBy === "lrn" && routedNumber !== null ? routedNumber : pricedNumber.e164;
}

function refused(code: ProblemCode, message: string): Result<never> {
  return fail(problem({ code, message }));
}
