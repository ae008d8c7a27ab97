import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { deckFields, ZeroSeconds } from "./deck.ts";
import { DECK_DATE_FORMATS } from "./deck-dates.ts";
import { isKeyed } from "./deck-keyed-kind.ts";
import { CURRENCY_SIGNS } from "./deck-words.ts";

/** A heading of the CSV, or `#4` for the fourth column where headings are missing or not unique. */
const Column = z.string().min(1);

/** Headings of the CSV, by meaning. */
const Columns = z.strictObject({
  /** Several columns, as country code and area code, are joined in this order. */
  prefix: z.union([Column, z.array(Column).min(1).max(3)]),
  destination: Column.optional(),
  ratePerMinute: Column.optional(),
  interstate: Column.optional(),
  intrastate: Column.optional(),
  indeterminate: Column.optional(),
  local: Column.optional(),
  /** Of a deck with one price: the price in the times of `offPeak`; `ratePerMinute` is that of all others. */
  offPeak: Column.optional(),
  /** The same beside each jurisdictional price. */
  offPeakInterstate: Column.optional(),
  offPeakIntrastate: Column.optional(),
  offPeakIndeterminate: Column.optional(),
  offPeakLocal: Column.optional(),
  /** Of a deck with one price: that of a minute within the first seconds (`Price 1`); `ratePerMinute` is that of all others (`Price N`). */
  initialRatePerMinute: Column.optional(),
  /** What the sender says that the price was: only compared with the price and the status, never billed. */
  previousRate: Column.optional(),
  connectFee: Column.optional(),
  /** `30/6`: both kinds of seconds in one column. */
  increments: Column.optional(),
  initialSeconds: Column.optional(),
  incrementSeconds: Column.optional(),
  /** A row with N here is billed by whole minutes, 60/60. */
  secondsAllowed: Column.optional(),
  /** Calls of at most so many seconds are free, connect fee and all. */
  graceSeconds: Column.optional(),
  /** So many seconds of every call are free, whatever its length. */
  freeSeconds: Column.optional(),
  effectiveFrom: Column.optional(),
  /** `expiryIs` says how it is meant. */
  effectiveUntil: Column.optional(),
  /** A row marked here (y, yes, true, 1, blocked, closed) is neither routed nor priced. */
  blocked: Column.optional(),
  /** Increase, decrease, new, no change, blocked, closed, deleted …; `statusWords` adds words. */
  status: Column.optional(),
});

/** `deck.yaml`: how to read and apply the rows of a rate deck's CSV (reference: cdr and rate decks, section 4). */
export const DeckDescription = z
  .strictObject({
    ...deckFields,
    /** False: guessed by `tollwright rates import`, and no person has looked at it; it is not loaded. */
    confirmed: z.boolean().default(true),
    /** The CSV beside this file. */
    rows: z.string().min(1),
    delimiter: z.enum([",", ";", "\t", "|"]).default(","),
    /** Rows before the first price; the last of them holds the headings. */
    headingRows: z.int().min(0).max(50).default(1),
    /** Rows after the last price, blank ones not counted: `Confidential`, totals. */
    footerRows: z.int().min(0).max(50).default(0),
    /** How a date column is written; nothing is guessed. A time after it is not applied: the row holds from the start of the day. */
    dates: z.enum(DECK_DATE_FORMATS).default("YYYY-MM-DD"),
    columns: Columns,
    /** Whether a call that is as long as its grace is free, or only a shorter one. */
    graceIs: z.enum(["atMost", "lessThan"]).default("atMost"),
    /** What the column of expiry dates holds: the last day of a price, or the first one without it. */
    expiryIs: z.enum(["lastDay", "firstDayAfter"]).optional(),
    /** `several`: a cell may list codes (`9370, 9371`) or a range of equally long ones (`9370-9379`); `countryAndArea`: a dash joins (`93-70`). */
    codesInCell: z.enum(["one", "several", "countryAndArea"]).default("one"),
    /** Digits such as 00 or 011 that stand before every code and are taken off. */
    accessDigits: z
      .string()
      .regex(/^\d{1,4}$/, "one to four digits")
      .optional(),
    decimalMark: z.enum([".", ","]).default("."),
    /** A sign that may stand before or after an amount: `$`. */
    currencySign: z.enum(CURRENCY_SIGNS).optional(),
    /** Amounts are written in this part of the currency: `100` for cents, `10000` for ten-thousandths. */
    amountsDividedBy: z.enum(["1", "100", "1000", "10000", "1000000"]).default("1"),
    /** What stands for a price where the destination is closed: `N/A`, `999`, `0`. */
    blockedRates: z.array(z.string().min(1)).default([]),
    /** Words of the status column that are not known of themselves. */
    statusWords: z.record(z.string().min(1), z.enum(["priced", "blocked", "removed"])).default({}),
    defaults: z.strictObject({
      connectFee: PositiveDecimalText.default("0"),
      minimumCharge: PositiveDecimalText.default("0"),
      initialSeconds: z.int().min(1),
      incrementSeconds: z.int().min(1),
      graceSeconds: z.int().min(0).default(0),
      freeSeconds: z.int().min(0).default(0),
      zeroSeconds: ZeroSeconds.default("increment"),
    }),
    /** A row dearer than this a minute is refused as absurd. */
    rateCeilingPerMinute: PositiveDecimalText,
    /** A price this many times dearer or cheaper than the middle one of its country or area code is pointed out. */
    outOfFamilyFactor: z.int().min(2).max(100_000).default(100),
    /** A rate of 0 is a mistake or a closed route unless the deck says that it is meant. */
    zeroRateIsFree: z.boolean().default(false),
  })
  .superRefine(columnsFitKind);
export type DeckDescription = z.infer<typeof DeckDescription>;

const OFF_PEAK_EXAMPLE = '[{ weekdays: [6, 7] }, { fromTime: "19:00" }, { untilTime: "07:00" }]';
const JURISDICTIONAL = ["interstate", "intrastate", "indeterminate", "local"] as const;
/** Each off-peak price, and the price that it takes the place of. */
export const OFF_PEAK_OF = {
  offPeak: "ratePerMinute",
  offPeakInterstate: "interstate",
  offPeakIntrastate: "intrastate",
  offPeakIndeterminate: "indeterminate",
  offPeakLocal: "local",
} as const;
const OFF_PEAK = Object.keys(OFF_PEAK_OF) as readonly (keyof typeof OFF_PEAK_OF)[];
const BY_JURISDICTION = [...JURISDICTIONAL, ...OFF_PEAK.filter((name) => name !== "offPeak")];
const COLUMNS_OF_KIND = {
  npaNxxJurisdictional: {
    needs: ["interstate", "intrastate"],
    refuses: ["ratePerMinute", "offPeak", "initialRatePerMinute"],
  },
  npaNxxFlat: { needs: ["ratePerMinute"], refuses: BY_JURISDICTION },
  azInternational: { needs: ["ratePerMinute"], refuses: BY_JURISDICTION },
} as const;

/** A deck by company or LATA has one price a row, or one for each jurisdiction. */
function columnsOfKind(kind: DeckDescription["kind"], columns: Readonly<Record<string, unknown>>) {
  if (!isKeyed(kind)) return COLUMNS_OF_KIND[kind];
  const isJurisdictional = BY_JURISDICTION.some((name) => columns[name] !== undefined);
  return COLUMNS_OF_KIND[isJurisdictional ? "npaNxxJurisdictional" : "npaNxxFlat"];
}

function columnsFitKind(
  deck: {
    readonly kind: DeckDescription["kind"];
    readonly columns: Readonly<Record<string, unknown>>;
    readonly expiryIs?: string | undefined;
    readonly offPeak?: unknown;
  },
  context: z.RefinementCtx,
): void {
  const { needs, refuses } = columnsOfKind(deck.kind, deck.columns);
  if (deck.columns["effectiveUntil"] !== undefined && deck.expiryIs === undefined)
    context.addIssue({
      code: "custom",
      path: ["columns", "effectiveUntil"],
      message: "a deck with expiry dates says expiryIs: lastDay or firstDayAfter",
    });
  offPeakFits(deck, context);
  if (deck.columns["offPeak"] !== undefined && deck.columns["initialRatePerMinute"] !== undefined)
    context.addIssue({
      code: "custom",
      path: ["columns", "initialRatePerMinute"],
      message:
        "beside off-peak prices nobody says when the price of the first seconds holds: leave one of them out",
    });
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

function offPeakFits(
  deck: { readonly columns: Readonly<Record<string, unknown>>; readonly offPeak?: unknown },
  context: z.RefinementCtx,
): void {
  const named = OFF_PEAK.filter((name) => deck.columns[name] !== undefined);
  const [first] = named;
  if (first !== undefined && deck.offPeak === undefined)
    context.addIssue({
      code: "custom",
      path: ["columns", first],
      message: `when does the off-peak price hold? Say it in offPeak.when: ${OFF_PEAK_EXAMPLE}`,
    });
  if (first === undefined && deck.offPeak !== undefined)
    context.addIssue({
      code: "custom",
      path: ["offPeak"],
      message: `a deck with off-peak times names the column of their prices: columns.${OFF_PEAK.join(", ")}`,
    });
  for (const name of named) {
    const peak = OFF_PEAK_OF[name];
    if (name !== "offPeak" && deck.columns[peak] === undefined)
      context.addIssue({
        code: "custom",
        path: ["columns", name],
        message: `an off-peak price stands beside the price of all other times: columns.${peak}`,
      });
  }
}
