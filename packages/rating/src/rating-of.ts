import type { Call } from "@tollwright/cdr";
import type { Attribution, Party } from "./attribute.ts";
import type { SidePrice } from "./price-side.ts";
import type { Rating, Side, VendorSide } from "./rating.ts";

type CustomerSide = Exclude<Side, VendorSide>;

/** Who pays for which end of a call. */
export type SideParty = { readonly side: CustomerSide; readonly party: Party };

type Sided = SideParty & { readonly call: Call; readonly attribution: Attribution };

/**
 * One side's rating, of the answers of the three steps.
 *
 * Field by field: an object that others are spread into takes several times as long to make, and each call makes one.
 */
export function ratingOf(
  made: Sided & {
    readonly classification: { readonly callClass: Rating["callClass"]; readonly because: string };
    readonly price: SidePrice;
  },
): Rating {
  const { call, attribution, side, party, classification, price } = made;
  return {
    callKey: call.callKey,
    keyDay: call.keyDay,
    side,
    account: party.owner.account.id,
    location: party.owner.location,
    ratedAt: party.ratedAt,
    outcome: price.outcome,
    reason: price.reason,
    callClass: classification.callClass,
    product: price.product,
    plan: price.plan,
    fromE164: attribution.from.e164,
    toE164: attribution.to.e164,
    billedSeconds: price.billedSeconds,
    charge: price.charge,
    ratePerMinute: price.ratePerMinute,
    connectFee: price.connectFee,
    prefix: price.prefix,
    destination: price.destination,
    deck: price.deck,
    deckVersion: price.deckVersion,
    deckRow: price.deckRow,
    attributedBy: party.owner.matched,
    classifiedBy: classification.because,
    terms: price.terms,
  };
}

export function unansweredRating(sided: Sided): Rating {
  return ratingOf({ ...sided, classification: NO_CLASS, price: NOTHING_DUE });
}

export const NO_CLASS = { callClass: "unanswered", because: "" } as const;

export const NOTHING_DUE: SidePrice = {
  outcome: "free",
  reason: "UNANSWERED",
  product: null,
  plan: null,
  billedSeconds: 0,
  charge: "0",
  ratePerMinute: null,
  connectFee: null,
  prefix: null,
  destination: "",
  deck: null,
  deckVersion: null,
  deckRow: null,
  terms: "",
};
