import { addDays, contains } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import type { Credit } from "@tollwright/inventory";
import { compare, type Exact, exact, multiply, round, toFixedText, toText, zero } from "@tollwright/money";
import type { Product, ProductOf } from "@tollwright/rate-card";
import type { Billing } from "../billing.ts";
import { CENTS } from "../line-amount.ts";
import { type PricedSpan, pricedSpans } from "../priced-spans.ts";
import type { Adjusted } from "./adjusted.ts";
import { creditable } from "./creditable.ts";
import { reductionCharges } from "./reduction-charges.ts";
import { leftOf, type Remaining, takeOff } from "./remaining.ts";

type CreditProduct = ProductOf<"credit">;

/**
 * Credits of the period in which their day lies, never more than what is left of the charges that they reach. One for an
 * incident of a period that is closed reaches the customer as that period's difference.
 *
 * @example 10 % of channels charged at 432.00 for incident NOC-7: -43.20.
 */
export function creditCharges(billing: Billing, lines: readonly Remaining[]): Adjusted {
  let adjusted: Adjusted = { lines, charges: [], problems: [] };
  const entries = billing.account.credits.filter(({ on }) => contains(billing.period, on));
  for (const entry of entries.toSorted((left, right) => byCodeUnit(left.id, right.id))) {
    const { spans, problems } = pricedSpans({
      billing,
      thing: {
        name: `credit ${entry.id}`,
        product: entry.product,
        dates: { from: entry.on, until: addDays(entry.on, 1) },
      },
      fits: (product: Product): product is CreditProduct => product.kind === "credit",
      wants: "a product of kind credit",
    });
    const [span] = spans;
    const next = span === undefined ? null : credited({ billing, entry, span, lines: adjusted.lines });
    adjusted = {
      lines: next?.lines ?? adjusted.lines,
      charges: [...adjusted.charges, ...(next?.charges ?? [])],
      problems: [...adjusted.problems, ...problems],
    };
  }
  return adjusted;
}

function credited(input: {
  readonly billing: Billing;
  readonly entry: Credit;
  readonly span: PricedSpan<CreditProduct>;
  readonly lines: readonly Remaining[];
}): Pick<Adjusted, "lines" | "charges"> {
  const { billing, entry, span, lines } = input;
  const isReached = ({ charge }: Remaining): boolean =>
    (entry.of === null || entry.of.includes(charge.product)) &&
    (entry.location === null || entry.location === charge.location);
  const charged = leftOf(lines.filter(isReached));
  const { computed, sentence } = computedCredit(entry, span.product, charged);
  const amount = round(creditable({ computed, charged, credited: zero }), CENTS);
  const took = takeOff(lines, isReached, amount);
  const cut = compare(computed, charged) > 0 ? [`no more than the ${toFixedText(charged, 2)} charged`] : [];
  const incident = entry.incident === undefined ? "" : `, incident ${entry.incident}`;
  return {
    lines: took.lines,
    charges: reductionCharges({
      ...{ billing, plan: span.plan.id, product: span.product, id: entry.id, taken: took.taken },
      discount: span.product.discountClass,
      explanation: [`${entry.reason} (${entry.on}${incident}), granted by ${entry.by}`, sentence, ...cut],
    }),
  };
}

function computedCredit(
  entry: Credit,
  product: CreditProduct,
  charged: Exact,
): { readonly computed: Exact; readonly sentence: string } {
  if (entry.amount !== undefined)
    return { computed: exact(entry.amount), sentence: `an amount of ${entry.amount}` };
  const minutes = entry.outageMinutes;
  const share = entry.share ?? shareFor(product, minutes ?? 0);
  const why = minutes === undefined ? "" : ` for an outage of ${minutes} minutes`;
  const computed = multiply(charged, exact(share));
  return {
    computed,
    sentence: `${share} of ${toFixedText(charged, 2)} charged${why} = ${toText(computed)}`,
  };
}

function shareFor({ serviceLevels }: CreditProduct, minutes: number): string {
  return serviceLevels.findLast(({ atLeastMinutes }) => atLeastMinutes <= minutes)?.share ?? "0";
}
