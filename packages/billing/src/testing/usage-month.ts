import { civilDate, monthPeriod, monthsOfPeriod } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { exact, multiply, toFixedText, whole } from "@tollwright/money";
import { PricePlan } from "@tollwright/rate-card";
import type { Billing } from "../billing.ts";
import { orderedUsage } from "../usage/ordered-usage.ts";
import type { CarriedPool } from "../usage/pool-statement.ts";
import { sumUsage } from "../usage/sum-usage.ts";
import type { CallAllocation, UsageCall } from "../usage/usage-call.ts";

const voip = { serviceClass: "voip", portion: "mixed" };
const flat = { kind: "flat", rate: { ratePerMinute: "0.03" } };

/** A plan of two usage products (`ld`: long distance, `local`) and whatever a test adds; `tiers` are those of `ld`. */
export function planWith(pools: readonly object[], tiers?: object, id = "sip"): PricePlan {
  return PricePlan.parse({
    id,
    description: "SIP trunking.",
    currency: "USD",
    products: [
      {
        ...voip,
        kind: "usage",
        id: "ld",
        name: "Long distance",
        classes: ["interstate", "intrastate"],
        price: flat,
        tiers,
      },
      { ...voip, kind: "usage", id: "local", name: "Local", classes: ["local"], price: flat },
      ...pools.map((pool) => ({ kind: "pool", name: "Included minutes", proration: "calendarDay", ...pool })),
    ],
  });
}

const address = { lines: ["1 Main St"], city: "Springfield", state: "ZZ", postalCode: "00001" };
const place = { state: "ZZ" };

export function accountWith(facts: Record<string, unknown> = {}): Account {
  return Account.parse({
    id: "acme",
    name: "Acme",
    legalEntity: "tw",
    billingAddress: address,
    zone: "America/Chicago",
    plans: [{ plan: "sip", from: "2025-01-01" }],
    locations: ["hq", "branch"].map((id) => ({ id, name: id, address, place, from: "2025-01-01" })),
    defaultLocation: "hq",
    ...facts,
  });
}

/** April 2026 of an account that has the plan all month. */
export function aprilOf(plan: PricePlan, account = accountWith()): Billing {
  const period = monthPeriod("2026-04");
  return {
    account,
    period,
    months: monthsOfPeriod(period),
    planSpans: [{ plan, ...period }],
    countDay: civilDate("2026-04-30"),
  };
}

/** A call of long distance at 0.03 a minute from the head office; `charge` follows `billedSeconds` unless given. */
export function callOf(facts: Partial<UsageCall> = {}): UsageCall {
  const billedSeconds = facts.billedSeconds ?? 60;
  return {
    location: "hq",
    plan: "sip",
    product: "ld",
    callClass: "interstate",
    side: "customer:origin",
    billedSeconds,
    // 0.03 a minute is 0.0005 a second.
    charge: toFixedText(multiply(whole(billedSeconds), exact("0.0005")), 6),
    farEnd: "12125550100",
    trunkGroup: null,
    ...facts,
  };
}

/** Allocates the calls of a month in the order given. */
export function allocated(input: {
  readonly plans: readonly PricePlan[];
  readonly calls: readonly UsageCall[];
  readonly account?: Account;
  readonly month?: string;
  readonly carried?: readonly CarriedPool[];
}) {
  const account = input.account ?? accountWith();
  const ordered = orderedUsage({
    account,
    plans: input.plans,
    period: monthPeriod(input.month ?? "2026-04"),
  });
  if (ordered === null) throw new Error("nothing depends on the order");
  const carried = input.carried ?? [];
  const first = ordered.start(carried, null);
  for (const call of input.calls) first.allocate(call);
  const totals = ordered.needsTotals ? first.close().totals : null;
  const allocation = ordered.start(carried, totals);
  const sums = sumUsage(account.id);
  const calls: CallAllocation[] = input.calls.map((call) => {
    const given = allocation.allocate(call);
    sums.add(call, given);
    return given;
  });
  return { calls, lines: sums.lines(), ...allocation.close() };
}
