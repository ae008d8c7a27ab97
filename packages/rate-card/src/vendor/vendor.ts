import { CivilDate, isZone } from "@tollwright/calendar";
import { Currency, RoundingSchema } from "@tollwright/money";
import { z } from "zod";
import { CallClass } from "../plan/call-class.ts";
import { UsageProduct } from "../plan/usage-product.ts";

const Id = z.string().regex(/^[a-z0-9-]{1,60}$/, "lower-case letters, digits and dashes");
const Dated = { from: CivilDate, until: CivilDate.nullable().default(null) };

/** `outbound`: the call left to the vendor, by `trunkOut`. `inbound`: it came from him, by `trunkIn`. */
const VendorDirection = z.enum(["outbound", "inbound"]);
export type VendorDirection = z.infer<typeof VendorDirection>;

const Trunk = z.strictObject({
  source: Id,
  /** As the source's records write it. */
  name: z.string().min(1),
  /** Whose calls he charges: those that left by it, those that came by it, or (absent) both. */
  direction: VendorDirection.optional(),
  /** What the contract allows; for people, no price goes by it. */
  callsPerSecond: z.int().min(1).nullable().default(null),
  ...Dated,
});

/** As a usage product of a plan, but for a direction, and in some days alone. */
const Price = z.strictObject({
  direction: VendorDirection,
  classes: z.array(CallClass).min(1),
  price: UsageProduct.shape.price,
  ...Dated,
});

/**
 * An upstream carrier, what he charges, and the trunks that lead to him or come from him (books 7). His side of a call is rated like
 * a customer's, and is on no invoice of ours.
 */
export const Vendor = z.strictObject({
  id: Id,
  name: z.string().min(1),
  currency: Currency,
  /** Days of trunks and prices, and months of his bills, are days here; rows of a deck have the deck's own zone. */
  zone: z.string().refine(isZone, "a time zone such as America/New_York or UTC"),
  /** False: his calls are not rated, and no cost is known. */
  rateCalls: z.boolean().default(true),
  trunks: z.array(Trunk).min(1),
  prices: z.array(Price).min(1),
  /** How his bill rounds the charge of one call, where it is compared with ours. */
  rounding: RoundingSchema.default({ mode: "halfUp", places: 6 }),
  /** What the columns of his bill are called, beside those that the description of its format names. */
  bill: z
    .strictObject({
      charge: z.string().min(1),
      ratePerMinute: z.string().min(1).optional(),
      billedSeconds: z.string().min(1).optional(),
    })
    .optional(),
});
export type Vendor = z.infer<typeof Vendor>;
