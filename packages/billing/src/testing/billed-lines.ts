import { monthPeriod } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { PricePlan } from "@tollwright/rate-card";
import { expect } from "vitest";
import type { Due } from "../billing.ts";
import { advanceCharges, dueCharges } from "../due-charges.ts";
import type { UsageLine } from "../usage/usage-line.ts";

/** Fields that most products of a test share. */
export const voip = { serviceClass: "voip", portion: "mixed" };

export function planOf(products: readonly object[], id = "sip"): PricePlan {
  return PricePlan.parse({ id, description: "A plan.", currency: "USD", products });
}

/** An account in Chicago with two locations, on plan `sip` since 2025, and what a test gives it. */
export function accountOf(inventory: Record<string, unknown> = {}): Account {
  const address = { lines: ["1 Main St"], city: "Springfield", state: "ZZ", postalCode: "00001" };
  const location = (id: string) => ({ id, name: id, address, place: { state: "ZZ" }, from: "2025-01-01" });
  return Account.parse({
    ...{ id: "acme", name: "Acme", legalEntity: "tw", billingAddress: address, zone: "America/Chicago" },
    plans: [{ plan: "sip", from: "2025-01-01" }],
    locations: [location("hq"), location("branch")],
    defaultLocation: "hq",
    ...inventory,
  });
}

export type Asked = {
  readonly products: readonly object[];
  readonly inventory: Record<string, unknown>;
  /** `2026-04` where left out. */
  readonly month?: string;
  readonly usage?: readonly UsageLine[];
};

export function dueIn({ products, inventory, month = "2026-04", usage = [] }: Asked): Due {
  return dueCharges({
    ...{ account: accountOf(inventory), plans: [planOf(products)], period: monthPeriod(month) },
    ...{ usage, peaks: [] },
  });
}

export function advanceIn({ products, inventory, month = "2026-05" }: Asked): Due {
  return advanceCharges({
    ...{ account: accountOf(inventory), plans: [planOf(products)], period: monthPeriod(month) },
  });
}

/** `product from..until quantity × price × share = amount` of each line, without what is absent; there are no problems. */
export function linesOf(due: Due): readonly string[] {
  expect(due.problems).toEqual([]);
  return due.charges.map((line) =>
    [
      line.product,
      `${line.from.slice(5)}..${line.until.slice(5)}`,
      [line.quantity, line.unitPrice, line.share].filter((part) => part !== null).join(" × "),
      `= ${line.amount}`,
      ...Object.entries(line.counts).map(([key, count]) => `${key} ${count}`),
    ].join(" "),
  );
}
