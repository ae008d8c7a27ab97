import { civilDateIn } from "@tollwright/calendar";
import type { CallRatedAgain, RatedNow } from "@tollwright/postgres";
import { isVendorSide, type RatedCall, type Rating } from "@tollwright/rating";
import type { RulesInForce } from "./rules-in-force.ts";

/**
 * A call by the rules of another set of versions: null where every side comes out as it is. What only its explanation would
 * change (the row of a newer edition with the same price) is no change: it was priced by what it says.
 */
export function ratedAgain(
  { call, ratings, newestBatch }: RatedNow,
  rules: Pick<RulesInForce, "rate" | "accounts">,
): CallRatedAgain | null {
  const outcome = rules.rate(call);
  const after = new Map(outcome.ratings.map((rating) => [rating.side, rating]));
  const before = new Map(ratings.map((rating) => [rating.side, rating]));
  const gone = ratings.filter((rating) => !isSame(rating, after.get(rating.side)));
  const added = outcome.ratings.filter((rating) => !isSame(rating, before.get(rating.side)));
  const [first] = [...gone, ...added].sort(customersFirst);
  if (first === undefined) return null;
  const zone = rules.accounts.find(({ id }) => id === first.account)?.zone ?? "UTC";
  return {
    call,
    account: first.account,
    period: civilDateIn(first.ratedAt, zone).slice(0, "2026-04".length),
    gone: gone.map(({ side }) => side),
    ratings: added,
    bucketBefore: bucketOf(ratings),
    bucketAfter: outcome.bucket,
    newestBatch,
    problem: outcome.problem,
  };
}

/** By whose invoice the call is confirmed: a customer's, where there is one. */
function customersFirst(left: Rating, right: Rating): number {
  return Number(isVendorSide(left.side)) - Number(isVendorSide(right.side));
}

function isSame(left: Rating, right: Rating | undefined): boolean {
  return right !== undefined && moneyOf(left) === moneyOf(right);
}

/** Everything that a line, its amount and its period go by. */
function moneyOf(rating: Rating): string {
  const { account, location, ratedAt, outcome, reason, callClass, plan, product, billedSeconds, charge } =
    rating;
  const worth = charge.includes(".") ? charge.replace(/\.?0+$/, "") : charge;
  const named = [account, location, ratedAt, outcome, reason, callClass, plan, product, billedSeconds, worth];
  return JSON.stringify(named);
}

/** As storing counts it: vendors' sides say nothing of it. */
function bucketOf(ratings: readonly Rating[]): RatedCall["bucket"] {
  const isRated = ratings.some(({ side, outcome }) => !isVendorSide(side) && outcome === "rated");
  return isRated ? "rated" : "free";
}
