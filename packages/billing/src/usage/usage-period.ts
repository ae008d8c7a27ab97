import type { Billing } from "../billing.ts";

/** What pools and tiers need to know of an account's period. */
export type UsagePeriod = Pick<Billing, "account" | "period" | "planSpans">;
