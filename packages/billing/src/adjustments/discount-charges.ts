import { byCodeUnit } from "@tollwright/canonical";
import { billPeriodOf, type DiscountGrant } from "@tollwright/inventory";
import { add, type Exact, round, subtract, toFixedText, toText, zero } from "@tollwright/money";
import type { Problem } from "@tollwright/problem";
import type { Product, ProductOf } from "@tollwright/rate-card";
import type { Billing } from "../billing.ts";
import type { Charge } from "../charge.ts";
import { CENTS } from "../line-amount.ts";
import { pricedSpans } from "../priced-spans.ts";
import type { Adjusted } from "./adjusted.ts";
import { type DiscountStep, type DiscountTerm, discountSteps } from "./discount-steps.ts";
import { reductionCharges } from "./reduction-charges.ts";
import { leftOf, type Remaining, reachesCharge, takeOff } from "./remaining.ts";

type Discount = ProductOf<"discount">;
type Granted = { readonly grant: DiscountGrant; readonly plan: string; readonly product: Discount };

/**
 * Discounts of the period: percents first, each of what is left, then amounts, never below zero, in their order. Those in
 * a row that reach the same lines are rounded once together. Percents take what is billed in advance apart from the rest,
 * so that they are the same whether the period has begun or not; amounts wait for the whole period.
 *
 * @example 150.00 of lines, 10 % and 20.00: -15.00 and -20.00.
 */
export function discountCharges(billing: Billing, lines: readonly Remaining[]): Adjusted {
  const { granted, problems } = grantsOf(billing);
  const percents = granted.filter(({ product }) => product.off.kind === "percent");
  const amounts = granted.filter(({ product }) => product.off.kind === "amount");
  const isAdvance = ({ charge }: Remaining): boolean => isBilledInAdvance(billing, charge);
  const parts = [
    { discounts: percents, reaches: isAdvance, detail: "advance" },
    ...(billing.timing === "advance"
      ? []
      : [
          { discounts: percents, reaches: (line: Remaining): boolean => !isAdvance(line) },
          { discounts: amounts, reaches: (): boolean => true },
        ]),
  ];
  let adjusted: Adjusted = { lines, charges: [], problems };
  for (const { discounts, ...part } of parts)
    for (const row of sameReach(discounts, lines)) adjusted = discounted({ billing, row, adjusted, ...part });
  return adjusted;
}

function isBilledInAdvance({ planSpans }: Billing, charge: Charge): boolean {
  const plan = planSpans.find((span) => span.plan.id === charge.plan)?.plan;
  const product = plan?.products.find(({ id }) => id === charge.product);
  return product !== undefined && "timing" in product && product.timing === "advance";
}

function grantsOf(billing: Billing): {
  readonly granted: readonly Granted[];
  readonly problems: readonly Problem[];
} {
  const { timing: _timing, ...whole } = billing;
  const found = billing.account.discounts.map((grant) => {
    const { spans, problems } = pricedSpans({
      billing: whole,
      thing: { name: `discount ${grant.id}`, product: grant.product, dates: grant },
      fits: (product: Product): product is Discount => product.kind === "discount",
      wants: "a product of kind discount",
    });
    const last = spans.at(-1);
    const granted =
      last === undefined || !isInItsMonths(billing, grant, last.product)
        ? []
        : [{ grant, plan: last.plan.id, product: last.product }];
    return { granted, problems: billing.timing === undefined ? problems : [] };
  });
  const granted = found.flatMap((part) => part.granted);
  return {
    granted: granted.sort(
      (left, right) => left.product.order - right.product.order || byCodeUnit(left.grant.id, right.grant.id),
    ),
    problems: found.flatMap((part) => part.problems),
  };
}

/** Months are billing periods, counted from the one that the discount begins in. */
function isInItsMonths({ account, period }: Billing, { from }: DiscountGrant, { months }: Discount): boolean {
  return months === null || period.from < billPeriodOf(account, from, months).from;
}

/** Discounts in a row that reach the same lines. */
function sameReach(
  granted: readonly Granted[],
  lines: readonly Remaining[],
): readonly (readonly Granted[])[] {
  const rows: { readonly reach: string; readonly row: Granted[] }[] = [];
  for (const one of granted) {
    const reach = lines
      .filter((line) => reaches(one, line))
      .map(({ charge }) => charge.key)
      .join(" ");
    const last = rows.at(-1);
    if (last?.reach === reach) last.row.push(one);
    else rows.push({ reach, row: [one] });
  }
  return rows.map(({ row }) => row);
}

function reaches({ grant, product }: Granted, { charge }: Remaining): boolean {
  return reachesCharge(charge, { products: product.products, location: grant.location });
}

function discounted(input: {
  readonly billing: Billing;
  readonly row: readonly Granted[];
  readonly adjusted: Adjusted;
  readonly reaches: (line: Remaining) => boolean;
  readonly detail?: string;
}): Adjusted {
  const { billing, row, detail } = input;
  const first = row[0];
  if (first === undefined) return input.adjusted;
  const isReached = (line: Remaining): boolean => input.reaches(line) && reaches(first, line);
  const gross = leftOf(input.adjusted.lines.filter(isReached));
  const terms = row.map((granted) => ({ ...granted.product.off, granted }));
  let { lines } = input.adjusted;
  let before = zero;
  const charges: Charge[] = [];
  for (const step of discountSteps(gross, terms)) {
    const soFar = round(subtract(gross, step.left), CENTS);
    const off = subtract(soFar, before);
    before = soFar;
    const took = takeOff(lines, isReached, off);
    lines = took.lines;
    const { grant, plan, product } = step.term.granted;
    charges.push(
      ...reductionCharges({
        ...{ billing, plan, product, id: grant.id, taken: took.taken, discount: product.discountClass },
        ...(detail === undefined ? {} : { detail }),
        explanation: [stepSentence(step, off)],
      }),
    );
  }
  return { ...input.adjusted, lines, charges: [...input.adjusted.charges, ...charges] };
}

function stepSentence({ term, off, left }: DiscountStep<DiscountTerm>, inCents: Exact): string {
  const before = toText(add(left, off));
  const cents = toFixedText(inCents, 2);
  return term.kind === "percent"
    ? `${before} × ${term.value} = ${toText(off)} off, in cents ${cents}`
    : `${term.value} off, at most the ${before} that are left: ${cents}`;
}
