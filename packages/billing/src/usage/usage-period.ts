import type { OpenPeriod, Period } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { PlanSpan } from "../billing.ts";

/** What pools and tiers need to know of an account's period. */
export type UsagePeriod = {
  readonly account: Pick<Account, "id" | "poolBalances"> & {
    readonly locations: readonly Dated[];
    readonly trunkGroups: readonly Dated[];
  };
  readonly period: Period;
  /** In order of time, never overlapping. */
  readonly planSpans: readonly PlanSpan[];
};

type Dated = OpenPeriod & { readonly id: string };
