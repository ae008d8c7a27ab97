import { CivilDate } from "@tollwright/calendar";
import { DecimalText, PartText, PositiveDecimalText } from "@tollwright/money";
import { z } from "zod";
import { isYearAsked, LevyForm, Per, YEAR_ONLY, YearlyWindow } from "./form.ts";
import { optional } from "./optional.ts";
import { ReverseCharge } from "./reverse-charge.ts";

const Words = z.array(z.string().min(1)).min(1);

export const JurisdictionLevel = z.enum(["country", "federal", "state", "county", "city", "district"]);

/** Keys that must equal the place's. Absent, or level federal: everywhere, once. */
export const Jurisdiction = z.strictObject({
  level: optional(JurisdictionLevel),
  country: optional(z.string().min(1)),
  state: optional(z.string().min(1)),
  county: optional(z.string().min(1)),
  city: optional(z.string().min(1)),
  /** Census codes of the two, beside the names or in their place. */
  countyFips: optional(z.string().regex(/^\d{5}$/)),
  cityFips: optional(z.string().regex(/^\d{7}$/)),
  district: optional(z.string().min(1)),
  /** Of a county: only what lies outside its cities. */
  unincorporated: optional(z.literal(true)),
});
export type Jurisdiction = z.infer<typeof Jurisdiction>;

export const PlacePattern = z.strictObject({
  state: optional(z.string().min(1)),
  county: optional(z.string().min(1)),
  city: optional(z.string().min(1)),
  countyFips: optional(z.string().regex(/^\d{5}$/)),
  cityFips: optional(z.string().regex(/^\d{7}$/)),
  district: optional(z.string().min(1)),
  unincorporated: optional(z.literal(true)),
  /** Counties that the city lies in, five digits: a place in another one is not there, though its city is not known. */
  cityCounties: optional(z.array(z.string().regex(/^\d{5}$/)).min(1)),
});

/** Where a figure was read. */
export const Source = z.strictObject({
  title: z.string().min(1),
  href: optional(z.url()),
  publishedOn: optional(CivilDate),
});

/** A person's word that a figure without a start was in force from a day on (books 20). */
const AssumedFrom = z.strictObject({
  date: CivilDate,
  by: z.string().min(1),
  reason: z.string().min(1),
  expires: CivilDate,
});

/** One figure with its dates, half-open. `form` null: the figure of these days is not known. */
export const LevyValue = z
  .strictObject({
    from: optional(CivilDate),
    until: optional(CivilDate),
    /** The day on which the source shows it in force; without `from` it bills from that day. */
    seenInForceOn: optional(CivilDate),
    assumedFrom: optional(AssumedFrom),
    form: optional(LevyForm),
    source: optional(z.union([Source, z.string().min(1)])),
    /** `low` never bills until a person confirms it. */
    confidence: optional(z.enum(["high", "medium", "low"])),
    note: optional(z.string().min(1)),
  })
  .refine(({ from, until }) => !from || !until || from < until, {
    path: ["until"],
    message: "must be later than `from`",
  });
export type LevyValue = z.infer<typeof LevyValue>;

export const Selector = z.strictObject({
  serviceClasses: optional(Words),
  chargeKinds: optional(Words),
  buyerKinds: optional(Words),
});
export type Selector = z.infer<typeof Selector>;

export const Portion = z.enum(["interstate", "intrastate", "international"]);
export type Portion = z.infer<typeof Portion>;

/** `times`: a key of the charge's `counts`; the amount is for each of them, as 15.00 a line. */
const AmountTimes = { amount: PositiveDecimalText, times: optional(z.string().min(1)) };
const isPerCharge = (rule: {
  readonly times?: string | null | undefined;
  readonly per?: string | null | undefined;
}) => (rule.times ?? null) === null || rule.per === "charge";
const TIMES_ONLY = { message: "`times` goes with `per: charge`" };

const Threshold = z
  .strictObject({ ...AmountTimes, ...YearlyWindow })
  .refine(isYearAsked, { message: YEAR_ONLY })
  .refine(isPerCharge, TIMES_ONLY);
export type Threshold = z.infer<typeof Threshold>;
/** A year's least tax is known at its end only, so a minimum has no year. */
const Minimum = z.strictObject({ ...AmountTimes, per: optional(Per) }).refine(isPerCharge, TIMES_ONLY);

/** Rules by what was measured in a year: of two, nobody could say which saw what of the bills before. */
function yearlyMeasures(levy: YearRules): number {
  const rules = [levy.exemptFirst, levy.onlyAbove, levy.maxBase].filter((rule) => rule?.per === "year");
  return rules.length + (tiersOf(levy).some((tiers) => tiers?.per === "year") ? 1 : 0);
}

function years(levy: YearRules): ReadonlySet<string> {
  const rules = [levy.exemptFirst, levy.onlyAbove, levy.maxBase, levy.maximum, ...tiersOf(levy)];
  return new Set(
    rules.flatMap((rule) =>
      rule?.per === "year" ? [`${rule.yearBegins ?? "01-01"} ${rule.yearOf ?? "account"}`] : [],
    ),
  );
}

function tiersOf({ form, values }: YearRules) {
  return [form, ...(values ?? []).map((value) => value.form)].map((each) => each?.tiers);
}

type YearRules = {
  readonly [rule in "exemptFirst" | "onlyAbove" | "maxBase" | "maximum"]?: Threshold | null | undefined;
} & {
  readonly form?: LevyForm | null | undefined;
  readonly values?: readonly LevyValue[] | null | undefined;
};

export const LevyRounding = z.strictObject({
  mode: optional(z.enum(["halfUp", "halfEven", "up", "down", "none"])),
  places: optional(z.int().min(-12).max(20)),
  level: optional(z.enum(["line", "invoice", "jurisdiction"])),
});
export type LevyRounding = z.infer<typeof LevyRounding>;

/**
 * Which day of a charge its figure is looked up by. `streamlined`: SSUTA 329; `streamlinedNextMonth`: the same, but an increase
 * reaches what is billed before it is provided from the first of the month after (N.C.G.S. 105-164.15A). `serviceDays`: a rate that
 * changes within the period counts for its days, as a seller may choose by the United Kingdom's VAT Act 1994, section 88.
 */
const DatedBy = z.enum([
  "billDate",
  "serviceFrom",
  "serviceUntil",
  "serviceDays",
  "usageAt",
  "streamlined",
  "streamlinedNextMonth",
]);

const discountClasses = ["retail", "manufacturer", "account", "subsidy", "goodwill"] as const;
export const DiscountClass = z.enum(discountClasses);

/** What files carry for people; the arithmetic does not look at it. */
const Metadata = {
  /** As printed on the invoice. */
  name: optional(z.string().min(1)),
  description: optional(z.string().min(1)),
  statute: optional(z.string().min(1)),
  /** What tables of figures call it; an import finds the levy by them. */
  codes: optional(Words),
  /** What the law says, or leaves unclear, and the arithmetic does not know. */
  notModelled: optional(Words),
  /** Who laid own figures over the shipped ones, and why. Set where overlays are read; no file says it. */
  overlaidBy: optional(z.string().min(1)),
  /** The last day a person compared the file with its sources. */
  verifiedOn: optional(CivilDate),
  /** Where the books keep it. */
  ledgerAccount: optional(z.string().min(1)),
};

/**
 * A rule that the law or the seller imposes: a YAML file of `rate-cards/taxes`, or the same as inline JSON.
 * Required are `id`, `kind`, and `form` or `values`.
 */
export const LevySchema = z
  .strictObject({
    id: z.string().min(1),
    kind: z.enum(["tax", "passThrough", "sellerFee"]),
    ...Metadata,
    family: optional(z.string().min(1)),
    jurisdiction: optional(Jurisdiction),
    /** Places inside the jurisdiction that the levy leaves out. */
    exceptPlaces: optional(z.array(PlacePattern).min(1)),
    authority: optional(z.string().min(1)),
    ...Selector.shape,
    except: optional(Selector),
    portion: optional(z.union([z.enum(["all", "none"]), Portion, z.array(Portion).min(1)])),
    form: optional(LevyForm),
    values: optional(z.array(LevyValue)),
    datedBy: optional(DatedBy),
    baseIncludes: optional(z.array(z.string().min(1))),
    baseExcludes: optional(z.array(z.string().min(1))),
    baseUses: optional(z.enum(["rounded", "exact"])),
    /** `portion`: of an included levy only the part that the levy's portion is of the charge, as of a fee on a mixed charge. */
    includedPart: optional(z.enum(["all", "portion"])),
    selfIncluding: optional(z.union([z.boolean(), z.string().min(1)])),
    exemptFirst: optional(Threshold),
    onlyAbove: optional(Threshold),
    maxBase: optional(Threshold),
    minimum: optional(Minimum),
    maximum: optional(Threshold),
    exemptionKinds: optional(Words),
    /** Not due on a line that Lifeline supports. */
    exceptLifeline: optional(z.boolean()),
    reducedBy: optional(z.array(DiscountClass)),
    proratable: optional(z.boolean()),
    reverseCharge: optional(ReverseCharge),
    /** Due only where the seller is established in the state of the place, or only where it is not. */
    sellerIn: optional(z.enum(["sameState", "otherState"])),
    passThrough: optional(z.enum(["required", "allowed", "forbidden"])),
    /** `atLeastPerMonth`: of all customers' together, so no line knows it: it counts in the returns. */
    collectionAllowance: optional(
      z.union([
        z.strictObject({ percent: PartText, atLeastPerMonth: optional(PositiveDecimalText) }),
        z.strictObject({ perUnit: DecimalText }),
      ]),
    ),
    rounding: optional(LevyRounding),
  })
  .refine((levy) => ((levy.form ?? null) === null) !== ((levy.values ?? null) === null), {
    message: "a levy has either `form` or dated `values`",
  })
  .refine((levy) => levy.datedBy !== "serviceDays" || (levy.values ?? []).every(isShareOrUnknown), {
    path: ["datedBy"],
    message: "only shares of a charge (form `percent`) are split by days",
  })
  .refine((levy) => yearlyMeasures(levy) <= 1, {
    message: "one rule over the measure of a year: exemptFirst, onlyAbove, maxBase, or the tiers",
  })
  .refine((levy) => years(levy).size <= 1, { message: "a levy counts by one year, of one thing" });
export type Levy = z.infer<typeof LevySchema>;

function isShareOrUnknown({ form }: LevyValue): boolean {
  return !form || Boolean(form.percent);
}
