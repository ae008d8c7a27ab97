import { ProrationMode } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { PriceChanges } from "./price-changes.ts";
import { productFields } from "./product-fields.ts";
import { taxTerms } from "./tax-terms.ts";

/** Committed channels of a trunk group, and bursts above them, counted from the calls (books 16). */
export const ChannelsProduct = z.strictObject({
  kind: z.literal("channels"),
  ...productFields,
  ...taxTerms,
  pricePerChannelMonth: PositiveDecimalText,
  priceChanges: PriceChanges,
  proration: ProrationMode,
  timing: z.enum(["arrears", "advance"]).default("arrears"),
  /** Null: bursting is not sold, and no line is made of it. */
  burst: z
    .strictObject({
      /** The busiest moment · the 95th percentile of five-minute maxima · each day's busiest moment, added up. */
      measure: z.enum(["peak", "p95FiveMinutes", "perChannelDay"]),
      /** A call occupies a channel from its seizure on (so where absent), or from its answer on: then unanswered ones occupy none. */
      occupiedFrom: z.enum(["seizure", "answer"]).optional(),
      /** Of a channel above the committed ones, once a period; by `perChannelDay` of such a channel on one day. */
      pricePerChannel: PositiveDecimalText,
    })
    .nullable(),
  /** Calls seized within one second, above a committed number, each at a price once a period; absent: not limited, not sold. */
  callsPerSecond: z
    .strictObject({ committed: z.int().min(0), pricePerCallPerSecond: PositiveDecimalText })
    .optional(),
});
