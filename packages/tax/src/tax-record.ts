import type { LevyForm } from "./schema/form.ts";
import type { Jurisdiction, Levy, LevyValue } from "./schema/levy.ts";
import type { TaxPlace } from "./schema/request.ts";

/**
 * The audit record of a tax line (tax method, section 4.5): everything that its amount was computed from, so that
 * `recomputeTaxLine` finds it again from this record alone. Numbers are exact text; one that never ends is a fraction.
 */
export type TaxRecord = {
  /** Who computed it; of an outside engine the record holds the answer. */
  readonly engine: "tollwright.tax/1" | "avalara.afc/2" | "suretax";
  readonly levy: string;
  /** The edition of the levy, see `versionOf`. */
  readonly version: string;
  readonly name: string;
  readonly kind: "tax" | "passThrough" | "sellerFee";
  readonly family: string | null;
  readonly authority: string;
  readonly statute: string | null;
  readonly ledgerAccount: string | null;
  /** Whose own figures lie over the shipped ones, and why. Records of earlier programs do not say it. */
  readonly overlaidBy?: string | null;
  readonly jurisdiction: Jurisdiction | null;
  readonly charge: {
    readonly id: string;
    readonly label: string | null;
    readonly product: string | null;
    /** The part of a bundle that was taxed. */
    readonly component: string | null;
    readonly amount: string;
    /** What was taxed: below `amount` where the price had taxes in it. */
    readonly net: string;
    readonly kind: string;
    readonly serviceClass: string | null;
    readonly location: string | null;
    readonly period: { readonly from: string; readonly until: string } | null;
  };
  readonly situs: {
    readonly method: string;
    /** By what the places share. */
    readonly key: string | null;
    readonly places: readonly { readonly place: TaxPlace; readonly share: string }[];
    readonly share: string;
  };
  readonly split: {
    readonly method: string;
    readonly interstate: string;
    readonly intrastate: string;
    readonly international: string;
  } | null;
  readonly portion: string;
  readonly share: string;
  readonly included: readonly { readonly levy: string; readonly amount: string }[];
  readonly exemption: {
    readonly certificate: string;
    readonly kind: string | null;
    readonly share: string;
  } | null;
  readonly exception: string | null;
  readonly thresholds: readonly {
    readonly rule: string;
    readonly limit: string;
    readonly per: string;
    readonly leftOut: string;
  }[];
  /** Of a levy that counts by the year: which year, what this line measures in it, and what its earlier bills came to. */
  readonly year?: {
    readonly from: string;
    readonly account: string | null;
    readonly location: string | null;
    readonly measure: string;
    readonly before: { readonly measure: string; readonly tax: string };
  };
  readonly exempt: string;
  readonly grossUpRates: string | null;
  readonly base: string;
  readonly count: {
    readonly counted: readonly { readonly unit: string; readonly count: string; readonly weight: string }[];
    readonly weighted: string;
    readonly caps: readonly string[];
    readonly capped: string;
    readonly units: string;
    readonly fraction: string | null;
  } | null;
  /** The total of the tiers' window before this line. */
  readonly before: string;
  readonly calculation: "percent" | "perUnit" | "tiers" | "none";
  readonly form: LevyForm | null;
  readonly value: Omit<LevyValue, "form"> | null;
  readonly decision: {
    readonly decision: string;
    readonly by: string;
    readonly reason: string;
    readonly expires: string;
  } | null;
  readonly datedBy: NonNullable<Levy["datedBy"]>;
  readonly date: string | null;
  readonly billDate: string | null;
  readonly adjustment: { readonly rule: string; readonly amount: string } | null;
  readonly exact: string;
  readonly rounding: {
    readonly mode: "halfUp" | "halfEven" | "up" | "down" | "none";
    readonly places: number;
    readonly level: "line" | "invoice" | "jurisdiction";
    /** For the levels above the line: the group's total, and what this line got besides its part rounded down. */
    readonly group: { readonly exact: string; readonly rounded: string; readonly spare: string } | null;
  };
  readonly amount: string;
  readonly passThrough: "required" | "allowed" | "forbidden";
  readonly billed: boolean;
  /** Owed to an authority, so that returns carry it: all but the seller's own fees. */
  readonly reportable: boolean;
  readonly kept: string;
  readonly remitted: string;
  /** Of a line that carries tax back: the charge that bore it, and its invoice. */
  readonly reverses: { readonly invoice: string; readonly charge: string } | null;
  /** The steps in sentences, where they do not follow from the record: those of an outside engine, and of earlier programs. */
  readonly because?: readonly string[];
};
