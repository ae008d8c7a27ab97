import type { TaxRecord } from "./tax-record.ts";

/** Why a line carries no tax; null where it does. */
export type NoTax =
  | "exempt"
  | "reverseCharge"
  | "excepted"
  | "lifeline"
  | "noNexus"
  | "excluded"
  | "outsidePortion"
  | "nothingCounted"
  | "belowThreshold"
  | "zeroRate"
  | "nothingCharged";

/**
 * One levy on one charge. Amounts are decimal text; `rate` is a share of the base or the price of one unit, null where
 * tiers give several; `units` are the fees charged, null where nothing is counted.
 */
export type TaxLine = {
  readonly levy: string;
  readonly charge: string;
  /** As printed. */
  readonly name: string;
  readonly kind: "tax" | "passThrough" | "sellerFee";
  readonly family: string | null;
  readonly authority: string;
  /** @example `US / IL / Chicago` */
  readonly jurisdiction: string;
  readonly level: string;
  readonly location: string | null;
  readonly base: string;
  readonly share: string;
  readonly placeShare: string;
  readonly included: readonly { readonly levy: string; readonly amount: string }[];
  readonly exempt: string;
  readonly certificate: string | null;
  readonly rate: string | null;
  readonly units: string | null;
  readonly unit: string | null;
  readonly exact: string;
  readonly amount: string;
  /** False for what the seller absorbs, or may not pass on: computed for the books. */
  readonly billed: boolean;
  /** The collector's allowance, and what goes to the authority. */
  readonly kept: string;
  readonly remitted: string;
  readonly noTax: NoTax | null;
  /** What the reader of a bill must see: "last known figure of 2025 (0.41), decided by …". */
  readonly marks: readonly string[];
  /** What it was computed from; `becauseOf` tells it in sentences. */
  readonly record: TaxRecord;
};

/** A figure that we do not have, with the charges that it leaves without their levy, and what was decided. */
export type Gap = {
  /**
   * A levy's id; `family:…` for a family that coverage says is unknown; `channels:…` for calls without a trunk, that may
   * belong to a trunk group's burst (books 16); `place:…` for a level of a location's place that its address left open.
   */
  readonly levy: string;
  readonly jurisdiction: string;
  /** The days without the figure, half-open; null: open on that side. */
  readonly from: string | null;
  readonly until: string | null;
  readonly kind: "missing" | "lowConfidence" | "uncovered" | "uncounted" | "undetermined";
  readonly charges: readonly string[];
  readonly decision: GapDecisionShown | null;
};

export type GapDecisionShown = {
  readonly decision: "supply" | "billWithout" | "useLastKnown" | "hold" | "confirm";
  readonly by: string;
  readonly reason: string;
  readonly expires: string;
  /** The figure that bills by it, if any. */
  readonly form: unknown;
};

export type Assessment = {
  readonly taxLines: readonly TaxLine[];
  readonly gaps: readonly Gap[];
  /** Levies that reach charges and bill nothing there without being a gap. */
  readonly unassessed: readonly { readonly levy: string; readonly charge: string; readonly reason: string }[];
  /** Sum of the billed lines. */
  readonly total: string;
  /** The same, unrounded. */
  readonly exact: string;
  /** Sum of the lines that are not billed. */
  readonly notBilled: string;
  /** What each charge is without the taxes that were in its price. */
  readonly charges: readonly { readonly id: string; readonly net: string }[];
};
