import { ProrationMode } from "@tollwright/calendar";
import { PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { CallClass } from "./call-class.ts";
import { PlanId } from "./product-fields.ts";

/** Calls that draw nothing: by class, or by the first digits of the far end's number (`1712` for conference bridges). */
const PoolExclusions = z.strictObject({
  classes: z.array(CallClass).default([]),
  prefixes: z.array(z.string().regex(/^\d{1,15}$/, "digits without the plus sign")).default([]),
});

/** What a unit beyond the fair-use limit costs. */
const BeyondFairUse = z.discriminatedUnion("kind", [
  /** As if there were no pool. */
  z.strictObject({ kind: z.literal("listPrice") }),
  z.strictObject({ kind: z.literal("unitPrice"), price: PositiveDecimalText }),
  /** Still included, and told as a problem: a person decides. */
  z.strictObject({ kind: z.literal("review") }),
]);

/**
 * Minutes or calls that the monthly price includes, drawn by calls in the order of their answer (books 13). It makes no
 * charge of its own: what it costs is a recurring product.
 *
 * @example 2,000 minutes for all long distance of an account, unused ones usable in the three months after.
 */
export const PoolProduct = z
  .strictObject({
    kind: z.literal("pool"),
    id: PlanId,
    name: z.string().min(1),
    /** One pool for the account, or one of its own for each location or trunk group, each of the whole size. */
    scope: z.enum(["account", "location", "trunkGroup"]).default("account"),
    /** `minutes` are billed seconds ÷ 60. */
    unit: z.enum(["minutes", "calls"]).default("minutes"),
    /** Units a month. */
    included: z.union([PositiveDecimalText, z.literal("unlimited")]),
    /** Usage products of the plan that draw on it; absent, all of them. */
    products: z.array(PlanId).min(1).optional(),
    /** Classes of calls that draw on it; absent, all of them. */
    classes: z.array(CallClass).min(1).optional(),
    except: PoolExclusions.optional(),
    /** Of several pools that fit a call the lowest number is drawn first; equal ones as the plan lists them. */
    drawOrder: z.int().default(0),
    /** Of a month in which the plan, the location or the trunk group is there only in part; rounded half-up to whole seconds or calls. */
    proration: ProrationMode,
    /** Unused units are usable in so many periods after; absent, they end with theirs. */
    rollover: z
      .strictObject({
        months: z.int().min(1),
        /** Which are drawn first: those carried over, the first to expire before others, or the period's own. */
        first: z.enum(["carriedOver", "current"]).default("carriedOver"),
        /** At most so many units are carried over; the first to expire go. */
        maximum: PositiveDecimalText.optional(),
      })
      .optional(),
    /** Of an unlimited pool: units a month, prorated as the pool is. */
    fairUse: z.strictObject({ limit: PositiveDecimalText, beyond: BeyondFairUse }).optional(),
  })
  .refine((pool) => pool.fairUse === undefined || pool.included === "unlimited", {
    path: ["fairUse"],
    message: "only an unlimited pool has a fair-use limit",
  })
  .refine((pool) => pool.rollover === undefined || pool.included !== "unlimited", {
    path: ["rollover"],
    message: "an unlimited pool has nothing to carry over",
  });
export type PoolProduct = z.infer<typeof PoolProduct>;
