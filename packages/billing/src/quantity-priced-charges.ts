import assert from "node:assert";
import { contains, type MonthOfPeriod } from "@tollwright/calendar";
import { exact, multiply, roundedText, toText, whole } from "@tollwright/money";
import { problem } from "@tollwright/problem";
import type { ProductOf } from "@tollwright/rate-card";
import { type Billing, type Due, together } from "./billing.ts";
import type { Charge } from "./charge.ts";
import { chargeKey } from "./charge-key.ts";
import type { Holding } from "./holding.ts";
import { CENTS, roundingSentence } from "./line-amount.ts";
import { monthOf, monthShares } from "./month-shares.ts";
import { type PricedQuantity, priceQuantity } from "./price-models/price-quantity.ts";
import type { PricedSpan } from "./priced-spans.ts";
import { aboutText, UNITS } from "./recurring-units.ts";
import { sharedSpan, spanSentence } from "./span-share.ts";

/** Something held, on days on which a product with `prices` bills it. */
export type QuantityPriced = {
  readonly holding: Holding;
  readonly span: PricedSpan<ProductOf<"recurring">>;
};

/** Days on which the same number of things is held. */
type Step = PricedSpan<ProductOf<"recurring">> & {
  readonly members: readonly Holding[];
  readonly quantity: number;
};

/**
 * Monthly prices by the quantity that is held at one location: a line for the days on which one quantity holds, the price of that
 * quantity × their share of the month.
 *
 * @example 100 numbers at 1.00, further ones at 0.80; 110 until 16 April, then 120: 108.00 × 15/30 and 116.00 × 15/30.
 */
export function quantityPricedCharges(billing: Billing, held: readonly QuantityPriced[]): Due {
  const groups = Map.groupBy(held, ({ holding, span }) =>
    [holding.location, span.plan.id, span.product.id].join(" "),
  );
  return together([...groups.values()].map((group) => groupCharges(billing, group)));
}

function groupCharges(billing: Billing, group: readonly QuantityPriced[]): Due {
  const steps = stepsOf(group, billing.months);
  const shares = monthShares(steps.map(sharedSpan), billing.months);
  return together(
    steps.map((step, index) => {
      const share = shares[index] ?? "0";
      if (share === "0") return { charges: [], problems: [] };
      const { prices, id } = step.product;
      assert(prices !== undefined, "only products with prices come here");
      const price = priceQuantity({ model: prices, quantity: whole(step.quantity), before: null });
      if (price.ok) return { charges: [charge({ billing, step, share, price: price.value })], problems: [] };
      const about = `account ${billing.account.id}: product ${id} of plan ${step.plan.id}`;
      const problems = price.problems.map(({ code, message }) =>
        problem({ code, message: `${about}, from ${step.from}: ${message}` }),
      );
      return { charges: [], problems };
    }),
  );
}

/** In order of time; days with nothing held make none, and a quantity that stays is one step, whatever its members. */
function stepsOf(group: readonly QuantityPriced[], months: readonly MonthOfPeriod[]): readonly Step[] {
  const cuts = [...new Set(group.flatMap(({ span }) => [span.from, span.until]))].sort();
  const steps: Step[] = [];
  for (const [index, from] of cuts.entries()) {
    const until = cuts[index + 1];
    const held = group.filter(({ span }) => contains(span, from));
    const first = held[0];
    if (until === undefined || first === undefined) continue;
    const members = held.map(({ holding }) => holding);
    const quantity = members.reduce((total, { count }) => total + count, 0);
    const step = { ...first.span, from, until, members, quantity };
    const before = steps.at(-1);
    if (before !== undefined && isContinued(before, step) && !months.some(({ days }) => days.from === from))
      steps[steps.length - 1] = joined(before, step);
    else steps.push(step);
  }
  return steps;
}

function isContinued(before: Step, step: Step): boolean {
  const isSame = before.quantity === step.quantity && before.billedShare === step.billedShare;
  return isSame && before.until === step.from;
}

function joined(before: Step, step: Step): Step {
  return { ...before, until: step.until, members: [...new Set([...before.members, ...step.members])] };
}

function charge(input: {
  readonly billing: Billing;
  readonly step: Step;
  readonly share: string;
  readonly price: PricedQuantity;
}): Charge {
  const { billing, step, share, price } = input;
  const { plan, product, from, until, members, quantity } = step;
  const { noun, unit, count } = UNITS[product.unit];
  const location = members[0]?.location ?? billing.account.defaultLocation;
  const ids = { account: billing.account.id, location, plan: plan.id, product: product.id };
  const unrounded = multiply(price.unrounded, exact(share));
  const counted = count !== null && contains({ from, until }, billing.countDay);
  return {
    ...ids,
    key: chargeKey({ ...ids, from, until }),
    section: "recurring",
    chargeKind: "recurring",
    description: product.name,
    serviceClass: product.serviceClass,
    portion: product.portion,
    callClass: null,
    from,
    until,
    about: aboutText(members),
    quantity: String(quantity),
    unit,
    unitPrice: null,
    share: share === "1" ? null : share,
    amount: roundedText(unrounded, CENTS),
    calls: null,
    billedSeconds: null,
    counts: counted ? { [count]: String(quantity) } : {},
    explanation: [
      ...spanSentence({ ...step, mode: product.proration, share, period: monthOf(step, billing.months) }),
      `${quantity} ${noun}${quantity === 1 ? "" : "s"} at the prices of so many`,
      ...price.explanation,
      `${toText(price.unrounded)}${share === "1" ? "" : ` × ${share}`} = ${roundingSentence(unrounded)}`,
      ...(counted ? [`counted for fees per unit on ${billing.countDay}: ${quantity} ${count}`] : []),
    ],
  };
}
