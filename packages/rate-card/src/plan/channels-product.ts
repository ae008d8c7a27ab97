import { ProrationMode } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { productFields } from "./product-fields.ts";

/** Committed channels of a trunk group, and bursts above them by the peak counted from the calls. */
export const ChannelsProduct = z.strictObject({
  kind: z.literal("channels"),
  ...productFields,
  pricePerChannelMonth: PositiveDecimalText,
  proration: ProrationMode,
  timing: z.enum(["arrears", "advance"]).default("arrears"),
  /** Null: bursting is not sold, and no line is made of it. */
  burst: z.strictObject({ measure: z.enum(["peak"]), pricePerChannel: PositiveDecimalText }).nullable(),
});
