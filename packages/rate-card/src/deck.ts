import { CivilDate, isZone } from "@tollwright/calendar";
import { Currency, RoundingSchema } from "@tollwright/money";
import { z } from "zod";
import { OffPeak } from "./deck-off-peak.ts";

/** What an answered call of 0 s costs: one increment, or nothing. */
export const ZeroSeconds = z.enum(["increment", "free"]);

const DECK_KINDS = z.enum([
  "npaNxxJurisdictional",
  "npaNxxFlat",
  "azInternational",
  "ocn",
  "lata",
  "ocnLata",
]);

/** What every deck states, in its file and as it is stored. */
export const deckFields = {
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, "lower-case letters, digits and dashes"),
  description: z.string().min(1),
  /**
   * By exchange with a price for each jurisdiction; by exchange with one price; by country and prefix; by the company that holds
   * the exchange (`ocn`), by LATA, or by both, which are looked up in the operator's tables of exchanges.
   */
  kind: DECK_KINDS,
  currency: Currency,
  /** A row without its own date is effective from the start of this day in `zone`. */
  effectiveFrom: CivilDate,
  /** `full`: prefixes of earlier deliveries that are not listed are closed on `effectiveFrom`; `partial`: they stay. */
  delivery: z.enum(["full", "partial"]).default("partial"),
  zone: z.string().refine(isZone, "a time zone such as America/New_York or UTC"),
  /** Which number a call within the United States is looked up by: as dialled, or the routing number of a ported one. */
  lookupBy: z.enum(["dialed", "lrn"]).default("dialed"),
  /** When the off-peak prices of its rows hold; a deck without such prices has none. */
  offPeak: OffPeak.optional(),
  rounding: RoundingSchema,
};

/** One price of one prefix, from a day on until the next row of that prefix. Rates are decimal text, per minute. */
const RateRowSchema = z.strictObject({
  /** E.164 digits without the plus sign, with the leading 1 for the North American plan; or `OCN/LATA`, either of which may be empty. */
  prefix: z.string(),
  destination: z.string(),
  /** Flat price (A-Z decks); null in jurisdictional decks. */
  ratePerMinute: z.string().nullable(),
  /** Jurisdictional prices; null in A-Z decks. `indeterminate` null: the dearest of the others. */
  interstate: z.string().nullable(),
  intrastate: z.string().nullable(),
  indeterminate: z.string().nullable(),
  /** Price of a call within one local calling area; null: that of an intrastate call. */
  local: z.string().nullable(),
  /** Price in the off-peak times of a deck with one price a row; null: the price holds at all times. */
  offPeak: z.string().nullable().default(null),
  /** The same of each jurisdictional price; null: that price holds at all times. */
  offPeakInterstate: z.string().nullable().default(null),
  offPeakIntrastate: z.string().nullable().default(null),
  offPeakIndeterminate: z.string().nullable().default(null),
  offPeakLocal: z.string().nullable().default(null),
  /** Price of a minute within the first seconds of a call, of decks with one price a row; null: that of all others. */
  initialRatePerMinute: z.string().nullable().default(null),
  connectFee: z.string(),
  initialSeconds: z.int(),
  incrementSeconds: z.int(),
  /** A call of at most so many seconds costs nothing at all, not even the connect fee; 0: every answered call costs. */
  graceSeconds: z.int().min(0).default(0),
  /** So many seconds come off every call, and the rest is priced as a call of that length. */
  freeSeconds: z.int().min(0).default(0),
  effectiveFrom: CivilDate,
  /** The first day on which the row holds no more; null: until the next row of its prefix. */
  effectiveUntil: CivilDate.nullable(),
  /** Neither routed nor priced: a call that got through all the same is suspended. */
  blocked: z.boolean(),
  /** The prefix has no price of its own from this day on: the next shorter one prices its calls. */
  removed: z.boolean(),
  /** Row number in the delivered CSV; its first row is 1, also where a cell holds a line break. */
  row: z.int(),
});
export type RateRow = z.infer<typeof RateRowSchema>;

/** What a minute costs, by the columns of a deck. */
export const MINUTE_PRICES = [
  "ratePerMinute",
  "interstate",
  "intrastate",
  "indeterminate",
  "local",
  "offPeak",
  "offPeakInterstate",
  "offPeakIntrastate",
  "offPeakIndeterminate",
  "offPeakLocal",
  "initialRatePerMinute",
] as const satisfies readonly (keyof RateRow)[];
export type MinutePrice = (typeof MINUTE_PRICES)[number];

/** A delivery as it is stored and hashed: what was meant, without comments or column order. */
export const RateDeck = z.strictObject({
  ...deckFields,
  minimumCharge: z.string(),
  zeroSeconds: ZeroSeconds,
  rows: z.array(RateRowSchema),
});
export type RateDeck = z.infer<typeof RateDeck>;
