import { Currency } from "@tollwright/money";
import { AmbiguousPlaces } from "@tollwright/place";
import { z } from "zod";
import { InterstateElection, Nexus, TaxExclusion, UniversalServiceStatus } from "./seller-taxes.ts";
import { TaxEngineChoice } from "./tax-engine-choice.ts";
import { Zone } from "./zone.ts";

/** A number for value-added tax. */
export const TaxNumber = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, "a country code of two letters"),
  number: z.string().min(4),
});

export const Address = z.strictObject({
  lines: z.array(z.string().min(1)).min(1).max(4),
  city: z.string().min(1),
  /** Empty in countries that write none. */
  state: z.string().min(2).or(z.literal("")).default(""),
  postalCode: z.string().min(1),
  country: z.string().length(2).default("US"),
});
export type Address = z.infer<typeof Address>;

/** A company that bills (books 10). */
export const LegalEntity = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  legalName: z.string().min(1),
  tradeName: z.string().min(1),
  address: Address,
  /** Truth in billing: a toll-free number for questions. */
  questionsPhone: z.string().min(1),
  questionsEmail: z.string().min(1),
  remitTo: z.strictObject({ name: z.string().min(1), address: Address }),
  zone: Zone,
  currency: Currency,
  form499FilerId: z.string().nullable(),
  /** `TW` gives TW-2026-000001; numbers are without gaps per entity and series (books 17). */
  invoiceSeries: z.string().regex(/^[A-Z0-9]{1,8}$/),
  terms: z.strictObject({ dueDays: z.int().min(0).max(365), text: z.string().min(1) }),
  /** Cannot change after the first issued invoice (books 15). */
  billCallsBy: z.enum(["answer", "start", "end"]).default("answer"),
  interstate: z.array(InterstateElection).default([]),
  /** Levies that the law allows to be passed on: what the seller chose (books 19). */
  elections: z.record(z.string(), z.enum(["recover", "absorb"])).default({}),
  /** Absent: it contributes directly, on international revenue as well. */
  universalService: z.array(UniversalServiceStatus).optional(),
  /** Absent: in every state. */
  nexus: z.array(Nexus).optional(),
  /** What becomes of an address whose county or city cannot be told. Absent: it is held for a person. */
  ambiguousPlaces: AmbiguousPlaces.optional(),
  exclusions: z.array(TaxExclusion).optional(),
  /** Printed on its invoices, by the country that gave it. */
  taxNumbers: z.array(TaxNumber).optional(),
  /** Who computes its taxes. Absent: the engine of this house. */
  taxEngine: TaxEngineChoice.optional(),
  /** The basis elected for levies that state none of their own (SSUTA 324): each line, or the invoice. Absent: each line. */
  taxRounding: z.enum(["line", "invoice", "jurisdiction"]).optional(),
});
export type LegalEntity = z.infer<typeof LegalEntity>;
