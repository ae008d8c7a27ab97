import { compare, exact, isPositive, PositiveDecimalText, ShareText } from "@tollwright/money";
import { z } from "zod";

const MAX_TIERS = 1000;

/** Decimal text that is 0 where it is left out. */
const OrZero = PositiveDecimalText.nullish().transform((text) => text ?? "0");
const OrNone = PositiveDecimalText.nullish().transform((text) => text ?? null);

/** How many there are of something: decimal text, or a whole number. */
const Count = z.union([PositiveDecimalText, z.int().min(0).transform(String)], {
  error: 'a count, zero or more, such as "100"',
});
const CountOrZero = Count.nullish().transform((text) => text ?? "0");
const Size = Count.refine((text) => !Count.safeParse(text).success || isPositive(exact(text)), {
  error: "a size above zero",
});

/** `upTo` belongs to the tier, and counts from zero; null, in the last tier, is without end. */
const UpTo = OrNone;

const Tier = z.strictObject({
  upTo: UpTo,
  unitPrice: OrZero,
  /** Added once a unit reaches the tier; that of the first tier always. */
  flatFee: OrZero,
});

const BlockTier = z
  .strictObject({
    blockSize: Size,
    blockPrice: PositiveDecimalText,
    /** The tier ends after so many blocks; or `upTo`. */
    maxBlocks: Count.nullish().transform((count) => count ?? null),
    upTo: UpTo,
    flatFee: OrZero,
  })
  .refine(({ maxBlocks, upTo }) => maxBlocks === null || upTo === null, {
    error: "maxBlocks and upTo both say where the tier ends: leave one of them out",
  });

/** False: the first tier's flat fee is due only from the first unit on. */
const FlatFeeAtZero = z
  .boolean()
  .nullish()
  .transform((value) => value ?? true);

const Tiers = z.array(Tier).min(1).max(MAX_TIERS).check(endsAscend);

/**
 * What a quantity costs, by one of six models; each is one function of `packages/billing/src/price-models`, with its table of
 * examples. Prices are not negative: a negative quantity mirrors the positive one.
 */
export const QuantityModel = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("perUnit"),
    unitPrice: PositiveDecimalText,
    /** Units that cost nothing. */
    included: CountOrZero,
    /** An amount that the price never exceeds. */
    maximum: OrNone,
  }),
  /** Each unit by the tier in which it lies. */
  z.strictObject({ kind: z.literal("graduated"), tiers: Tiers, flatFeeAtZero: FlatFeeAtZero }),
  /** All units by the tier in which the total falls. */
  z.strictObject({ kind: z.literal("volume"), tiers: Tiers, flatFeeAtZero: FlatFeeAtZero }),
  /** Packages of `size` units above the `free` ones; a started package counts whole. */
  z.strictObject({
    kind: z.literal("package"),
    size: Size,
    price: PositiveDecimalText,
    free: CountOrZero,
  }),
  /** Tiers that are each sold in blocks of their own; a started block counts whole. */
  z.strictObject({
    kind: z.literal("blocks"),
    tiers: z.array(BlockTier).min(1).max(MAX_TIERS).check(endsAscend),
    /** Every unit by the tier that the total reaches, beyond the last by the last. */
    allUnits: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false),
    flatFeeAtZero: FlatFeeAtZero,
  }),
  /** A share of `base`, and a fee for each of the events that the quantity counts. */
  z
    .strictObject({
      kind: z.literal("percentage"),
      rate: ShareText.refine((share) => !share.startsWith("-"), { error: "a share, zero or more" }),
      /** Money; where it is left out, the quantity itself is the money. */
      base: OrNone,
      feePerEvent: OrZero,
      /** Of the base, free of the rate. */
      freeAmount: OrZero,
      /** Events free of the fee. */
      freeEvents: CountOrZero,
      minimum: OrNone,
      maximum: OrNone,
    })
    .refine((model) => model.base !== null || (model.feePerEvent === "0" && model.freeEvents === "0"), {
      path: ["base"],
      error: "needed where events are counted: the quantity is then their number",
    }),
]);
export type QuantityModel = z.output<typeof QuantityModel>;

type Ended = { readonly upTo: string | null; readonly maxBlocks?: string | null };

/** Tiers that end one after another. Those that end by `maxBlocks` follow the one before by themselves. */
function endsAscend({ value: tiers, issues }: z.core.ParsePayload<Ended[]>): void {
  for (const [index, tier] of tiers.entries()) {
    const message = wrongEnd(tier, tiers[index - 1], index === tiers.length - 1);
    if (message !== null) issues.push({ code: "custom", path: [index, "upTo"], input: tier, message });
  }
}

function wrongEnd(tier: Ended, before: Ended | undefined, isLast: boolean): string | null {
  if (tier.upTo === null)
    return isLast || tier.maxBlocks != null ? null : "only the last tier is without end";
  // An end that is no number at all is refused by its own field; there is nothing to compare.
  if (before?.upTo == null || ![tier.upTo, before.upTo].every(isNumber)) return null;
  if (compare(exact(tier.upTo), exact(before.upTo)) > 0) return null;
  return `must be above ${before.upTo}, where the tier before ends`;
}

function isNumber(text: string): boolean {
  return PositiveDecimalText.safeParse(text).success;
}
