import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { productFields } from "./product-fields.ts";

const EventPrice = z.strictObject({ per: z.enum(["number", "order"]), price: PositiveDecimalText });

/**
 * A port, billed by the events of its order, each on its own day. An event without a price costs nothing and makes no line.
 * A cancellation costs `cancelledAfterFoc` once the losing carrier has confirmed the date (FOC), else `cancelled`.
 */
export const PortingProduct = z.strictObject({
  kind: z.literal("porting"),
  ...productFields,
  prices: z.strictObject({
    submitted: EventPrice.optional(),
    foc: EventPrice.optional(),
    completed: EventPrice.optional(),
    expedite: EventPrice.optional(),
    supplement: EventPrice.optional(),
    reject: EventPrice.optional(),
    jeopardy: EventPrice.optional(),
    cancelled: EventPrice.optional(),
    cancelledAfterFoc: EventPrice.optional(),
  }),
  /** So many supplements of an order are free. */
  freeSupplements: z.int().min(0).default(0),
});
