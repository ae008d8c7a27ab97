import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Rating, Side } from "@tollwright/rating";
import { bytesField, type Field, instantField } from "../copy-text.ts";

/** Columns of `rating` but its batch, in the order of `ratingFields`. */
export const ratingColumns = [
  "key_day",
  "call_key",
  "side",
  "account",
  "location",
  "rated_at",
  "outcome",
  "reason",
  "call_class",
  "product",
  "plan",
  "from_e164",
  "to_e164",
  "billed_seconds",
  "charge",
  "rate_per_minute",
  "connect_fee",
  "prefix",
  "destination",
  "deck",
  "deck_version",
  "deck_row",
  "attributed_by",
  "classified_by",
  "terms",
] as const;

export function ratingFields(rating: Rating): Field[] {
  return [
    rating.keyDay,
    bytesField(rating.callKey),
    rating.side,
    rating.account,
    rating.location,
    instantField(rating.ratedAt),
    rating.outcome,
    rating.reason,
    rating.callClass,
    rating.product,
    rating.plan,
    rating.fromE164,
    rating.toE164,
    rating.billedSeconds,
    rating.charge,
    rating.ratePerMinute,
    rating.connectFee,
    rating.prefix,
    rating.destination,
    rating.deck,
    bytesField(rating.deckVersion),
    rating.deckRow,
    rating.attributedBy,
    rating.classifiedBy,
    rating.terms,
  ];
}

/** What `select` of `ratingColumns` gives. */
export type RatingRow = {
  readonly key_day: CivilDate;
  readonly call_key: Buffer;
  readonly side: Side;
  readonly account: string;
  readonly location: string;
  readonly rated_at: Instant;
  readonly outcome: Rating["outcome"];
  readonly reason: string;
  readonly call_class: Rating["callClass"];
  readonly product: string | null;
  readonly plan: string | null;
  readonly from_e164: string | null;
  readonly to_e164: string | null;
  readonly billed_seconds: bigint;
  readonly charge: string;
  readonly rate_per_minute: string | null;
  readonly connect_fee: string | null;
  readonly prefix: string | null;
  readonly destination: string;
  readonly deck: string | null;
  readonly deck_version: Buffer | null;
  readonly deck_row: bigint | null;
  readonly attributed_by: string;
  readonly classified_by: string;
  readonly terms: string;
};

export function ratingFromRow(row: RatingRow): Rating {
  return {
    callKey: row.call_key.toString("hex"),
    keyDay: row.key_day,
    side: row.side,
    account: row.account,
    location: row.location,
    ratedAt: row.rated_at,
    outcome: row.outcome,
    reason: row.reason,
    callClass: row.call_class,
    product: row.product,
    plan: row.plan,
    fromE164: row.from_e164,
    toE164: row.to_e164,
    billedSeconds: Number(row.billed_seconds),
    charge: row.charge,
    ratePerMinute: row.rate_per_minute,
    connectFee: row.connect_fee,
    prefix: row.prefix,
    destination: row.destination,
    deck: row.deck,
    deckVersion: row.deck_version?.toString("hex") ?? null,
    deckRow: row.deck_row === null ? null : Number(row.deck_row),
    attributedBy: row.attributed_by,
    classifiedBy: row.classified_by,
    terms: row.terms,
  };
}
