import type { Rating } from "@tollwright/rating";

/** A rated call as pools and tiers see it: one side of a call, in the total order of answer, then key, then side (books 13). */
export type UsageCall = Pick<
  Rating,
  "location" | "plan" | "product" | "side" | "billedSeconds" | "charge"
> & {
  readonly callClass: string;
  /** Digits of the far end, with the country code: the called number of a call placed, the caller's of one received. */
  readonly farEnd: string | null;
  /** The trunk group of the account that the call used; null where it used none. */
  readonly trunkGroup: string | null;
};

/** What a call was given: its part of the account's pools and tiers. */
export type CallAllocation = {
  /** Decimal text, to as many places as the list charge; a tier's own places where one priced it. */
  readonly billedCharge: string;
  /** Of the call's billed seconds, those that pools of minutes covered. */
  readonly drawnSeconds: number;
  readonly draws: readonly PoolDraw[];
  /** Where tiers priced the rest: the seconds or calls that they counted before and with this call. */
  readonly tier: {
    readonly beforeUnits: number;
    readonly afterUnits: number;
    readonly unit: "minutes" | "calls";
  } | null;
};

export type PoolDraw = {
  /** Product of the plan, and the location or trunk group that the pool is of. */
  readonly pool: string;
  readonly holder: string | null;
  /** Seconds, or 1 of a pool of calls. */
  readonly units: number;
  readonly unit: "minutes" | "calls";
  /** Those beyond a fair-use limit that are priced: what they cost, decimal text; null for what is included. */
  readonly price: string | null;
};
