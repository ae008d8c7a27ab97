import { CivilDate, parseInstant } from "@tollwright/calendar";
import { DecimalText, PartText, ShareText } from "@tollwright/money";
import { z } from "zod";
import { GapDecision } from "./decision.ts";
import { DiscountClass, JurisdictionLevel, type Levy, LevyRounding, LevySchema } from "./levy.ts";
import { optional } from "./optional.ts";

const Word = z.string().min(1);
const Words = z.array(Word).min(1);

/** Where service is used, by stored jurisdiction codes; names are free words. */
export const TaxPlace = z.strictObject({
  country: optional(Word),
  state: optional(Word),
  county: optional(Word),
  city: optional(Word),
  /** Census codes of the two, for levies that know places by code: five and seven digits. */
  countyFips: optional(z.string().regex(/^\d{5}$/)),
  cityFips: optional(z.string().regex(/^\d{7}$/)),
  district: optional(Word),
  districts: optional(z.array(Word)),
  /** Levels that nobody could tell: absent, they are not "none", and a levy that turns on one of them is not billed. */
  undetermined: optional(z.array(z.enum(["county", "city"]))),
});
export type TaxPlace = z.infer<typeof TaxPlace>;

/** Where a charge is used when that is not one place: exactly one of the four. */
const Situs = z
  .strictObject({
    shares: optional(z.array(z.strictObject({ place: TaxPlace, share: PartText })).min(1)),
    points: optional(z.array(z.strictObject({ place: TaxPlace, count: z.int().min(1) })).min(1)),
    segment: optional(z.tuple([TaxPlace, TaxPlace])),
    callByCall: optional(
      z.strictObject({ origin: TaxPlace, termination: TaxPlace, serviceAddress: TaxPlace }),
    ),
    /** By what the places share, for the record: `numbers held at each site`. */
    key: optional(Word),
  })
  .refine(
    (situs) =>
      [situs.shares, situs.points, situs.segment, situs.callByCall].filter((part) => (part ?? null) !== null)
        .length === 1,
    { message: "exactly one of shares, points, segment and callByCall" },
  );
export type Situs = z.infer<typeof Situs>;

const ChargePortion = z.enum(["mixed", "interstate", "intrastate", "international", "none"]);

export const TaxCharge = z.strictObject({
  id: Word,
  amount: DecimalText,
  label: optional(z.string()),
  /** The seller's own name of what is sold, for the record. */
  product: optional(Word),
  /** A part of a bundle: its name, and the id of the whole charge, which its tax lines carry. */
  component: optional(Word),
  partOf: optional(Word),
  serviceClass: optional(Word),
  /** Default `recurring`. */
  kind: optional(Word),
  /** Default `intrastate`. */
  portion: optional(ChargePortion),
  /** The actual split of a mixed charge; goes before the seller's method. Without `intrastate` that is the rest. */
  shares: optional(
    z.strictObject({
      interstate: optional(PartText),
      intrastate: optional(PartText),
      international: optional(PartText),
    }),
  ),
  period: optional(
    z
      .strictObject({ from: CivilDate, until: CivilDate })
      .refine((period) => period.from < period.until, { message: "`from` lies before `until`" }),
  ),
  counts: optional(z.record(Word, optional(z.union([DecimalText, z.int()])))),
  place: optional(TaxPlace),
  location: optional(Word),
  account: optional(Word),
  /** A credit carries its original's. */
  billDate: optional(CivilDate),
  usageAt: optional(
    z.string().refine((text) => parseInstant(text) !== null, { message: "an instant with a zone" }),
  ),
  /** The active part of a prorated charge, for per-unit fees that allow it. */
  fraction: optional(PartText),
  discount: optional(DiscountClass),
  /** The amount is a price with all billed taxes in it, or with those of the list: by id, `family:…` or `kind:…`. */
  taxIncluded: optional(z.union([z.boolean(), Words])),
  /** Tax on the charge that was paid to another jurisdiction, and the levy whose law gives credit for it. */
  taxPaid: optional(z.array(z.strictObject({ levy: Word, amount: DecimalText })).min(1)),
  /** A line supported by Lifeline. */
  lifeline: optional(z.boolean()),
  situs: optional(Situs),
});
export type TaxCharge = z.infer<typeof TaxCharge>;

const InterstateMethod = z.union([z.literal("safeHarbor"), z.strictObject({ trafficStudy: PartText })]);

/** All selectors that are given must fit; at least one of them is needed, so that no certificate exempts by silence. */
export const Certificate = z
  .strictObject({
    certificate: Word,
    kind: optional(Word),
    levies: optional(Words),
    families: optional(Words),
    kinds: optional(Words),
    levels: optional(z.array(JurisdictionLevel).min(1)),
    serviceClasses: optional(Words),
    place: optional(TaxPlace),
    from: optional(CivilDate),
    until: optional(CivilDate),
    share: optional(PartText),
  })
  .refine(
    (certificate) =>
      [
        certificate.levies,
        certificate.families,
        certificate.kinds,
        certificate.levels,
        certificate.serviceClasses,
      ].some((selector) => (selector ?? null) !== null),
    { message: "a certificate names levies, families, kinds, levels or serviceClasses" },
  );
export type Certificate = z.infer<typeof Certificate>;

/** Levies that a seller does not collect: all selectors that are given must fit, and one of them is needed. */
export const Exclusion = z
  .strictObject({
    levies: optional(Words),
    families: optional(Words),
    kinds: optional(Words),
    levels: optional(z.array(JurisdictionLevel).min(1)),
    place: optional(TaxPlace),
    reason: z.string().min(1),
  })
  .refine(
    (exclusion) =>
      [exclusion.levies, exclusion.families, exclusion.kinds, exclusion.levels, exclusion.place].some(
        (selector) => (selector ?? null) !== null,
      ),
    { message: "an exclusion names levies, families, kinds, levels or a place" },
  );
export type Exclusion = z.infer<typeof Exclusion>;

/**
 * What the bills before this one came to in a year that a levy counts by (`per: year`): the measure that reached its rule, and the
 * tax as rounded.
 */
export const BeforeInYear = z.strictObject({
  levy: Word,
  /** The year's first day. */
  yearFrom: CivilDate,
  account: optional(Word),
  location: optional(Word),
  measure: optional(ShareText),
  tax: optional(ShareText),
});
export type BeforeInYear = z.infer<typeof BeforeInYear>;

/** What `assess` is asked: charges of one invoice, and the levies that may reach them. */
export const AssessRequestSchema = z.strictObject({
  billDate: optional(CivilDate),
  /** The place of charges that carry none. */
  place: optional(TaxPlace),
  seller: optional(
    z.strictObject({
      /** Where the seller is established: by it the customer of another country accounts for value-added tax itself. */
      place: optional(TaxPlace),
      /** By service class. */
      interstateMethod: optional(z.record(z.string(), InterstateMethod)),
      /** Levies that the law allows to be passed on: what the seller chose. Without a word they are absorbed. */
      elections: optional(z.record(z.string(), z.enum(["recover", "absorb"]))),
      /** States in which the seller has nexus; without the list, in all. Levies of other states, and of places in them, are not due. */
      nexus: optional(z.array(Word)),
      /** What the seller does not collect, and why. */
      exclusions: optional(z.array(Exclusion)),
      /**
       * The seller's interstate revenue is below the limit of 47 CFR 54.706(c): international revenue is no part of the base of
       * federal universal service.
       */
      limitedInternational: optional(z.boolean()),
    }),
  ),
  buyer: optional(
    z.strictObject({
      kind: optional(Word),
      /** The customer's number for value-added tax. */
      taxNumber: optional(Word),
      exemptions: optional(z.array(Certificate)),
    }),
  ),
  charges: z.array(TaxCharge),
  levies: optional(z.array(LevySchema)),
  rounding: optional(LevyRounding),
  /** A bill: federal universal service is held to the cap of 47 CFR 54.712 also where the bill has credits. */
  capUniversalService: optional(z.boolean()),
  decisions: optional(z.array(GapDecision)),
  /** Of levies that count by the year. What is not told is zero: the year's first bill. */
  beforeInYear: optional(z.array(BeforeInYear)),
});
/** The same list of levies serves many requests, so it is not written to. */
export type AssessRequest = Omit<z.infer<typeof AssessRequestSchema>, "levies"> & {
  readonly levies?: readonly Levy[] | null | undefined;
};
