import type { Commitment } from "@tollwright/inventory";
import {
  add,
  type Exact,
  exact,
  isPositive,
  multiply,
  round,
  subtract,
  toFixedText,
  zero,
} from "@tollwright/money";
import type { Product, ProductOf } from "@tollwright/rate-card";
import type { Billing } from "../billing.ts";
import type { Charge } from "../charge.ts";
import { chargeKey } from "../charge-key.ts";
import { CENTS } from "../line-amount.ts";
import { monthShares } from "../month-shares.ts";
import { type PricedSpan, pricedSpans } from "../priced-spans.ts";
import { sharedSpan } from "../span-share.ts";
import type { Adjusted } from "./adjusted.ts";
import { reductionCharges } from "./reduction-charges.ts";
import { leftOf, type Remaining, reachesCharge, takeOff } from "./remaining.ts";

type CommitmentProduct = ProductOf<"commitment">;
type Span = PricedSpan<CommitmentProduct> & { readonly share: string };

/**
 * Minimums and maximums on what the reached lines come to after discounts, each prorated by its days and rounded to cents
 * before it is compared: a line for what is short of the minimum, and negative ones for what is above the maximum.
 *
 * @example minimum 500.00 from 16 April: 500.00 × 15/30 = 250.00; 180.00 were charged: a shortfall of 70.00.
 */
export function commitmentCharges(billing: Billing, lines: readonly Remaining[]): Adjusted {
  let adjusted: Adjusted = { lines, charges: [], problems: [] };
  for (const entry of billing.account.commitments) {
    const { spans, problems } = pricedSpans({
      billing,
      thing: { name: `commitment ${entry.id}`, product: entry.product, dates: entry },
      fits: (product: Product): product is CommitmentProduct => product.kind === "commitment",
      wants: "a product of kind commitment",
    });
    const shares = monthShares(spans.map(sharedSpan), billing.months);
    const shared = spans.map((span, index) => ({ ...span, share: shares[index] ?? "0" }));
    const next = limited({ billing, entry, spans: shared, lines: adjusted.lines });
    adjusted = {
      lines: next.lines,
      charges: [...adjusted.charges, ...next.charges],
      problems: [...adjusted.problems, ...problems],
    };
  }
  return adjusted;
}

type Limited = Omit<Adjusted, "problems">;

function limited(input: {
  readonly billing: Billing;
  readonly entry: Commitment;
  readonly spans: readonly Span[];
  readonly lines: readonly Remaining[];
}): Limited {
  const { billing, entry, spans, lines } = input;
  const last = spans.at(-1);
  if (last === undefined) return { lines, charges: [] };
  const rule = { products: last.product.products, location: entry.location };
  const isReached = ({ charge }: Remaining): boolean => reachesCharge(charge, rule);
  const reached = leftOf(lines.filter(isReached));
  const minimum = limitOf(spans, ({ product }) => entry.minimumPerMonth ?? product.minimumPerMonth);
  const maximum = limitOf(spans, ({ product }) => entry.maximumPerMonth ?? product.maximumPerMonth);
  const short = minimum === null ? zero : subtract(minimum.amount, reached);
  if (minimum !== null && isPositive(short)) {
    const explanation = [
      `minimum ${minimum.sentence}`,
      `charged ${named(last)}: ${toFixedText(reached, 2)}; short by ${toFixedText(short, 2)}`,
    ];
    const charge = shortfall({ billing, entry, span: last, amount: short, explanation });
    return { lines: [...lines, { charge, left: short }], charges: [charge] };
  }
  const above = maximum === null ? zero : subtract(reached, maximum.amount);
  if (maximum === null || !isPositive(above)) return { lines, charges: [] };
  const took = takeOff(lines, isReached, above);
  const explanation = [
    `maximum ${maximum.sentence}`,
    `charged ${named(last)}: ${toFixedText(reached, 2)}; above it ${toFixedText(above, 2)}`,
  ];
  const { plan, product } = last;
  const charges = reductionCharges({
    ...{ billing, plan: plan.id, product, id: entry.id, discount: "retail", taken: took.taken, explanation },
  });
  return { lines: took.lines, charges };
}

/** Null: no span has such a limit. Rounded before anything is compared with it. */
function limitOf(
  spans: readonly Span[],
  perMonth: (span: Span) => string | null,
): { readonly amount: Exact; readonly sentence: string } | null {
  const parts = spans.flatMap((span) => {
    const limit = perMonth(span);
    return limit === null || span.share === "0" ? [] : [{ limit, share: span.share }];
  });
  if (parts.length === 0) return null;
  const exactly = parts.reduce(
    (total, { limit, share }) => add(total, multiply(exact(limit), exact(share))),
    zero,
  );
  const amount = round(exactly, CENTS);
  const terms = parts.map(({ limit, share }) => (share === "1" ? limit : `${limit} × ${share}`)).join(" + ");
  return { amount, sentence: `${terms} = ${toFixedText(amount, 2)}` };
}

function named({ product }: Span): string {
  return product.products === null
    ? "for recurring services and usage"
    : `for ${product.products.join(", ")}`;
}

function shortfall(input: {
  readonly billing: Billing;
  readonly entry: Commitment;
  readonly span: Span;
  readonly amount: Exact;
  readonly explanation: readonly string[];
}): Charge {
  const { billing, entry, span, explanation } = input;
  const { from, until } = billing.period;
  const amount = toFixedText(input.amount, 2);
  const ids = {
    account: billing.account.id,
    location: entry.location ?? billing.account.defaultLocation,
    plan: span.plan.id,
    product: span.product.id,
  };
  return {
    ...ids,
    key: chargeKey({ ...ids, detail: entry.id, from, until }),
    ...{ section: "recurring", chargeKind: "recurring", from, until },
    description: `${span.product.name}, shortfall`,
    serviceClass: span.product.serviceClass,
    portion: span.product.portion,
    ...{
      callClass: null,
      about: entry.id,
      quantity: "1",
      unit: "each",
      unitPrice: null,
      share: null,
      amount,
    },
    ...{ calls: null, billedSeconds: null, counts: {}, explanation },
  };
}
