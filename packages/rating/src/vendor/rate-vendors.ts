import type { Call } from "@tollwright/cdr";
import { attribute } from "../attribute.ts";
import { endsOf } from "../classify.ts";
import type { Rating } from "../rating.ts";
import type { RatingRules } from "../rating-rules.ts";
import { vendorRatings } from "./vendor-ratings.ts";

/**
 * The vendors' sides of a call alone, also of one whose customer's side cannot be rated: what a vendor would charge for it. Empty for
 * a call that nobody answered, or that no vendor took part in.
 */
export function rateVendors(call: Call, rules: RatingRules): readonly Rating[] {
  const source = rules.sources.get(call.source);
  const { vendors } = rules;
  if (source === undefined || vendors === null || !call.answered) return [];
  const attribution = attribute(call, source, rules);
  return vendorRatings({ call, attribution, ends: endsOf(call, attribution, rules), rules, vendors });
}
