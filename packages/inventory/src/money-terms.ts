import { CivilDate } from "@tollwright/calendar";
import { DecimalText, PartText, PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { dated, Id } from "./fields.ts";

export const OneTimeCharge = z.strictObject({
  id: Id,
  product: Id,
  location: Id,
  quantity: z.int().min(1).default(1),
  on: CivilDate,
  /** Text on the invoice; the product's name where absent. */
  description: z.string().optional(),
  /** Instead of the product's price. */
  amount: DecimalText.optional(),
});

/** Service that is suspended: what is held goes on, at a stated share of its price. Usage is priced as ever. */
export const Suspension = z.strictObject({
  id: Id,
  /** Null: every location. */
  location: Id.nullable().default(null),
  /** Recurring and channels products; null: all of them. */
  products: z.array(Id).min(1).nullable().default(null),
  /** `0` nothing, `1` all, else the share of the price that is billed meanwhile. */
  billedShare: PartText,
  reason: z.string().min(1),
  ...dated,
});
export type Suspension = z.infer<typeof Suspension>;

/** A discount that the account was given, by a product of kind discount. It holds for whole billing periods. */
export const DiscountGrant = z.strictObject({
  id: Id,
  product: Id,
  /** Null: every location. */
  location: Id.nullable().default(null),
  ...dated,
});
export type DiscountGrant = z.infer<typeof DiscountGrant>;

/** What the account promised to spend, or will be charged at most, by a product of kind commitment. */
export const Commitment = z.strictObject({
  id: Id,
  product: Id,
  /** Null: what is charged at all locations counts, and the line stands at the account's default location. */
  location: Id.nullable().default(null),
  /** Instead of the product's. */
  minimumPerMonth: PositiveDecimalText.optional(),
  maximumPerMonth: PositiveDecimalText.optional(),
  ...dated,
});
export type Commitment = z.infer<typeof Commitment>;

/**
 * Money given back on charges of the period in which `on` lies: an amount, a share of them, or by the length of an outage
 * and the product's service levels.
 */
export const Credit = z
  .strictObject({
    id: Id,
    product: Id,
    on: CivilDate,
    /** Products whose charges are given back; null: all of the period. */
    of: z.array(Id).min(1).nullable().default(null),
    location: Id.nullable().default(null),
    amount: PositiveDecimalText.optional(),
    share: PartText.optional(),
    outageMinutes: z.int().min(0).optional(),
    /** The ticket of the incident. */
    incident: z.string().min(1).optional(),
    reason: z.string().min(1),
    /** Who granted it. */
    by: z.string().min(1),
  })
  .refine(
    ({ amount, share, outageMinutes }) =>
      [amount, share, outageMinutes].filter((part) => part !== undefined).length === 1,
    { path: ["amount"], error: "exactly one of amount, share and outageMinutes" },
  );
export type Credit = z.infer<typeof Credit>;

/** An overdue balance on which a late fee falls. Payments are not kept here, so the balance is stated. */
export const LateFee = z.strictObject({
  id: Id,
  product: Id,
  location: Id.nullable().default(null),
  on: CivilDate,
  overdue: PositiveDecimalText,
  dueOn: CivilDate,
  /** The number of the invoice that is late. */
  invoice: z.string().min(1),
});
export type LateFee = z.infer<typeof LateFee>;

/** A contract with a term; ending it earlier costs what its product says. */
export const Contract = z.strictObject({
  id: Id,
  /** Of kind terminationFee. */
  product: Id,
  location: Id.nullable().default(null),
  from: CivilDate,
  termMonths: z.int().min(1),
  /** What the contract brings in a month. */
  monthlyAmount: PositiveDecimalText,
  /** The first day without it. */
  terminatedOn: CivilDate.nullable().default(null),
});
export type Contract = z.infer<typeof Contract>;
