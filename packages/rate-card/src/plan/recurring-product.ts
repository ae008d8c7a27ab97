import { ProrationMode } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { productFields } from "./product-fields.ts";

/** Recurring, per thing held: price × quantity × prorated share of the month. */
export const RecurringProduct = z.strictObject({
  kind: z.literal("recurring"),
  ...productFields,
  unit: z.enum(["telephoneNumber", "tollFreeNumber", "e911Record", "subscription"]),
  pricePerMonth: PositiveDecimalText,
  proration: ProrationMode,
  timing: z.enum(["arrears", "advance"]).default("arrears"),
});
