import { compare, DecimalText, exact, PositiveDecimalText, ShareText } from "@tollwright/money";
import { z } from "zod";
import { optional } from "./optional.ts";

/** Whose total a threshold, cap, tier or count is taken over. `month`: each calendar month that the charge's period touches. */
export const Per = z.enum(["charge", "location", "account", "invoice", "month"]);
export type Per = z.infer<typeof Per>;

/** The same, and `year`: all bills of a year, whose earlier ones the request tells of (`beforeInYear`). */
export const PerOrYear = z.enum([...Per.options, "year"]);

/** The window of a rule over money, and of `year` where the year begins, and whose year it is. */
export const YearlyWindow = {
  per: optional(PerOrYear),
  /** The month and day on which the law's year begins: `07-01`. Default `01-01`. */
  yearBegins: optional(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/)),
  /** Default `account`. */
  yearOf: optional(z.enum(["account", "location"])),
};
export type YearlyWindow = {
  readonly per?: z.infer<typeof PerOrYear> | null | undefined;
  readonly yearBegins?: string | null | undefined;
  readonly yearOf?: "account" | "location" | null | undefined;
};

/** For a `refine`: what says of a year is said of nothing else. */
export function isYearAsked({ per, yearBegins, yearOf }: YearlyWindow): boolean {
  return per === "year" || ((yearBegins ?? null) === null && (yearOf ?? null) === null);
}
export const YEAR_ONLY = "`yearBegins` and `yearOf` go with `per: year`";

/** A levy's rate, or how many fees one thing is: never below zero. */
const Rate = ShareText.refine((text) => !text.startsWith("-"), {
  message: 'a share, zero or more, such as "0.07" or "22/31"',
});

const BOUNDS_RISE = "`upTo` must rise from row to row, and only the last may be open";
const TierMode = z.enum(["graduated", "volume"]);

/** How many fees one of each counted thing is: `{ lines: "1", pbxTrunks: "3" }`. */
const UnitWeights = z.record(z.string().min(1), Rate);

/**
 * For the units up to `upTo`, that one included: fees per unit (`each`), or so many fees for all of them together (`fees`, as of a
 * table of trunk equivalents), at the form's price or another one (`amount`).
 */
export const UnitTier = z
  .strictObject({
    upTo: optional(PositiveDecimalText),
    each: optional(Rate),
    fees: optional(Rate),
    amount: optional(DecimalText),
  })
  .refine(({ each, fees }) => (each ?? null) === null || (fees ?? null) === null, {
    message: "a tier has `each` or `fees`",
  });

export const PerUnitForm = z
  .strictObject({
    unit: optional(z.string().min(1)),
    units: optional(UnitWeights),
    /** Where none of the counts above is known. */
    orElse: optional(
      z.union([
        z.strictObject({ unit: z.string().min(1) }),
        z.strictObject({ units: UnitWeights }),
        UnitWeights,
      ]),
    ),
    amount: DecimalText,
    per: optional(Per),
    maxUnits: optional(PositiveDecimalText),
    /** Another count of the charge that caps this one. */
    atMost: optional(z.string().min(1)),
    tiers: optional(z.array(UnitTier).min(1)),
    tierMode: optional(TierMode),
    wholeCharges: optional(z.boolean()),
  })
  .refine((form) => (form.unit ?? null) !== null || (form.units ?? null) !== null, {
    message: "`unit` or `units` says what is counted",
  })
  .refine((form) => boundsRise(form.tiers ?? []), { message: BOUNDS_RISE });

/** A slice of the measure up to `upTo`, that amount included: at a rate, or for a fixed amount. */
const MeasureTier = z
  .strictObject({
    upTo: optional(PositiveDecimalText),
    percent: optional(Rate),
    amount: optional(DecimalText),
  })
  .refine((row) => (row.percent ?? null) !== null || (row.amount ?? null) !== null, {
    message: "a row has `percent` or `amount`",
  });

export const TiersForm = z
  .strictObject({
    mode: optional(TierMode),
    ...YearlyWindow,
    rows: z.array(MeasureTier).min(1),
  })
  .refine(isYearAsked, { message: YEAR_ONLY })
  .refine((form) => boundsRise(form.rows), { message: BOUNDS_RISE });

/** How the amount is found: one of the three. */
export const LevyForm = z
  .strictObject({
    percent: optional(Rate),
    perUnit: optional(PerUnitForm),
    tiers: optional(TiersForm),
  })
  .superRefine((form, context) => {
    const given = [form.percent, form.perUnit, form.tiers].filter((part) => (part ?? null) !== null);
    if (given.length === 1) return;
    context.addIssue({
      code: "custom",
      message: "a form is one of percent, perUnit and tiers",
      params: { problem: "FORM_UNKNOWN" },
    });
  });
export type LevyForm = z.infer<typeof LevyForm>;
export type PerUnitForm = z.infer<typeof PerUnitForm>;
export type TiersForm = z.infer<typeof TiersForm>;
export type UnitTier = z.infer<typeof UnitTier>;

/** Checks run beside the format of the single bound, so a bound that is no number is left to that. */
function boundsRise(rows: readonly { readonly upTo?: string | null | undefined }[]): boolean {
  const bounds = rows.map((row) => row.upTo ?? null);
  if (bounds.some((bound) => bound !== null && !PositiveDecimalText.safeParse(bound).success)) return true;
  return bounds.every((bound, index) => {
    const next = bounds[index + 1];
    if (next === undefined) return true;
    return bound !== null && (next === null || compare(exact(bound), exact(next)) < 0);
  });
}
