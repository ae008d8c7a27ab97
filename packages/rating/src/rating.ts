import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import type { CallClass } from "@tollwright/rate-card";

/**
 * What a vendor charges for a call: `vendor:upstream`. Where one vendor both brought and took it, `vendor:upstream` is for taking it, and
 * `vendor:upstream:inbound` for having brought it.
 */
export type VendorSide = `vendor:${string}`;

/** Which payer of a call a rating is for: the customer who placed it, the one who received it, or ourselves to a vendor (books 7). */
export type Side = "customer:origin" | "customer:destination" | VendorSide;

export function isVendorSide(side: Side): side is VendorSide {
  return side.startsWith("vendor:");
}

/** @example `vendor:upstream:inbound` is upstream. */
export function vendorOf(side: Side): string {
  return side.split(":")[1] ?? "";
}

/** What one side of a call costs at list price, with everything needed to redo it with a pencil. */
export type Rating = {
  readonly callKey: string;
  readonly keyDay: CivilDate;
  readonly side: Side;
  /** Empty on a vendor's side: it is on nobody's invoice. So are location, product and plan. */
  readonly account: string;
  readonly location: string;
  /** The call belongs to the period of this instant: its answer, or its start where unanswered (books 15). */
  readonly ratedAt: Instant;
  /**
   * `free`: costs nothing by rule, for `reason` (UNANSWERED, EMERGENCY, FREE_BY_PLAN, ZERO_SECONDS, GRACE); `rated`: reason is empty.
   * `unpriced`, on vendors' sides alone: what it costs is not known, and the charge of 0 says nothing; `reason` is a problem's code.
   */
  readonly outcome: "rated" | "free" | "unpriced";
  readonly reason: string;
  readonly callClass: CallClass | "emergency" | "unanswered";
  /** Null where the call was free before a product was looked for. */
  readonly product: string | null;
  readonly plan: string | null;
  readonly fromE164: string | null;
  readonly toE164: string | null;
  readonly billedSeconds: number;
  /** Rounded once, to the deck's or product's places; decimal text. */
  readonly charge: string;
  readonly ratePerMinute: string | null;
  readonly connectFee: string | null;
  /** Prefix and row of the deck, and the hash of its version. */
  readonly prefix: string | null;
  readonly destination: string;
  readonly deck: string | null;
  readonly deckVersion: string | null;
  readonly deckRow: number | null;
  /** What said whose call it is: `trunk acme-chi`, `number 13125550142`, `accountCode acme`. */
  readonly attributedBy: string;
  /** What said which class it is: `caller IL, called NH`. */
  readonly classifiedBy: string;
  /** How seconds became money: `30/6, halfUp 6, minimum 0`; empty where nothing was priced by the minute. */
  readonly terms: string;
};

/**
 * A call with all its sides, or with the reason why it has none: if one side cannot be rated, the call is suspended
 * whole.
 */
export type RatedCall = {
  readonly callKey: string;
  readonly keyDay: CivilDate;
  /** `free`: no side costs anything. An unanswered call of nobody is free and has no ratings. */
  readonly bucket: "rated" | "free" | "suspendedAtRating";
  readonly ratings: readonly Rating[];
  /** Set where suspended, else null. */
  readonly problem: Problem | null;
};
