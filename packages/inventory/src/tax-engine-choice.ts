import { z } from "zod";

const Word = z.string().min(1);
/** What a kind of tax is on our bill: on the customer, or an assessment on the seller that is passed on; and its family. */
const TaxMeaning = z.strictObject({
  kind: z.enum(["tax", "passThrough"]),
  family: Word.nullable().default(null),
});
const Level = z.enum(["federal", "state", "county", "city", "district"]);

/** Which of our charges a code of the engine stands for: all that is given must fit, the first that fits counts. */
const ChargeSelector = {
  serviceClass: Word,
  chargeKind: z.enum(["recurring", "usage", "oneTime"]).optional(),
  portion: z.enum(["mixed", "interstate", "intrastate", "international", "none"]).optional(),
  /** The count of a charge that is the engine's number of lines; without it the charge has none. */
  lines: Word.optional(),
};

/** Waiting and trying again; the defaults fit a bill run, not a person at a screen. */
const patience = {
  timeoutSeconds: z.int().min(1).max(600).default(60),
  attempts: z.int().min(1).max(5).default(3),
};

/** Avalara for Communications, REST v2. Codes are the operator's own mapping, out of the vendor's manual. */
export const AvalaraChoice = z.strictObject({
  kind: z.literal("avalara"),
  url: z.url(),
  clientId: Word.optional(),
  profileId: Word.optional(),
  company: z.strictObject({
    businessClass: z.enum(["ilec", "clec"]),
    serviceClass: z.enum(["primaryLocal", "primaryLongDistance"]),
    facilitiesBased: z.boolean(),
    franchise: z.boolean(),
    regulated: z.boolean(),
    identifier: Word.optional(),
  }),
  products: z.array(z.strictObject({ ...ChargeSelector, transaction: z.int(), service: z.int() })).min(1),
  /** By the engine's name of a category. */
  categories: z.record(z.string(), TaxMeaning),
  /** The engine's number of a category, by our family: what certificates exempt. */
  exemptionCategories: z.record(z.string(), z.int()).default({}),
  ...patience,
});
export type AvalaraChoice = z.infer<typeof AvalaraChoice>;

/** CCH SureTax. Codes are the operator's own mapping, out of the vendor's manual. */
export const SureTaxChoice = z.strictObject({
  kind: z.literal("suretax"),
  url: z.url(),
  businessUnit: z.string().max(20).default(""),
  regulatoryCode: z.string().regex(/^\d\d$/),
  situsRule: z.string().regex(/^\d\d$/),
  products: z
    .array(z.strictObject({ ...ChargeSelector, transactionCode: z.string().regex(/^\d{6}$/) }))
    .min(1),
  /** By the engine's code of a tax. */
  taxTypes: z.record(z.string(), TaxMeaning.extend({ level: Level })),
  /** The engine's code of an exemption, by our family. */
  exemptionCodes: z.record(z.string(), z.string().regex(/^\d\d$/)).default({}),
  ...patience,
});
export type SureTaxChoice = z.infer<typeof SureTaxChoice>;

/** Who computes the taxes of a legal entity; absent: the engine of this house. Credentials are never in a file. */
export const TaxEngineChoice = z.discriminatedUnion("kind", [AvalaraChoice, SureTaxChoice]);
export type TaxEngineChoice = z.infer<typeof TaxEngineChoice>;
