import { PositiveDecimalText, RoundingSchema } from "@tollwright/money";
import { z } from "zod";
import { ZeroSeconds } from "../deck.ts";
import { CallClass } from "./call-class.ts";
import { PlanTariff } from "./plan-tariff.ts";
import { PlanId, productFields } from "./product-fields.ts";
import { UsageTiers } from "./usage-tiers.ts";

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

export const UsageProduct = z.strictObject({
  kind: z.literal("usage"),
  ...productFields,
  classes: z.array(CallClass).min(1),
  /**
   * Sold call by call: taxed where a call both begins and ends, or begins or ends and is charged (SSUTA 314), instead of at the place
   * of primary use.
   */
  callByCall: z.boolean().optional(),
  price: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("deck"), deck: PlanId }),
    z.strictObject({ kind: z.literal("flat"), rate: UsageRate }),
    z.strictObject({ kind: z.literal("tariff"), rate: PlanTariff }),
    z.strictObject({ kind: z.literal("perCall"), pricePerCall: PositiveDecimalText }),
    z.strictObject({ kind: z.literal("free") }),
  ]),
  /** What the calls cost together at close, in place of these list prices. */
  tiers: UsageTiers.optional(),
});
export type UsageProduct = z.infer<typeof UsageProduct>;
