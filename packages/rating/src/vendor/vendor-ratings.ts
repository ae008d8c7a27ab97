import { civilDateIn, type Instant } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { VendorDirection } from "@tollwright/rate-card";
import type { Attribution } from "../attribute.ts";
import { type Classification, classifyPlaced, classifyReceived, type Ends } from "../classify.ts";
import { priceBy, type SidePrice } from "../price-side.ts";
import type { Rating, VendorSide } from "../rating.ts";
import { NO_CLASS, NOTHING_DUE } from "../rating-of.ts";
import type { RatingRules } from "../rating-rules.ts";
import type { Vendors, VendorTrunk } from "./compiled-vendors.ts";

type AnsweredCall = {
  readonly call: Call;
  readonly attribution: Attribution;
  readonly ends: Ends;
  readonly rules: RatingRules;
  readonly vendors: Vendors;
};

/**
 * What each vendor charges for an answered call, by the same three steps as a customer's side (books 6, 7): whose trunk it left
 * by or came by at the instant of the answer, its class by the numbers, and the vendor's price of that day. It goes by nothing that
 * a customer agreed with us.
 *
 * @returns A call that one vendor brought and another took has two. What cannot be priced is `unpriced` with its reason: a cost
 *   that nobody knows is not 0, and is no reason to hold the customer's side.
 * @example 13125550100 to 16035550199 for 61 s by a trunk of `upstream`, whose deck says 0.0060 between states, 6/6:
 *   side `vendor:upstream`, 66 s, 66/60 × 0.0060 = 0.006600.
 */
export function vendorRatings(answered: AnsweredCall): readonly Rating[] {
  const { call } = answered;
  const at = call.answeredAt ?? call.startedAt;
  const taken = vendorAt(answered, { trunk: call.trunkOut, direction: "outbound", at });
  const brought = vendorAt(answered, { trunk: call.trunkIn, direction: "inbound", at });
  const forTaking =
    taken === null ? [] : [ratingBy(answered, endOf(taken, taken.vendor.side, "outbound", at))];
  if (brought === null) return forTaking;
  // A call has one rating a side, so where one vendor has both ends the second is named.
  const { side } = brought.vendor;
  const isSame = brought.vendor.id === taken?.vendor.id;
  const named: VendorSide = isSame ? `${side}:inbound` : side;
  return [...forTaking, ratingBy(answered, endOf(brought, named, "inbound", at))];
}

function vendorAt(
  { call, vendors }: AnsweredCall,
  asked: { readonly trunk: string | null; readonly direction: VendorDirection; readonly at: Instant },
): VendorTrunk | null {
  const { trunk, direction, at } = asked;
  return trunk === null ? null : vendors.ofTrunk({ source: call.source, name: trunk, direction, at });
}

type VendorEnd = VendorTrunk & {
  readonly side: VendorSide;
  readonly direction: VendorDirection;
  readonly at: Instant;
};

/** Field by field, as a rating is made. */
function endOf(
  { vendor, attributedBy }: VendorTrunk,
  side: VendorSide,
  direction: VendorDirection,
  at: Instant,
): VendorEnd {
  return { vendor, attributedBy, side, direction, at };
}

function ratingBy(answered: AnsweredCall, end: VendorEnd): Rating {
  const classified = classifyFor(answered, end.direction);
  if (!classified.ok) return vendorRating(answered, end, NO_CLASS, unpriced(classified));
  const { value } = classified;
  const priced = priceFor(answered, end, value);
  return vendorRating(answered, end, value, priced.ok ? priced.value : unpriced(priced));
}

/** What left to the public network is on nobody's net but the vendor's; what came from it rings where the customer is. */
function classifyFor(
  { ends, attribution, rules }: AnsweredCall,
  direction: VendorDirection,
): Result<Classification> {
  if (direction === "outbound") return classifyPlaced({ ends, isOnNet: false, rules });
  const { destination } = attribution;
  if (destination !== null) return ok(classifyReceived({ ends, party: destination, isOnNet: false, rules }));
  return fail(problem({ code: "NO_OWNER", message: "nobody is found who received the call" }));
}

const MILLISECONDS_PER_SECOND = 1000;

function priceFor(
  { call }: AnsweredCall,
  { vendor, direction, at }: VendorEnd,
  classification: Classification,
): Result<SidePrice> {
  const { callClass } = classification;
  if (callClass === "emergency") return ok({ ...NOTHING_DUE, reason: "EMERGENCY" });
  const day = civilDateIn(at, vendor.zone);
  const product = vendor.priceOf({ direction, callClass, day });
  if (product === undefined) {
    const message = `vendor ${vendor.id} has no ${direction} price for class ${callClass} on ${day}`;
    return fail(problem({ code: "NO_PRODUCT", message }));
  }
  const seconds = Math.ceil(call.billableMilliseconds / MILLISECONDS_PER_SECOND);
  const answeredAt = call.answeredAt ?? at;
  return priceBy(product, { classification, seconds, answeredAt, ratedAt: at });
}

function unpriced({ problems }: { readonly problems: readonly { readonly code: string }[] }): SidePrice {
  return { ...NOTHING_DUE, outcome: "unpriced", reason: problems[0]?.code ?? "NO_RATE" };
}

/** Field by field, as a customer's is made. */
function vendorRating(
  { call, attribution }: AnsweredCall,
  { attributedBy, side, at }: VendorEnd,
  { callClass, because }: { readonly callClass: Rating["callClass"]; readonly because: string },
  price: SidePrice,
): Rating {
  return {
    callKey: call.callKey,
    keyDay: call.keyDay,
    side,
    account: "",
    location: "",
    ratedAt: at,
    outcome: price.outcome,
    reason: price.reason,
    callClass,
    product: null,
    plan: null,
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
    attributedBy,
    classifiedBy: because,
    terms: price.terms,
  };
}
