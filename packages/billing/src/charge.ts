import type { CivilDate } from "@tollwright/calendar";
import type { Correction } from "./difference/correction.ts";
import type { Taxing } from "./taxing.ts";

/** One pre-tax line of an invoice (books 14). Amounts are decimal text; `amount` is in cents, rounded once. */
export type Charge = {
  /** Account (site), location, product, class, and the span in which one unit price holds: unique on an invoice. */
  readonly key: string;
  /** The account that owns the line: the invoice's own, or a site billed to it. */
  readonly account: string;
  readonly location: string;
  readonly section: "recurring" | "usage" | "oneTime";
  /** The tax engine's kind: levies may name it. */
  readonly chargeKind: "recurring" | "usage" | "oneTime";
  /** The plan that priced the line. */
  readonly plan: string;
  readonly product: string;
  readonly description: string;
  readonly serviceClass: string;
  readonly portion: "mixed" | "interstate" | "intrastate" | "international" | "none";
  /** How a mixed line of calls without a jurisdiction is split, by the factors of their account; absent elsewhere. */
  readonly jurisdictionShares?: { readonly interstate: string; readonly intrastate: string };
  /** Class of the calls for usage, else null. */
  readonly callClass: string | null;
  /** Service period of the line, half-open. */
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** Number, channel or order that the line is about, for people: a range, an id. */
  readonly about: string | null;
  /** Units billed: numbers, channels, calls, minutes. */
  readonly quantity: string;
  readonly unit: "number" | "channel" | "record" | "order" | "minute" | "call" | "each";
  /** Price of one unit for a whole month or once; for usage the price of a minute or a call where one holds for all
   * of them (each call is rounded, so that quantity × price need not be the amount), else null. */
  readonly unitPrice: string | null;
  /** Prorated share, unreduced: `22/30`; null where nothing is prorated. */
  readonly share: string | null;
  readonly amount: string;
  /** For usage: calls and billed seconds behind the line. */
  readonly calls: number | null;
  readonly billedSeconds: string | null;
  /** For usage that pools or tiers priced otherwise than its list price; absent elsewhere. */
  readonly allocated?: {
    /** Exact sum of the calls' list charges. */
    readonly listCharge: string;
    /** Of the billed seconds, those that pools covered. */
    readonly drawnSeconds: string;
  };
  /**
   * Things counted for per-unit levies, on the last day of the period (books 22): `{ channels: "12" }`. A line that ended
   * before that day carries none, so nothing is counted twice. Keys: numbers, tollFreeNumbers, channels, e911Records, ports.
   */
  readonly counts: Readonly<Record<string, string>>;
  /** One sentence a step, with the numbers. */
  readonly explanation: readonly string[];
  /** On a line that takes money off others: its class, by which levies give tax back (tax's `reducedBy`). */
  readonly discount?: "retail" | "manufacturer" | "account" | "subsidy" | "goodwill";
  /** On a line that taxes see otherwise than as one class at one location; absent on all others. */
  readonly taxing?: Taxing;
  /** On a line that corrects an earlier period; a line of the invoice's own period has none. */
  readonly correction?: Correction;
};
