import { ProrationMode } from "@tollwright/calendar";
import { Currency, PositiveDecimalText, RoundingSchema } from "@tollwright/money";
import { z } from "zod";
import { ZeroSeconds } from "./deck.ts";

const Id = z.string().regex(/^[a-z0-9-]{1,60}$/, "lower-case letters, digits and dashes");

/** Classes of a call that a usage product can serve; the rating decides which one a call has. */
export const CallClass = z.enum([
  "interstate",
  "intrastate",
  "indeterminate",
  "local",
  "international",
  /** Received on a toll-free number: from another state, from abroad, or from a caller whose state nobody knows. */
  "tollFree",
  /** Received on a toll-free number from the state where it rings. A plan that does not name it sells it as `tollFree`. */
  "tollFreeIntrastate",
  "onNet",
  "inbound",
  "n11",
  "directoryAssistance",
  /** Our customer dials a toll-free number: the caller owes nothing, so a plan serves it free. */
  "tollFreeOutbound",
  "premium",
  "operator",
  "personal",
  /** Carrier services, government, Canadian non-geographic: sold only by a plan that names it. */
  "special",
]);
export type CallClass = z.infer<typeof CallClass>;

/** How the tax engine sees the product's charges. */
const Taxed = {
  /** Service class that levies name: `voip`, `localExchange`, `tollFree`, … */
  serviceClass: z.string().min(1),
  /** `mixed` is split by the seller's elected method; a charge labelled interstate or international counts in full (books 21). */
  portion: z.enum(["mixed", "interstate", "intrastate", "international", "none"]),
};

const Common = { id: Id, name: z.string().min(1), ...Taxed };

/** Recurring, per thing held: price × quantity × prorated share of the month. */
const RecurringProduct = z.strictObject({
  kind: z.literal("recurring"),
  ...Common,
  unit: z.enum(["telephoneNumber", "tollFreeNumber", "e911Record", "subscription"]),
  pricePerMonth: PositiveDecimalText,
  proration: ProrationMode,
  timing: z.enum(["arrears", "advance"]).default("arrears"),
});

/** Committed channels of a trunk group, and bursts above them by the peak counted from the calls. */
const ChannelsProduct = z.strictObject({
  kind: z.literal("channels"),
  ...Common,
  pricePerChannelMonth: PositiveDecimalText,
  proration: ProrationMode,
  timing: z.enum(["arrears", "advance"]).default("arrears"),
  /** Null: bursting is not sold, and no line is made of it. */
  burst: z.strictObject({ measure: z.enum(["peak"]), pricePerChannel: PositiveDecimalText }).nullable(),
});

/** A flat price by class. */
export const UsageRate = z.strictObject({
  ratePerMinute: PositiveDecimalText,
  connectFee: PositiveDecimalText.default("0"),
  minimumCharge: PositiveDecimalText.default("0"),
  initialSeconds: z.int().min(1).default(6),
  incrementSeconds: z.int().min(1).default(6),
  /** An answered call of 0 s: one increment, or nothing (reference: cdr and rate decks, section 6.4). */
  zeroSeconds: ZeroSeconds.default("increment"),
  rounding: RoundingSchema.default({ mode: "halfUp", places: 6 }),
});
export type UsageRate = z.infer<typeof UsageRate>;

const UsageProduct = z.strictObject({
  kind: z.literal("usage"),
  ...Common,
  classes: z.array(CallClass).min(1),
  price: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("deck"), deck: Id }),
    z.strictObject({ kind: z.literal("flat"), rate: UsageRate }),
    z.strictObject({ kind: z.literal("perCall"), pricePerCall: PositiveDecimalText }),
    z.strictObject({ kind: z.literal("free") }),
  ]),
});
export type UsageProduct = z.infer<typeof UsageProduct>;

/** Once, per number or per order. */
const OneTimeProduct = z.strictObject({
  kind: z.literal("oneTime"),
  ...Common,
  unit: z.enum(["portedNumber", "portOrder", "each"]),
  price: PositiveDecimalText,
});

export const Product = z.discriminatedUnion("kind", [
  RecurringProduct,
  ChannelsProduct,
  UsageProduct,
  OneTimeProduct,
]);
export type Product = z.infer<typeof Product>;
export type ProductOf<K extends Product["kind"]> = Extract<Product, { kind: K }>;

/** What is sold: the prices of one plan. */
export const PricePlan = z.strictObject({
  id: Id,
  description: z.string().min(1),
  currency: Currency,
  products: z.array(Product).min(1),
});
export type PricePlan = z.infer<typeof PricePlan>;
