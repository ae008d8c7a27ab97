import type { Side } from "@tollwright/rating";

/**
 * Ratings of one account and period, summed by the store: what a usage charge is made of.
 *
 * @example 120 calls, 9,000 billed seconds, charges of 5.2503 in all.
 */
export type UsageLine = {
  readonly account: string;
  readonly location: string;
  /** Null, with `product`, for calls that were free before a product was looked for: they make no line. */
  readonly plan: string | null;
  readonly product: string | null;
  readonly callClass: string;
  readonly side: Side;
  readonly calls: number;
  /** Decimal text, or whole seconds. */
  readonly billedSeconds: string | bigint;
  /** Sum of the ratings' charges at list price, exact decimal text: not rounded to cents. */
  readonly charge: string;
  /** What pools and tiers made of it; absent where every call is billed at its list price. */
  readonly allocated?: AllocatedSum;
};

/** The same calls after pools and tiers. */
type AllocatedSum = {
  /** Sum of the billed charges, exact decimal text. */
  readonly charge: string;
  /** Of the billed seconds, those that pools covered. */
  readonly drawnSeconds: string;
};
