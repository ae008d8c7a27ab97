import { CivilDate } from "@tollwright/calendar";
import { Currency, PositiveDecimalText, RoundingSchema } from "@tollwright/money";
import { z } from "zod";

/** `deck.yaml`: how to read and apply the rows of a rate deck's CSV (reference: cdr and rate decks, section 4). */
export const DeckDescription = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  description: z.string().min(1),
  kind: z.enum(["npaNxxJurisdictional", "azInternational"]),
  currency: Currency,
  /** A row without its own date is effective from the start of this day in `zone`. */
  effectiveFrom: CivilDate,
  zone: z.string(),
  /** The CSV beside this file. */
  rows: z.string().min(1),
  /** Headings of the CSV, by meaning. */
  columns: z.strictObject({
    prefix: z.string(),
    destination: z.string().optional(),
    ratePerMinute: z.string().optional(),
    interstate: z.string().optional(),
    intrastate: z.string().optional(),
    indeterminate: z.string().optional(),
    connectFee: z.string().optional(),
    initialSeconds: z.string().optional(),
    incrementSeconds: z.string().optional(),
    effectiveFrom: z.string().optional(),
  }),
  defaults: z.strictObject({
    connectFee: PositiveDecimalText.default("0"),
    minimumCharge: PositiveDecimalText.default("0"),
    initialSeconds: z.int().min(1),
    incrementSeconds: z.int().min(1),
  }),
  /** A row dearer than this a minute is refused as absurd. */
  rateCeilingPerMinute: PositiveDecimalText,
  rounding: RoundingSchema,
});
export type DeckDescription = z.infer<typeof DeckDescription>;

/** One price of one prefix, from a day on until the next row of that prefix. Rates are decimal text, per minute. */
export type RateRow = {
  /** E.164 digits without the plus sign, with the leading 1 for the North American plan. */
  readonly prefix: string;
  readonly destination: string;
  /** Flat price (A-Z decks); null in jurisdictional decks. */
  readonly ratePerMinute: string | null;
  /** Jurisdictional prices; null in A-Z decks. `indeterminate` null: the dearest of the others. */
  readonly interstate: string | null;
  readonly intrastate: string | null;
  readonly indeterminate: string | null;
  readonly connectFee: string;
  readonly initialSeconds: number;
  readonly incrementSeconds: number;
  readonly effectiveFrom: CivilDate;
  /** Row number in the delivered CSV; the heading is row 1. */
  readonly row: number;
};

/** A delivery as it is stored and hashed: what was meant, without comments or column order. */
export type RateDeck = {
  readonly id: string;
  readonly description: string;
  readonly kind: DeckDescription["kind"];
  readonly currency: Currency;
  readonly zone: string;
  readonly minimumCharge: string;
  readonly rounding: DeckDescription["rounding"];
  readonly rows: readonly RateRow[];
};
