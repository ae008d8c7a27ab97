import { limitSpend, type PricedQuantity, priceQuantity } from "@tollwright/billing";
import {
  DecimalText,
  divide,
  type Exact,
  exact,
  isZero,
  PositiveDecimalText,
  type Rounding,
  RoundingSchema,
  round,
  roundedText,
  ShareText,
  toText,
} from "@tollwright/money";
import { ok } from "@tollwright/problem";
import { QuantityModel } from "@tollwright/rate-card";
import { z } from "zod";
import { calculator } from "./calculator.ts";
import { CENTS, roundingText } from "./fields.ts";

const Limit = z.strictObject({
  amount: PositiveDecimalText,
  /** Of the limit; the whole where it is left out. */
  share: ShareText.refine((share) => !share.startsWith("-"), { error: "a share, zero or more" })
    .nullish()
    .transform((share) => share ?? "1"),
  /** Money that was spent before in the period. */
  before: DecimalText.nullish().transform((before) => before ?? "0"),
});

const Convert = z.strictObject({
  divideBy: PositiveDecimalText.refine(
    (text) => !PositiveDecimalText.safeParse(text).success || !isZero(exact(text)),
    { error: "a number above zero" },
  ),
  /** Of the units after the division; none where it is left out. */
  rounding: RoundingSchema.nullish(),
});
type Convert = z.output<typeof Convert>;

const Request = z.strictObject({
  quantity: DecimalText,
  /** Units that were priced before in the period. */
  before: DecimalText.nullish(),
  model: QuantityModel,
  convert: Convert.nullish(),
  minimumSpend: Limit.nullish(),
  maximumSpend: Limit.nullish(),
  rounding: RoundingSchema.nullish(),
});
type Request = z.output<typeof Request>;

/** A quantity by a price model: units converted, priced, rounded once, then held within the limits of what is spent. */
export const priceQuantityCalculator = calculator({
  schema: Request,
  run(request) {
    const rounding = request.rounding ?? CENTS;
    const convert = request.convert ?? null;
    const quantity = converted(exact(request.quantity), convert);
    const before = priorUnits(request, convert);
    const price = priceQuantity({ model: request.model, quantity, before });
    if (!price.ok) return price;
    const { unrounded, explanation } = price.value;
    const limited = limitSpend({
      line: unrounded,
      minimum: request.minimumSpend ?? null,
      maximum: request.maximumSpend ?? null,
      rounding,
    });
    const text = (value: Exact): string => roundedText(value, rounding);
    const isLimited = request.minimumSpend != null || request.maximumSpend != null;
    return ok({
      result: {
        amount: text(limited.amount),
        unrounded: toText(unrounded),
        ...(isLimited ? { trueUp: text(limited.trueUp), discount: text(limited.discount) } : {}),
        parts: partTexts(price.value),
      },
      explanation: [
        ...convertSentences(request, { quantity, before }),
        ...explanation,
        `Together ${toText(unrounded)}, ${roundingText(rounding)}: ${text(unrounded)}.`,
        ...limited.explanation,
        ...(isLimited ? [`After the limits: ${text(limited.amount)}.`] : []),
      ],
    });
  },
});

/** Null where nothing was priced yet; less than a unit may become none, and was priced all the same. */
function priorUnits({ before }: Request, convert: Convert | null): Exact | null {
  const units = exact(before ?? "0");
  return isZero(units) ? null : converted(units, convert);
}

function converted(units: Exact, convert: Convert | null): Exact {
  if (convert === null) return units;
  const divided = divide(units, exact(convert.divideBy));
  return convert.rounding == null ? divided : round(divided, convert.rounding);
}

function convertSentences(
  request: Request,
  units: { readonly quantity: Exact; readonly before: Exact | null },
): readonly string[] {
  const { convert } = request;
  if (convert == null) return [];
  const NONE: Rounding = { mode: "none", places: 0 };
  const how = `divided by ${convert.divideBy}, ${roundingText(convert.rounding ?? NONE)}`;
  return [
    `${request.quantity} ${how}: ${toText(units.quantity)} units.`,
    ...(units.before === null ? [] : [`${request.before} ${how}: ${toText(units.before)} units before.`]),
  ];
}

function partTexts({ parts }: PricedQuantity): readonly unknown[] {
  return parts.map(({ what, tier, quantity, unitPrice, amount }) => ({
    what,
    tier,
    quantity: quantity === null ? null : toText(quantity),
    unitPrice: unitPrice === null ? null : toText(unitPrice),
    amount: toText(amount),
  }));
}
