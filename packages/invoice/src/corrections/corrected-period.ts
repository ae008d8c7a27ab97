import type { Charge } from "@tollwright/billing";
import type { CivilDate, Period } from "@tollwright/calendar";
import type { TaxRecord } from "@tollwright/tax";
import type { BilledSite } from "../billed-site.ts";

/** An earlier period of a payer that was computed again, as far as it was invoiced otherwise (books 12). */
export type CorrectedPeriod = {
  readonly period: Period;
  /** `2026-03` */
  readonly name: string;
  /** The bill date of the invoice that first billed it; absent where that is not known. */
  readonly billedOn?: CivilDate;
  /** Every line of the period as known now, under its own key: caps and thresholds of its taxes are shared by all of them. */
  readonly sites: readonly BilledSite[];
  /** What this invoice carries of it, see `periodDifference`. */
  readonly difference: readonly Charge[];
  /** The tax records of each line that is taken back, by the key of its reversal. */
  readonly records: ReadonlyMap<string, readonly TaxRecord[]>;
};
