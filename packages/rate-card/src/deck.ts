import { CivilDate, isZone } from "@tollwright/calendar";
import { Currency, PositiveDecimalText, RoundingSchema } from "@tollwright/money";
import { z } from "zod";

/** What an answered call of 0 s costs: one increment, or nothing. */
export const ZeroSeconds = z.enum(["increment", "free"]);

const DeckId = z.string().regex(/^[a-z0-9-]{1,60}$/, "lower-case letters, digits and dashes");
const DeckKind = z.enum(["npaNxxJurisdictional", "azInternational"]);
const Zone = z.string().refine(isZone, "a time zone such as America/New_York or UTC");

/** A heading of the CSV, or `#4` for the fourth column where headings are missing or not unique. */
const Column = z.string().min(1);

/** `deck.yaml`: how to read and apply the rows of a rate deck's CSV (reference: cdr and rate decks, section 4). */
export const DeckDescription = z
  .strictObject({
    id: DeckId,
    description: z.string().min(1),
    kind: DeckKind,
    currency: Currency,
    /** A row without its own date is effective from the start of this day in `zone`. */
    effectiveFrom: CivilDate,
    /** `full`: prefixes of earlier deliveries that are not listed are closed on `effectiveFrom`; `partial`: they stay. */
    delivery: z.enum(["full", "partial"]).default("partial"),
    zone: Zone,
    /** The CSV beside this file. */
    rows: z.string().min(1),
    delimiter: z.enum([",", ";", "\t", "|"]).default(","),
    /** Rows before the first price; the last of them holds the headings. */
    headingRows: z.int().min(0).max(50).default(1),
    /** How a date column is written; nothing is guessed. */
    dates: z.enum(["YYYY-MM-DD", "M/D/YYYY", "M/D/YY", "D/M/YYYY", "D.M.YYYY"]).default("YYYY-MM-DD"),
    /** Headings of the CSV, by meaning. */
    columns: z.strictObject({
      prefix: Column,
      destination: Column.optional(),
      ratePerMinute: Column.optional(),
      interstate: Column.optional(),
      intrastate: Column.optional(),
      indeterminate: Column.optional(),
      connectFee: Column.optional(),
      initialSeconds: Column.optional(),
      incrementSeconds: Column.optional(),
      effectiveFrom: Column.optional(),
      /** A row marked here (y, yes, true, 1, blocked, closed) is neither routed nor priced. */
      blocked: Column.optional(),
    }),
    defaults: z.strictObject({
      connectFee: PositiveDecimalText.default("0"),
      minimumCharge: PositiveDecimalText.default("0"),
      initialSeconds: z.int().min(1),
      incrementSeconds: z.int().min(1),
      zeroSeconds: ZeroSeconds.default("increment"),
    }),
    /** A row dearer than this a minute is refused as absurd. */
    rateCeilingPerMinute: PositiveDecimalText,
    /** A rate of 0 is a mistake or a closed route unless the deck says that it is meant. */
    zeroRateIsFree: z.boolean().default(false),
    rounding: RoundingSchema,
  })
  .superRefine(columnsFitKind);
export type DeckDescription = z.infer<typeof DeckDescription>;

const COLUMNS_OF_KIND = {
  npaNxxJurisdictional: { needs: ["interstate", "intrastate"], refuses: ["ratePerMinute"] },
  azInternational: { needs: ["ratePerMinute"], refuses: ["interstate", "intrastate", "indeterminate"] },
} as const;

function columnsFitKind(
  deck: {
    readonly kind: z.infer<typeof DeckKind>;
    readonly columns: Readonly<Record<string, string | undefined>>;
  },
  context: z.RefinementCtx,
): void {
  const { needs, refuses } = COLUMNS_OF_KIND[deck.kind];
  for (const name of needs) {
    if (deck.columns[name] === undefined)
      context.addIssue({
        code: "custom",
        path: ["columns"],
        message: `a deck of kind ${deck.kind} needs columns.${name}`,
      });
  }
  for (const name of refuses) {
    if (deck.columns[name] !== undefined)
      context.addIssue({
        code: "custom",
        path: ["columns", name],
        message: `a deck of kind ${deck.kind} has no ${name}`,
      });
  }
}

/** One price of one prefix, from a day on until the next row of that prefix. Rates are decimal text, per minute. */
const RateRowSchema = z.strictObject({
  /** E.164 digits without the plus sign, with the leading 1 for the North American plan. */
  prefix: z.string(),
  destination: z.string(),
  /** Flat price (A-Z decks); null in jurisdictional decks. */
  ratePerMinute: z.string().nullable(),
  /** Jurisdictional prices; null in A-Z decks. `indeterminate` null: the dearest of the others. */
  interstate: z.string().nullable(),
  intrastate: z.string().nullable(),
  indeterminate: z.string().nullable(),
  connectFee: z.string(),
  initialSeconds: z.int(),
  incrementSeconds: z.int(),
  effectiveFrom: CivilDate,
  /** Neither routed nor priced: a call that got through all the same is suspended. */
  blocked: z.boolean(),
  /** Row number in the delivered CSV; its first row is 1, also where a cell holds a line break. */
  row: z.int(),
});
export type RateRow = z.infer<typeof RateRowSchema>;

/** A delivery as it is stored and hashed: what was meant, without comments or column order. */
export const RateDeck = z.strictObject({
  id: DeckId,
  description: z.string(),
  kind: DeckKind,
  currency: Currency,
  effectiveFrom: CivilDate,
  delivery: z.enum(["full", "partial"]),
  zone: Zone,
  minimumCharge: z.string(),
  zeroSeconds: ZeroSeconds,
  rounding: RoundingSchema,
  rows: z.array(RateRowSchema),
});
export type RateDeck = z.infer<typeof RateDeck>;
