import { CivilDate, ProrationMode } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { PriceChanges } from "./price-changes.ts";
import { productFields } from "./product-fields.ts";
import { QuantityModel } from "./quantity-model.ts";
import { taxTerms } from "./tax-terms.ts";

/** Things that are held and bill by the month. `e911Location` bills a location once, however many records it has. */
const RecurringUnit = z.enum([
  "telephoneNumber",
  "tollFreeNumber",
  "respOrgNumber",
  "e911Record",
  "e911Location",
  "cnamListing",
  "directoryListing",
  "subscription",
]);

/** A price of several months at once: by the quarter, by the year. */
const Term = z.strictObject({
  months: z.int().min(2).max(120),
  /** Of the whole term. */
  price: PositiveDecimalText,
  /** A day on which terms begin, as 2026-01-01 for calendar quarters; null: each thing's own first day, and its anniversaries. */
  from: CivilDate.nullable().default(null),
});

const fields = {
  kind: z.literal("recurring"),
  ...productFields,
  ...taxTerms,
  unit: RecurringUnit,
  pricePerMonth: PositiveDecimalText.optional(),
  /** Instead of `pricePerMonth`: what so many at one location cost by the month. */
  prices: QuantityModel.optional(),
  /** Instead of either: billed once a term, of what is not counted month by month for fees. */
  term: Term.optional(),
  priceChanges: PriceChanges,
  /** Once for each, on the day from which it is held. */
  setUpPrice: PositiveDecimalText.optional(),
  proration: ProrationMode,
  /** `advance`: a period is billed on the invoice of the period before it. */
  timing: z.enum(["arrears", "advance"]).default("arrears"),
};

/** Recurring, for things held: price × quantity × prorated share of the month, or the price of the quantity × that share. */
export const RecurringProduct = z
  .strictObject(fields)
  .refine(
    ({ pricePerMonth, prices, term }) =>
      [pricePerMonth, prices, term].filter((price) => price !== undefined).length === 1,
    {
      path: ["pricePerMonth"],
      error: "one price is needed: pricePerMonth, prices by the quantity, or that of a term",
    },
  )
  .refine(({ pricePerMonth, priceChanges }) => pricePerMonth !== undefined || priceChanges.length === 0, {
    path: ["priceChanges"],
    error: "changes are of pricePerMonth; other prices change with a plan of their own",
  })
  .refine(({ term, unit }) => term === undefined || TERM_UNITS.has(unit), {
    path: ["term"],
    error: "numbers and E911 records are counted for fees each month, so they are billed by the month",
  })
  .refine(({ term, proration }) => term === undefined || TERM_PRORATIONS.has(proration), {
    path: ["proration"],
    error: "a term is prorated by calendarDay or thirty360, or not at all (none)",
  });

const TERM_UNITS: ReadonlySet<string> = new Set([
  "subscription",
  "directoryListing",
  "cnamListing",
  "respOrgNumber",
]);
const TERM_PRORATIONS: ReadonlySet<string> = new Set(["calendarDay", "thirty360", "none"]);
