import { byCodeUnit } from "@tollwright/canonical";
import type { PlanSpan } from "./billing.ts";
import type { Charge } from "./charge.ts";

const SECTIONS = ["recurring", "usage", "oneTime"] as const;

/** The fixed order of an invoice's lines: account, location, section, plan and product as the plan lists them, key. */
export function inOrder(charges: readonly Charge[], planSpans: readonly PlanSpan[]): readonly Charge[] {
  return charges
    .map((charge) => ({
      charge,
      section: SECTIONS.indexOf(charge.section),
      rank: rankOf(charge, planSpans),
    }))
    .sort(
      (left, right) =>
        byCodeUnit(left.charge.account, right.charge.account) ||
        byCodeUnit(left.charge.location, right.charge.location) ||
        left.section - right.section ||
        left.rank - right.rank ||
        byCodeUnit(left.charge.key, right.charge.key),
    )
    .map(({ charge }) => charge);
}

/** Where a line's product stands in the lists of the plans; behind all of them where it is in none. */
function rankOf(charge: Charge, planSpans: readonly PlanSpan[]): number {
  let before = 0;
  for (const { plan } of planSpans) {
    if (plan.id !== charge.plan) {
      before += plan.products.length;
      continue;
    }
    const at = plan.products.findIndex(({ id }) => id === charge.product);
    return at < 0 ? Number.MAX_SAFE_INTEGER : before + at;
  }
  return Number.MAX_SAFE_INTEGER;
}
