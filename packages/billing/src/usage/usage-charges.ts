import { add, type Exact, exact, isZero, roundedText, toText, zero } from "@tollwright/money";
import type { Problem } from "@tollwright/problem";
import type { PricePlan, UsageProduct } from "@tollwright/rate-card";
import type { Billing, Due } from "../billing.ts";
import { callPortion } from "../call-portion.ts";
import type { Charge } from "../charge.ts";
import { usageChargeKey } from "../charge-key.ts";
import { className } from "../class-name.ts";
import { CENTS, roundingSentence } from "../line-amount.ts";
import { minutesText } from "../minutes.ts";
import { factorShares } from "./factor-shares.ts";
import type { UsageLine } from "./usage-line.ts";

/**
 * One line per location, plan, product and class of calls: the exact sum of its ratings, rounded once to cents. Calls
 * that were free before a product was looked for make no line.
 *
 * @example 3 calls of 0.0417 each sum to 0.1251: 0.13, where rounding each would have given 0.12.
 */
export function usageCharges(billing: Billing, usage: readonly UsageLine[]): Due {
  const charges: Charge[] = [];
  const problems: Problem[] = [];
  for (const line of byKey(usage)) {
    const spans = billing.planSpans.filter((span) => span.plan.id === line.plan);
    const product = spans[0]?.plan.products.find((candidate) => candidate.id === line.product);
    const first = spans[0];
    const last = spans.at(-1);
    if (first === undefined || last === undefined || product?.kind !== "usage")
      problems.push(refusal(billing, line));
    else
      charges.push(charge({ billing, line, plan: first.plan, product, from: first.from, until: last.until }));
  }
  return { charges, problems };
}

type Sum = {
  readonly key: string;
  readonly location: string;
  readonly plan: string;
  readonly product: string;
  readonly callClass: string;
  readonly calls: number;
  readonly billedSeconds: Exact;
  /** At list price, and as billed. */
  readonly listCharge: Exact;
  readonly charge: Exact;
  readonly drawnSeconds: Exact;
  readonly isAllocated: boolean;
};

const NOTHING = {
  calls: 0,
  billedSeconds: zero,
  listCharge: zero,
  charge: zero,
  drawnSeconds: zero,
  isAllocated: false,
};

function byKey(usage: readonly UsageLine[]): readonly Sum[] {
  const sums = new Map<string, Sum>();
  for (const { account, location, plan, product, callClass, ...line } of usage) {
    if (plan === null || product === null) continue;
    const key = usageChargeKey({ account, location, plan, product, callClass });
    const before = sums.get(key) ?? NOTHING;
    sums.set(key, {
      key,
      location,
      plan,
      product,
      callClass,
      calls: before.calls + line.calls,
      billedSeconds: add(before.billedSeconds, exact(line.billedSeconds)),
      listCharge: add(before.listCharge, exact(line.charge)),
      charge: add(before.charge, exact(line.allocated?.charge ?? line.charge)),
      drawnSeconds: add(before.drawnSeconds, exact(line.allocated?.drawnSeconds ?? "0")),
      isAllocated: before.isAllocated || line.allocated !== undefined,
    });
  }
  return [...sums.values()];
}

function charge(input: {
  readonly billing: Billing;
  readonly line: Sum;
  readonly plan: PricePlan;
  readonly product: UsageProduct;
  readonly from: Charge["from"];
  readonly until: Charge["until"];
}): Charge {
  const { billing, line, plan, product, from, until } = input;
  const minutes = minutesText(line.billedSeconds);
  const isByCall = product.price.kind === "perCall";
  const portion = callPortion(line.callClass, product.portion);
  const shares =
    portion === "mixed" ? factorShares(billing.account, { callClass: line.callClass, from, until }) : null;
  // Factors mix the prices of other classes, so that the product's own price need not be that of these calls.
  const isMixed = line.callClass === "indeterminate" && (billing.account.trafficFactors ?? []).length > 0;
  return {
    key: line.key,
    account: billing.account.id,
    location: line.location,
    section: "usage",
    chargeKind: "usage",
    plan: plan.id,
    product: product.id,
    description: sellsOnly(product, line.callClass)
      ? product.name
      : `${product.name}, ${className(line.callClass)}`,
    serviceClass: product.serviceClass,
    portion,
    ...(shares === null ? {} : { jurisdictionShares: shares }),
    callClass: line.callClass,
    from,
    until,
    about: null,
    quantity: isByCall ? String(line.calls) : minutes,
    unit: isByCall ? "call" : "minute",
    unitPrice: line.isAllocated || product.tiers !== undefined || isMixed ? null : unitPriceOf(product),
    share: null,
    amount: roundedText(line.charge, CENTS),
    calls: line.calls,
    billedSeconds: toText(line.billedSeconds),
    ...(line.isAllocated
      ? { allocated: { listCharge: toText(line.listCharge), drawnSeconds: toText(line.drawnSeconds) } }
      : {}),
    counts: {},
    explanation: [
      `${line.calls} calls, ${toText(line.billedSeconds)} billed seconds ÷ 60 = ${minutes} minutes`,
      isMixed
        ? `${priceSentence(product)}, mixed by the account's factors of its day`
        : priceSentence(product),
      ...(shares === null
        ? []
        : [`${shares.interstate} of the minutes count as interstate, by the account's factors`]),
      ...allocatedSentences(line, product),
      `the exact sum of the calls' charges is ${roundingSentence(line.charge)}`,
    ],
  };
}

/** A product also sells what it does not list: toll-free calls from within the state as other toll-free calls. */
function sellsOnly({ classes }: UsageProduct, callClass: string): boolean {
  return classes.length === 1 && classes[0] === callClass;
}

/** Null where one price does not say it all: rates of a deck, a connect fee, a minimum. */
function unitPriceOf({ price }: UsageProduct): string | null {
  switch (price.kind) {
    case "deck":
    case "tariff":
      return null;
    case "flat": {
      const { ratePerMinute, connectFee, minimumCharge } = price.rate;
      return isZero(exact(connectFee)) && isZero(exact(minimumCharge)) ? ratePerMinute : null;
    }
    case "perCall":
      return price.pricePerCall;
    case "free":
      return "0";
  }
}

function priceSentence(product: UsageProduct): string {
  switch (product.price.kind) {
    case "deck":
      return `each call priced by rate deck ${product.price.deck}`;
    case "flat":
      return `each call priced at ${product.price.rate.ratePerMinute} a minute`;
    case "tariff":
      return "each call priced by the periods and slots of its tariff";
    case "perCall":
      return `each call priced at ${product.price.pricePerCall}`;
    case "free":
      return "these calls are free by the plan";
  }
}

function allocatedSentences(line: Sum, { tiers }: UsageProduct): readonly string[] {
  if (!line.isAllocated) return [];
  return [
    `at these list prices the calls would come to ${toText(line.listCharge)}`,
    ...(isZero(line.drawnSeconds)
      ? []
      : [
          `pools cover ${toText(line.drawnSeconds)} of the billed seconds, ${minutesText(line.drawnSeconds)} of the minutes`,
        ]),
    ...(tiers === undefined
      ? []
      : [
          `what no pool covers is priced together, by ${tiers.unit} in ${tiers.model.kind} tiers over the ${tiers.scope}, in place of the list prices`,
        ]),
  ];
}

function refusal(billing: Billing, line: Sum): Problem {
  return {
    code: "PRODUCT_NOT_IN_PLAN",
    message: `account ${billing.account.id}: ${line.calls} ${className(line.callClass)} calls are rated by usage product ${line.product} of plan ${line.plan}, which is not among the account's plans of the period`,
    wayOut: "rate the calls again by the plans now in force, or assign the plan for the period",
  };
}
