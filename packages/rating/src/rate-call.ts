import assert from "node:assert";
import type { Call } from "@tollwright/cdr";
import { ok, type Problem, problem, type Result } from "@tollwright/problem";
import { type Attribution, attribute } from "./attribute.ts";
import { classify, type Ends, endsOf } from "./classify.ts";
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
  const parties = partiesOf(attribution);
  if (!call.answered) {
    const ratings = parties.map((of) => unansweredRating({ call, attribution, ...of }));
    return { callKey: call.callKey, keyDay: call.keyDay, bucket: "free", ratings, problem: null };
  }
  if (parties.length === 0) return suspended(call, nobodys(call));
  const ends = endsOf(call, attribution, rules);
  let ofCustomers: readonly Rating[] = [];
  for (const { side, party } of parties) {
    const rated = rateSide({ call, attribution, ends, rules, side, party });
    if (!rated.ok) {
      const [reason] = rated.problems;
      assert(reason !== undefined, "a refusal has its reason");
      return suspended(call, reason);
    }
    // A list that is pushed to keeps room for sixteen more, and thousands of calls wait in memory to be stored.
    ofCustomers = [...ofCustomers, rated.value];
  }
  const bucket = ofCustomers.some((rating) => rating.outcome === "rated") ? "rated" : "free";
  const { vendors } = rules;
  const ofVendors = vendors === null ? [] : vendorRatings({ call, attribution, ends, rules, vendors });
  const ratings = [...ofCustomers, ...ofVendors];
  return { callKey: call.callKey, keyDay: call.keyDay, bucket, ratings, problem: null };
}

function suspended({ callKey, keyDay, record }: Call, reason: Problem): RatedCall {
  const named = { ...reason, line: record.line };
  return { callKey, keyDay, bucket: "suspendedAtRating", ratings: [], problem: named };
}

function partiesOf({ origin, destination }: Attribution): readonly SideParty[] {
  const placed = origin === null ? [] : [{ side: "customer:origin", party: origin } as const];
  return destination === null ? placed : [...placed, { side: "customer:destination", party: destination }];
}

const MILLISECONDS_PER_SECOND = 1000;

function rateSide(
  input: SideParty & {
    readonly call: Call;
    readonly attribution: Attribution;
    readonly ends: Ends;
    readonly rules: RatingRules;
  },
): Result<Rating> {
  const { call, attribution, side, party, rules } = input;
  const classified = classify(input);
  if (!classified.ok) return classified;
  const classification = classified.value;
  const seconds = Math.ceil(call.billableMilliseconds / MILLISECONDS_PER_SECOND);
  const answeredAt = call.answeredAt ?? party.ratedAt;
  const priced = priceSide({ party, classification, seconds, answeredAt, rules });
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
