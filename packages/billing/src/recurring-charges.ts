import assert from "node:assert";
import { contains, type Period } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import type { ProductOf } from "@tollwright/rate-card";
import { type Billing, type Due, together } from "./billing.ts";
import type { Charge } from "./charge.ts";
import { chargeKey } from "./charge-key.ts";
import type { Holding } from "./holding.ts";
import { holdings } from "./holdings.ts";
import { lineAmount } from "./line-amount.ts";
import { type PricedSpan, pricedSpans } from "./priced-spans.ts";
import { type QuantityPriced, quantityPricedCharges } from "./quantity-priced-charges.ts";
import { aboutText, UNITS } from "./recurring-units.ts";
import { sharedSpan, spanSentence, spanShares } from "./span-share.ts";
import { termSpans } from "./term-spans.ts";

type Recurring = ProductOf<"recurring">;

/**
 * Monthly prices of whatever is held: numbers, toll-free numbers, E911 records, listings, subscriptions. Those of one product and location that
 * are held on the same days are one line: a number that starts on the 10th is a line of its own (books 14).
 *
 * @example 41 numbers all April and 1 from the 10th, at 1.50: a line of 61.50, and one of 1 × 1.50 × 21/30 = 1.05.
 */
export function recurringCharges(billing: Billing): Due {
  const groups = new Map<string, Group>();
  const byQuantity: QuantityPriced[] = [];
  const problems: Problem[] = [];
  for (const holding of holdings(billing.account, billing.planSpans)) {
    const found = pricedSpans({
      billing,
      thing: { ...holding, name: `${UNITS[holding.unit].noun} ${holding.about}` },
      fits: (product): product is Recurring => product.kind === "recurring" && product.unit === holding.unit,
      wants: `a recurring product by ${holding.unit}`,
    });
    problems.push(...found.problems);
    const monthly = found.spans.filter(({ product }) => product.term === undefined);
    byQuantity.push(...monthly.filter(isByQuantity).map((span) => ({ holding, span })));
    for (const { days, whole } of billing.months) {
      const spans = monthly.filter(({ from }) => contains(days, from));
      gather({ groups, holding, spans, period: whole });
    }
    for (const { term, spans } of termSpans(billing, holding))
      gather({ groups, holding, spans, period: term });
  }
  const lines = { charges: [...groups.values()].map((group) => charge(billing, group)), problems };
  return together([lines, quantityPricedCharges(billing, byQuantity)]);
}

function isByQuantity({ product }: PricedSpan<Recurring>): boolean {
  return product.prices !== undefined;
}

type Group = {
  /** The month, or a term of several. */
  readonly period: Period;
  readonly span: PricedSpan<Recurring>;
  readonly share: string;
  readonly location: string;
  readonly members: Holding[];
  readonly taxing: Holding["taxing"];
};

function gather(input: {
  readonly groups: Map<string, Group>;
  readonly holding: Holding;
  readonly spans: readonly PricedSpan<Recurring>[];
  readonly period: Period;
}): void {
  const { groups, holding, spans, period } = input;
  const shares = spanShares(spans.map(sharedSpan), period);
  for (const [index, span] of spans.entries()) {
    const share = shares[index] ?? "0";
    if (share === "0" || isByQuantity(span)) continue;
    const { location } = holding;
    const apart = holding.taxing === undefined ? "" : apartBy(holding);
    const key = [location, span.plan.id, span.product.id, span.from, span.until, share, apart].join(" ");
    const group = groups.get(key) ?? { period, span, share, location, members: [], taxing: holding.taxing };
    group.members.push(holding);
    groups.set(key, group);
  }
}

function charge(billing: Billing, group: Group): Charge {
  const { plan, product, from, until } = group.span;
  const { noun, unit, count } = UNITS[product.unit];
  const quantity = group.members.reduce((total, member) => total + member.count, 0);
  const unitPrice = product.term?.price ?? product.pricePerMonth;
  assert(unitPrice !== undefined, "a product has a price");
  const { amount, sentence } = lineAmount({ quantity, noun, unitPrice, share: group.share });
  const counted = count !== null && contains({ from, until }, billing.countDay);
  return {
    key: chargeKey({
      account: billing.account.id,
      location: group.location,
      plan: plan.id,
      product: product.id,
      ...detail(group),
      from,
      until,
    }),
    account: billing.account.id,
    location: group.location,
    section: "recurring",
    chargeKind: "recurring",
    plan: plan.id,
    product: product.id,
    description: product.name,
    serviceClass: product.serviceClass,
    portion: product.portion,
    callClass: null,
    from,
    until,
    about: aboutText(group.members),
    quantity: String(quantity),
    unit,
    unitPrice,
    share: group.share === "1" ? null : group.share,
    amount,
    calls: null,
    billedSeconds: null,
    counts: counted ? { [count]: String(quantity) } : {},
    ...(group.taxing === undefined ? {} : { taxing: group.taxing }),
    explanation: [
      ...spanSentence({ ...group.span, mode: product.proration, share: group.share, period: group.period }),
      ...termSentence(group),
      sentence,
      ...(counted ? [`counted for fees per unit on ${billing.countDay}: ${quantity} ${count}`] : []),
    ],
  };
}

function termSentence({ period, span: { product } }: Group): readonly string[] {
  return product.term === undefined
    ? []
    : [`billed by terms of ${product.term.months} months: ${period.from} until ${period.until}`];
}

/** By thirtieths two things held on the same days can have different shares; the key tells them apart. */
function detail({ span, share, members: [first] }: Group): { readonly detail?: string } {
  const details = [
    ...(span.product.proration === "fixed30" && share !== "1" ? [share.replace("/", "of")] : []),
    ...(first?.taxing === undefined ? [] : [apartBy(first)]),
  ];
  return details.length === 0 ? {} : { detail: details.join("/") };
}

/** What is used at several locations is a line of its own; all lines that Lifeline supports are one. */
function apartBy({ taxing, about }: Holding): string {
  return taxing?.usedAt === undefined ? "lifeline" : about;
}
