import { byCodeUnit } from "@tollwright/canonical";
import type { PlanSpan } from "./billing.ts";
import type { Charge } from "./charge.ts";

const SECTIONS = ["recurring", "usage", "oneTime"] as const;

/** The fixed order of an invoice's lines: account, location, section, plan and product as the plan lists them, key. */
export function inOrder(charges: readonly Charge[], planSpans: readonly PlanSpan[]): readonly Charge[] {
  const ranks = new Map<string, number>();
  for (const { plan } of planSpans)
    for (const product of plan.products) {
      const name = `${plan.id}/${product.id}`;
      if (!ranks.has(name)) ranks.set(name, ranks.size);
    }
  const rank = (charge: Charge): number => ranks.get(`${charge.plan}/${charge.product}`) ?? ranks.size;
  return [...charges].sort(
    (left, right) =>
      byCodeUnit(left.account, right.account) ||
      byCodeUnit(left.location, right.location) ||
      SECTIONS.indexOf(left.section) - SECTIONS.indexOf(right.section) ||
      rank(left) - rank(right) ||
      byCodeUnit(left.key, right.key),
  );
}
