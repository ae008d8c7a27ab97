import type { CivilDate } from "@tollwright/calendar";

/**
 * One pool over one period, for the customer. Quantities are decimal text in `unit`: minutes to at most four places, or
 * calls. `included + carriedOver = used + carriedOn + expired` where the pool has a size.
 */
export type PoolStatement = {
  readonly account: string;
  /** The pool's id in the plan, and the location or trunk group that it is of; null for the account's. */
  readonly pool: string;
  readonly holder: string | null;
  readonly name: string;
  readonly unit: "minutes" | "calls";
  /** Of this period, prorated; null: unlimited. */
  readonly included: string | null;
  /** From earlier periods, and opening balances. */
  readonly carriedOver: string;
  readonly used: string;
  /** Left at the end of the period; null: unlimited. */
  readonly left: string | null;
  /** Of what is left: usable in the next period, and ended with this one. */
  readonly carriedOn: string;
  readonly expired: string;
  /** Units beyond the fair-use limit that a person has to decide about. */
  readonly beyondFairUse: string;
};

/** What one pool hands to the next period: whole seconds or calls. Kept with the invoice's period (books 12). */
export type CarriedPool = {
  readonly pool: string;
  readonly holder: string | null;
  readonly lots: readonly { readonly units: string; readonly until: CivilDate }[];
};
