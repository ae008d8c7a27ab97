import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import type { CallClass } from "@tollwright/rate-card";

/** Which payer of a call a rating is for (books 7). Vendors' sides come later. */
export type Side = "customer:origin" | "customer:destination";

/** What one side of a call costs at list price, with everything needed to redo it with a pencil. */
export type Rating = {
  readonly callKey: string;
  readonly keyDay: CivilDate;
  readonly side: Side;
  readonly account: string;
  readonly location: string;
  /** The call belongs to the period of this instant: its answer, or its start where unanswered (books 15). */
  readonly ratedAt: Instant;
  /** `free`: costs nothing by rule, for `reason` (UNANSWERED, EMERGENCY, FREE_BY_PLAN, ZERO_SECONDS); `rated`: reason is empty. */
  readonly outcome: "rated" | "free";
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
