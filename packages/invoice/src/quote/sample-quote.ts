import { CivilDate } from "@tollwright/calendar";
import { Account, Address, ServiceLocation } from "@tollwright/inventory";
import { DecimalText, PositiveDecimalText } from "@tollwright/money";
import { CallClass, UsageRate } from "@tollwright/rate-card";
import { z } from "zod";

const Id = z.string().regex(/^[a-z0-9-]{1,60}$/, "lower-case letters, digits and dashes");
const COUNT_MAX = 10_000;
const Count = z.int().min(0).max(COUNT_MAX);

/** So many of something: `20`, or with the product that bills it where the plan has more than one: `{ count: 20, product: did }`. */
const Counted = z.union([Count, z.strictObject({ count: Count, product: Id })]);

/**
 * Expected usage of one class (books 24): minutes and the average length of a call; or the length of each call; or the
 * sums of calls that were really rated.
 */
const QuotedUsage = z
  .strictObject({
    callClass: CallClass,
    /** NPA-NXX with the leading 1 (`1212555`), a prefix, or a whole number; needed where the plan prices by deck. */
    destination: z
      .string()
      .regex(/^\d{1,15}$/, "digits without the plus sign")
      .nullish(),
    /** A flat price instead of the plan's. */
    rate: UsageRate.nullish(),
    minutes: PositiveDecimalText.nullish(),
    averageSecondsPerCall: z.int().min(1).nullish(),
    /** Whole seconds of each call. */
    callSeconds: z.array(z.int().min(0)).min(1).nullish(),
    rated: z
      .strictObject({ calls: z.int().min(0), billedSeconds: PositiveDecimalText, charge: DecimalText })
      .nullish(),
  })
  .superRefine((usage, context) => {
    const ways = [usage.minutes, usage.callSeconds, usage.rated].filter(isGiven);
    if (ways.length !== 1)
      context.addIssue({ code: "custom", message: "exactly one of minutes, callSeconds and rated" });
    if (isGiven(usage.minutes) !== isGiven(usage.averageSecondsPerCall))
      context.addIssue({ code: "custom", message: "minutes and averageSecondsPerCall go together" });
  });
export type QuotedUsage = z.infer<typeof QuotedUsage>;

/** Left out and `null` mean the same. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

export const QuotedLocation = z.strictObject({
  id: Id,
  name: z.string().min(1),
  address: Address,
  place: ServiceLocation.shape.place,
  telephoneNumbers: Counted.nullish(),
  tollFreeNumbers: Counted.nullish(),
  e911Records: Counted.nullish(),
  portedNumbers: Counted.nullish(),
  /** `expectedPeak`: the most channels in use at one time; absent, no burst. */
  channels: z
    .strictObject({
      committed: z.int().min(0).max(COUNT_MAX),
      expectedPeak: z.int().min(0).max(COUNT_MAX).nullish(),
      product: Id.nullish(),
    })
    .nullish(),
  subscriptions: z.array(z.strictObject({ product: Id, quantity: z.int().min(1) })).nullish(),
  oneTimeCharges: z
    .array(
      z.strictObject({
        product: Id,
        quantity: z.int().min(1).nullish(),
        amount: DecimalText.nullish(),
        description: z.string().min(1).nullish(),
      }),
    )
    .nullish(),
  usage: z.array(QuotedUsage).nullish(),
});
export type QuotedLocation = z.infer<typeof QuotedLocation>;

/** A discount of the plan; left out, it reaches all locations. */
const QuotedDiscount = z.strictObject({ product: Id, location: Id.nullish() });

/** The short YAML of a sample invoice: what a prospect would have, in one month. */
export const SampleQuote = z.strictObject({
  prospect: z.strictObject({
    name: z.string().min(1),
    address: Address,
    customerOrderNumber: z.string().min(1).nullish(),
    buyerKind: Account.shape.buyerKind.nullish(),
    exemptions: Account.shape.exemptions.nullish(),
  }),
  legalEntity: z.string().min(1),
  plan: z.string().min(1),
  /** `2026-04`. */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month, such as 2026-04"),
  billDate: CivilDate,
  locations: ownIds(z.array(QuotedLocation).min(1)),
  /** Discounts that the prospect is promised, by products of the plan. */
  discounts: z.array(QuotedDiscount).nullish(),
  /** What he promises to spend, or is charged at most; limits left out are those of the product. */
  commitments: z
    .array(
      QuotedDiscount.extend({
        minimumPerMonth: PositiveDecimalText.nullish(),
        maximumPerMonth: PositiveDecimalText.nullish(),
      }),
    )
    .nullish(),
});
export type SampleQuote = z.infer<typeof SampleQuote>;

/** Each location has an id of its own. */
export function ownIds<T extends z.ZodType<readonly { readonly id: string }[]>>(locations: T): T {
  return locations.refine(
    (all) => new Set(all.map(({ id }) => id)).size === all.length,
    "each location has an id of its own",
  );
}
