import { canonicalJson } from "@tollwright/canonical";
import { fail, ok, type Problem, problem, type Result } from "@tollwright/problem";
import type { PricePlan, Product, UsageProduct } from "@tollwright/rate-card";
import type { QuotedUsage, SampleQuote } from "./sample-quote.ts";

/**
 * The plan as quoted: a usage product takes the flat price that the quote gives it, and products for classes that
 * nobody expects are left out, so that a quote needs only the decks that it asks.
 *
 * Problem QUOTE_USAGE: two usage lines of one product at two prices.
 */
export function quotedPlan(plan: PricePlan, quote: SampleQuote): Result<PricePlan> {
  const usage = quote.locations.flatMap((location) => location.usage ?? []);
  const problems: Problem[] = [];
  const products = plan.products.flatMap((product): readonly Product[] => {
    if (product.kind !== "usage") return [product];
    const lines = usage.filter((line) => product.classes.includes(line.callClass));
    if (lines.length === 0) return [];
    if (new Set(lines.map(priceText)).size > 1) problems.push(twoPrices(plan, product));
    return [priced(product, lines)];
  });
  return problems.length > 0 ? fail(...problems) : ok({ ...plan, products: [...products] });
}

function priced(product: UsageProduct, lines: readonly QuotedUsage[]): UsageProduct {
  const rate = lines[0]?.rate;
  if (!rate) return product;
  // A flat price is quoted instead of what the plan asks, tiers included.
  const { tiers: _tiers, ...plain } = product;
  return { ...plain, price: { kind: "flat", rate } };
}

function priceText(line: QuotedUsage): string {
  return line.rate ? canonicalJson(line.rate) : "";
}

function twoPrices(plan: PricePlan, product: UsageProduct): Problem {
  return problem({
    code: "QUOTE_USAGE",
    message: `product ${product.id} of plan ${plan.id} is quoted at two prices`,
    path: "locations",
    wayOut: "give all usage of one product the same flat price, or none",
  });
}
