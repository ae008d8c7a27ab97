import type { CivilDate, Instant } from "@tollwright/calendar";
import type { Rating, Side } from "@tollwright/rating";
import { columnsTogether, mixed } from "../copy/columns-together.ts";
import {
  bytesColumn,
  type CopyColumn,
  fewTextsColumn,
  int8Column,
  namesOf,
  numericColumn,
} from "../copy/copy-columns.ts";
import { putDate, putHexadecimal, putInstant, putInt8, putText } from "../copy/put-field.ts";
import { putNumeric } from "../copy/put-numeric.ts";

/** By what a side was priced: the same for all calls of an account to a destination. */
const OF_MANY = columnsTogether<Rating>({
  columns: [
    fewTextsColumn("side", ({ side }) => side),
    fewTextsColumn("account", ({ account }) => account),
    fewTextsColumn("location", ({ location }) => location),
    fewTextsColumn("outcome", ({ outcome }) => outcome),
    fewTextsColumn("reason", ({ reason }) => reason),
    fewTextsColumn("call_class", ({ callClass }) => callClass),
    fewTextsColumn("product", ({ product }) => product),
    fewTextsColumn("plan", ({ plan }) => plan),
    numericColumn("rate_per_minute", ({ ratePerMinute }) => ratePerMinute),
    numericColumn("connect_fee", ({ connectFee }) => connectFee),
    fewTextsColumn("prefix", ({ prefix }) => prefix),
    fewTextsColumn("destination", ({ destination }) => destination),
    fewTextsColumn("deck", ({ deck }) => deck),
    bytesColumn("deck_version", ({ deckVersion }) => deckVersion),
    int8Column("deck_row", ({ deckRow }) => deckRow),
    fewTextsColumn("attributed_by", ({ attributedBy }) => attributedBy),
    fewTextsColumn("classified_by", ({ classifiedBy }) => classifiedBy),
    fewTextsColumn("terms", ({ terms }) => terms),
  ],
  isSame: (rating, other) =>
    rating.deckRow === other.deckRow &&
    rating.side === other.side &&
    rating.account === other.account &&
    rating.location === other.location &&
    rating.outcome === other.outcome &&
    rating.reason === other.reason &&
    rating.callClass === other.callClass &&
    rating.product === other.product &&
    rating.plan === other.plan &&
    rating.ratePerMinute === other.ratePerMinute &&
    rating.connectFee === other.connectFee &&
    rating.prefix === other.prefix &&
    rating.destination === other.destination &&
    rating.deck === other.deck &&
    rating.deckVersion === other.deckVersion &&
    rating.attributedBy === other.attributedBy &&
    rating.classifiedBy === other.classifiedBy &&
    rating.terms === other.terms,
  place: ({ deckRow, account, attributedBy, classifiedBy }) =>
    31 * (deckRow ?? 0) + mixed(account) + 131 * mixed(attributedBy) + 337 * mixed(classifiedBy),
});

/** What is another for each call, one field behind the other, as for calls. */
const OF_ONE: CopyColumn<Rating> = {
  names: ["key_day", "call_key", "rated_at", "from_e164", "to_e164", "billed_seconds", "charge"],
  write(out, rating) {
    putDate(out, rating.keyDay);
    putHexadecimal(out, rating.callKey);
    putInstant(out, rating.ratedAt);
    putText(out, rating.fromE164);
    putText(out, rating.toE164);
    putInt8(out, rating.billedSeconds);
    putNumeric(out, rating.charge);
  },
};

/** Columns of `rating` but its batch, as COPY fills them. */
export const RATING: readonly CopyColumn<Rating>[] = [OF_ONE, OF_MANY];

/** Their names. */
export const ratingColumns = namesOf(RATING);

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
