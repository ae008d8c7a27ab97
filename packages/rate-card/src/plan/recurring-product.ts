import { ProrationMode } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { PriceChanges } from "./price-changes.ts";
import { productFields } from "./product-fields.ts";

/** Things that are held and bill by the month. `e911Location` bills a location once, however many records it has. */
export const RecurringUnit = z.enum([
  "telephoneNumber",
  "tollFreeNumber",
  "respOrgNumber",
  "e911Record",
  "e911Location",
  "cnamListing",
  "directoryListing",
  "subscription",
]);

/** Recurring, per thing held: price × quantity × prorated share of the month. */
export const RecurringProduct = z.strictObject({
  kind: z.literal("recurring"),
  ...productFields,
  unit: RecurringUnit,
  pricePerMonth: PositiveDecimalText,
  priceChanges: PriceChanges,
  proration: ProrationMode,
  /** `advance`: a period is billed on the invoice of the period before it. */
  timing: z.enum(["arrears", "advance"]).default("arrears"),
});
