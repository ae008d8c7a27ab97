import { addDays, contains } from "@tollwright/calendar";
import type { Product, ProductOf } from "@tollwright/rate-card";
import type { Billing, Due } from "./billing.ts";
import { chargeKey } from "./charge-key.ts";
import type { Holding } from "./holding.ts";
import { holdings } from "./holdings.ts";
import { lineAmount } from "./line-amount.ts";
import { type PricedSpan, pricedSpans } from "./priced-spans.ts";
import { UNITS } from "./recurring-units.ts";

type Recurring = ProductOf<"recurring">;
type Begun = { readonly span: PricedSpan<Recurring>; readonly location: string; readonly count: number };

/**
 * Set-up of things held by the month, once, on the day from which each is held: those of one product and location that begin
 * on one day are one line. A product without `setUpPrice` has none. What is wrong with the product is told by the monthly line.
 *
 * @example 20 numbers from 10 April, 1.00 each to set up: 20.00, on 10 April.
 */
export function setUpCharges(billing: Billing): Due {
  const begun = holdings(billing.account, billing.planSpans)
    .filter(({ dates }) => contains(billing.period, dates.from))
    .flatMap((holding) => begunOf(billing, holding));
  const groups = Map.groupBy(begun, ({ span, location }) =>
    [location, span.plan.id, span.product.id, span.from].join(" "),
  );
  return { charges: [...groups.values()].flatMap((group) => setUp(billing, group)), problems: [] };
}

function begunOf(billing: Billing, holding: Holding): readonly Begun[] {
  const { dates, location, count, unit } = holding;
  const { spans } = pricedSpans({
    billing,
    thing: { ...holding, name: holding.about, dates: { from: dates.from, until: addDays(dates.from, 1) } },
    fits: (product: Product): product is Recurring => product.kind === "recurring" && product.unit === unit,
    wants: `a recurring product by ${unit}`,
  });
  return spans.map((span) => ({ span, location, count }));
}

function setUp(billing: Billing, group: readonly Begun[]): Due["charges"] {
  const [first] = group;
  const unitPrice = first?.span.product.setUpPrice;
  if (first === undefined || unitPrice === undefined) return [];
  const { plan, product, from, until } = first.span;
  const { noun, unit } = UNITS[product.unit];
  const quantity = group.reduce((total, { count }) => total + count, 0);
  const { amount, sentence } = lineAmount({ quantity, noun, unitPrice, share: "1" });
  const ids = {
    ...{ account: billing.account.id, location: first.location, plan: plan.id, product: product.id },
  };
  return [
    {
      ...ids,
      key: chargeKey({ ...ids, detail: "set-up", from, until }),
      ...{ section: "oneTime", chargeKind: "oneTime", callClass: null, about: null, from, until },
      description: `${product.name}, set-up`,
      serviceClass: product.serviceClass,
      portion: product.portion,
      ...{ quantity: String(quantity), unit, unitPrice, share: null, amount },
      ...{ calls: null, billedSeconds: null, counts: {} },
      explanation: [`set up once, on ${from}`, sentence],
    },
  ];
}
