import assert from "node:assert";
import { civilDateIn } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import { ok, type Problem, problem, type Result } from "@tollwright/problem";
import { type Attribution, attribute, type Party } from "./attribute.ts";
import { classify, type Ends, endsOf } from "./classify.ts";
import { planOn } from "./plan-on.ts";
import { priceSide } from "./price-side.ts";
import type { RatedCall, Rating } from "./rating.ts";
import { ratingOf, type SideParty, unansweredRating } from "./rating-of.ts";
import type { RatingRules } from "./rating-rules.ts";
import { vendorRatings } from "./vendor/vendor-ratings.ts";

/**
 * Rates one call at list price: attribute, classify, price, for each end that we serve (books 6, 7). It never looks at
 * another call, so calls may be rated anywhere, in any order, and again.
 *
 * @returns All sides, or the first problem and no side at all: half a call on an invoice is harder to take back than a whole
 *   call is to add.
 * @example 312 555 0142 (ours, IL) calls 603 555 0100 (NH) for 61 s at 0.0100, 6/6: one rating, origin, interstate, 66 s, 0.011000.
 */
export function rateCall(call: Call, rules: RatingRules): RatedCall {
  const source = rules.sources.get(call.source);
  if (source === undefined) return suspended(call, sourceMissing(call));
  const attribution = attribute(call, source, rules);
  const { origin, destination } = attribution;
  if (!call.answered) return unanswered(call, attribution);
  if (origin === null && destination === null) return suspended(call, nobodys(call));
  const answered = { call, attribution, ends: endsOf(call, attribution, rules), rules };
  const placed = origin === null ? null : rateSide(answered, "customer:origin", origin);
  if (placed?.ok === false) return refused(call, placed);
  const received = destination === null ? null : rateSide(answered, "customer:destination", destination);
  if (received?.ok === false) return refused(call, received);
  const ofCustomers = listOf(placed?.value ?? null, received?.value ?? null);
  const bucket = ofCustomers.some(isRated) ? "rated" : "free";
  const ofVendors = rules.vendors === null ? [] : vendorRatings({ ...answered, vendors: rules.vendors });
  const ratings = ofVendors.length === 0 ? ofCustomers : ofCustomers.concat(ofVendors);
  return { callKey: call.callKey, keyDay: call.keyDay, bucket, ratings, problem: null };
}

/** Kept, since bursts are counted from unanswered calls as well (books 16). */
function unanswered(call: Call, attribution: Attribution): RatedCall {
  const { origin, destination } = attribution;
  const ratings = listOf(
    origin === null ? null : unansweredRating({ call, attribution, side: "customer:origin", party: origin }),
    destination === null
      ? null
      : unansweredRating({ call, attribution, side: "customer:destination", party: destination }),
  );
  return { callKey: call.callKey, keyDay: call.keyDay, bucket: "free", ratings, problem: null };
}

/** One that is spread or pushed to keeps room for sixteen more, and thousands of calls wait in memory to be stored. */
function listOf(placed: Rating | null, received: Rating | null): readonly Rating[] {
  if (placed === null) return received === null ? [] : [received];
  return received === null ? [placed] : [placed, received];
}

function isRated({ outcome }: Rating): boolean {
  return outcome === "rated";
}

function refused(call: Call, { problems }: { readonly problems: readonly Problem[] }): RatedCall {
  const [reason] = problems;
  assert(reason !== undefined, "a refusal has its reason");
  return suspended(call, reason);
}

function suspended({ callKey, keyDay, record }: Call, reason: Problem): RatedCall {
  const named = { ...reason, line: record.line };
  return { callKey, keyDay, bucket: "suspendedAtRating", ratings: [], problem: named };
}

const MILLISECONDS_PER_SECOND = 1000;

type AnsweredCall = {
  readonly call: Call;
  readonly attribution: Attribution;
  readonly ends: Ends;
  readonly rules: RatingRules;
};

function rateSide(answered: AnsweredCall, side: SideParty["side"], party: Party): Result<Rating> {
  const { call, attribution, ends, rules } = answered;
  const { ratedAt } = party;
  const { account } = party.owner;
  const plan = planOn(account, civilDateIn(ratedAt, account.zone), rules);
  const classified = classify({ side, party, plan, attribution, ends, rules });
  if (!classified.ok) return classified;
  const classification = classified.value;
  const seconds = Math.ceil(call.billableMilliseconds / MILLISECONDS_PER_SECOND);
  const answeredAt = call.answeredAt ?? ratedAt;
  const priced = priceSide({ account, plan, classification, seconds, answeredAt, ratedAt });
  if (!priced.ok) return priced;
  return ok(ratingOf({ call, attribution, side, party, classification, price: priced.value }));
}

function nobodys(call: Call): Problem {
  const clues = [
    `trunk in ${call.trunkIn ?? "none"}`,
    `trunk out ${call.trunkOut ?? "none"}`,
    `account code ${call.accountHint ?? "none"}`,
  ];
  return problem({
    code: "NO_OWNER",
    message: `nobody owns the ${call.direction} call from ${call.from} to ${call.to} (${clues.join(", ")})`,
  });
}

function sourceMissing(call: Call): Problem {
  return problem({
    code: "NO_OWNER",
    message: `source ${call.source} is not in force, so nothing says how its calls are attributed`,
    wayOut: "load the source's YAML, then recycle the record",
  });
}
