import type { Correction, Taxing } from "@tollwright/billing";
import type { Currency } from "@tollwright/money";
import type { TaxRecord } from "@tollwright/tax";

/**
 * The canonical invoice: what the `.json` file holds, with sorted keys and amounts as decimal text (books 18).
 * No clock time, path, batch or surrogate key stands in it. Dates are `YYYY-MM-DD`, periods half-open.
 */
export type Invoice = {
  /** `/1`: as earlier programs wrote it, with each tax record whole; see `canonicalInvoice`. */
  readonly schema: "tollwright.invoice/1" | "tollwright.invoice/2";
  readonly kind: "invoice" | "sample";
  /** Null for a sample and for a draft. */
  readonly number: string | null;
  /** The day it was issued; null for a sample and for a draft. */
  readonly issuedOn: string | null;
  readonly currency: Currency;
  readonly period: { readonly from: string; readonly until: string };
  readonly billDate: string;
  readonly dueDate: string;
  readonly terms: string;
  readonly seller: {
    readonly id: string;
    readonly legalName: string;
    readonly tradeName: string;
    readonly address: InvoiceAddress;
    readonly questionsPhone: string;
    readonly questionsEmail: string;
    readonly form499FilerId: string | null;
    /** Numbers for value-added tax; absent where the seller has none. */
    readonly taxNumbers?: readonly string[];
    readonly remitTo: { readonly name: string; readonly address: InvoiceAddress };
  };
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly billingAddress: InvoiceAddress;
    readonly customerOrderNumber: string | null;
    /** For value-added tax; absent where none is on file. */
    readonly taxNumber?: string;
  };
  /** The account's own section first, then its sites in order of id. */
  readonly sites: readonly InvoiceSite[];
  readonly charges: readonly InvoiceCharge[];
  readonly taxes: readonly InvoiceTax[];
  /** Levies that were looked at and billed nothing, with the reason (exempt, not in force, below threshold). */
  readonly notTaxed: readonly NotTaxed[];
  readonly usageSummary: readonly UsageSummaryRow[];
  /** Included minutes and calls, by account and pool; absent where none are sold. */
  readonly pools?: readonly InvoicePool[];
  readonly totals: InvoiceTotals;
  /**
   * The full record of each levy on each charge that it taxes, exempts or leaves out (tax method, section 4.5):
   * recomputable line by line. What the seller absorbs is not among them. In the file they are packed.
   */
  readonly taxRecords: readonly TaxRecord[];
  /**
   * What the itemised files hold; null where the invoice has no calls. Each usage line ties its own calls to itself by their number,
   * billed seconds and amount; the files' hashes stand beside the invoice, with the stored documents.
   */
  readonly itemisation: { readonly calls: number; readonly billedSeconds: string } | null;
  /** Marks that the reader must see: estimated taxes of a sample, a levy billed by last year's figure. */
  readonly notices: readonly string[];
};

export type InvoiceAddress = {
  readonly lines: readonly string[];
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
};

export type InvoiceSite = {
  readonly account: string;
  readonly name: string;
  readonly locations: readonly {
    readonly id: string;
    readonly name: string;
    readonly address: InvoiceAddress;
    readonly place: { readonly state: string; readonly county: string | null; readonly city: string | null };
  }[];
  /** Sums of this site's charges and taxes, each of printed lines. */
  readonly charges: string;
  readonly taxes: string;
};

export type InvoiceCharge = {
  readonly key: string;
  readonly account: string;
  readonly location: string;
  readonly section: "recurring" | "usage" | "oneTime";
  readonly plan: string;
  readonly product: string;
  readonly description: string;
  readonly about: string | null;
  readonly serviceClass: string;
  readonly portion: string;
  /** Of a mixed line of calls without a jurisdiction, by the account's traffic factors; absent elsewhere. */
  readonly jurisdictionShares?: { readonly interstate: string; readonly intrastate: string };
  readonly callClass: string | null;
  readonly from: string;
  readonly until: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string | null;
  readonly share: string | null;
  readonly calls: number | null;
  readonly billedSeconds: string | null;
  /** For usage that pools or tiers priced otherwise than its list price: the sum of list prices, and seconds covered. */
  readonly allocated?: { readonly listCharge: string; readonly drawnSeconds: string };
  readonly counts: Readonly<Record<string, string>>;
  readonly amount: string;
  readonly explanation: readonly string[];
  /** On a line that takes money off others, the class by which levies give tax back; absent on all others. */
  readonly discount?: string;
  /** On a line that taxes see otherwise than as one class at one location; absent on all others. */
  readonly taxing?: Taxing;
  /** On a line that corrects an earlier period (books 12); absent on a line of the invoice's own. */
  readonly correction?: Correction;
};

/** The section names of the reference on truth in billing (tax method 1.6, check 7). */
export type TaxSection = "governmentTaxes" | "regulatoryAssessments" | "sellerCharges";

/** One printed line: a levy at one location. Its amount is the sum of the rounded amounts of `taxRecords` behind it. */
export type InvoiceTax = {
  readonly levy: string;
  readonly name: string;
  readonly section: TaxSection;
  readonly authority: string;
  readonly jurisdiction: string;
  readonly account: string;
  readonly location: string;
  /** Sum of the taxed bases; null for per-unit fees. */
  readonly base: string | null;
  /** Share of the base (`0.07`), or the price of one unit; null where several rates applied. */
  readonly rate: string | null;
  readonly units: string | null;
  readonly unit: string | null;
  readonly amount: string;
  /** Such as "billed by the last figure known (0.41, of 2025); …"; empty for a plain line. */
  readonly marks: readonly string[];
  /** Tax of lines that correct an earlier period, or carried back with what they take back; absent on all others. */
  readonly correction?: Pick<Correction, "kind" | "period">;
};

export type NotTaxed = {
  readonly levy: string;
  readonly name: string;
  readonly account: string;
  readonly location: string;
  readonly reason: string;
  readonly exemptAmount: string | null;
  readonly certificate: string | null;
};

/** A pool over the period: `included + carriedOver = used + left`, `left = carriedOn + expired`; in minutes or calls. */
export type InvoicePool = {
  readonly account: string;
  readonly pool: string;
  /** The location or trunk group that it is of; null for the account's. */
  readonly holder: string | null;
  readonly name: string;
  readonly unit: "minutes" | "calls";
  /** Null: unlimited. */
  readonly included: string | null;
  readonly carriedOver: string;
  readonly used: string;
  readonly left: string | null;
  readonly carriedOn: string;
  readonly expired: string;
  readonly beyondFairUse: string;
};

export type UsageSummaryRow = {
  readonly account: string;
  readonly callClass: string;
  readonly description: string;
  readonly calls: number;
  /** Billed minutes: billed seconds ÷ 60, half-up to at most four places. */
  readonly minutes: string;
  readonly amount: string;
};

export type InvoiceTotals = {
  readonly recurring: string;
  readonly usage: string;
  readonly oneTime: string;
  readonly charges: string;
  readonly governmentTaxes: string;
  readonly regulatoryAssessments: string;
  readonly sellerCharges: string;
  readonly taxes: string;
  /** Of this invoice alone: previous balances and payments are not kept here, and the document says so. */
  readonly amountDue: string;
};

/** One itemised call: a row of the CSV and of the XLSX's last sheet, in this order of columns. */
export type ItemisedCall = {
  readonly account: string;
  /** Wall clock in the account's zone, `2026-04-07 09:03:10`. */
  readonly dateTime: string;
  readonly zone: string;
  readonly direction: "outbound" | "inbound";
  readonly from: string;
  readonly to: string;
  readonly destination: string;
  readonly callClass: string;
  readonly seconds: string;
  readonly billedSeconds: number;
  /** Of the billed seconds, those that pools of included minutes covered. */
  readonly poolSeconds: number;
  readonly ratePerMinute: string;
  readonly listCharge: string;
  readonly billedCharge: string;
  readonly chargeKey: string;
  readonly callKey: string;
};
