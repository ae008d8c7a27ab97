import { ProrationMode } from "@tollwright/calendar";
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

const fields = {
  kind: z.literal("recurring"),
  ...productFields,
  ...taxTerms,
  unit: RecurringUnit,
  pricePerMonth: PositiveDecimalText.optional(),
  /** Instead of `pricePerMonth`: what so many at one location cost by the month. */
  prices: QuantityModel.optional(),
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
  .refine(({ pricePerMonth, prices }) => (pricePerMonth === undefined) !== (prices === undefined), {
    path: ["pricePerMonth"],
    error: "one price is needed: pricePerMonth, or prices by the quantity",
  })
  .refine(({ prices, priceChanges }) => prices === undefined || priceChanges.length === 0, {
    path: ["priceChanges"],
    error: "changes are of pricePerMonth; prices by the quantity change with a plan of their own",
  });
