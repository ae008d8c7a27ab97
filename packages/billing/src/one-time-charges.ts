import { addDays, type CivilDate, contains } from "@tollwright/calendar";
import type { Product, ProductOf } from "@tollwright/rate-card";
import { type Billing, type Due, together } from "./billing.ts";
import type { Charge } from "./charge.ts";
import { chargeKey } from "./charge-key.ts";
import { lineAmount } from "./line-amount.ts";
import { type PricedSpan, pricedSpans } from "./priced-spans.ts";

/** Charges that are due once, on a day of the period, at the price of the plan of that day: things, and moves of numbers. */
export function oneTimeCharges(billing: Billing): Due {
  const { account, period } = billing;
  return together([
    ...account.oneTimeCharges
      .filter(({ on }) => contains(period, on))
      .map((entry) =>
        onceCharge({
          ...{ billing, on: entry.on },
          thing: { ...entry, name: `one-time charge ${entry.id}` },
          fits: (product): product is OneTime => product.kind === "oneTime" && product.unit === "each",
          wants: "a one-time product by each",
          line: ({ product }) => ({
            description: entry.description ?? product.name,
            noun: "unit",
            unit: "each",
            quantity: entry.quantity,
            unitPrice: entry.amount ?? product.price,
          }),
        }),
      ),
    ...account.rateCentreMoves
      .filter(({ on }) => contains(period, on))
      .map((entry) =>
        onceCharge({
          ...{ billing, on: entry.on },
          thing: { ...entry, name: `rate-centre move ${entry.id}` },
          fits: (product): product is OneTime => product.kind === "oneTime" && product.unit === "movedNumber",
          wants: "a one-time product by movedNumber",
          line: ({ product }) => ({
            description: `${product.name}, ${entry.fromRateCentre} to ${entry.toRateCentre}`,
            noun: "moved number",
            unit: "number",
            quantity: entry.numbers.length,
            unitPrice: product.price,
          }),
        }),
      ),
  ]);
}

type OneTime = ProductOf<"oneTime">;
/** A product whose charges have a tax class of their own. */
export type TaxedProduct = Extract<Product, { readonly serviceClass: string }>;
type OnceLine = Pick<Charge, "description" | "unit"> & {
  readonly noun: string;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly counts?: Charge["counts"];
  /** How the price came to be, before the sentence that multiplies it. */
  readonly because?: readonly string[];
};

/** One line for something that happened on a day. */
export function onceCharge<P extends TaxedProduct>(input: {
  readonly billing: Billing;
  readonly thing: {
    readonly name: string;
    readonly id: string;
    readonly product: string;
    readonly location: string;
  };
  readonly on: CivilDate;
  readonly fits: (product: Product) => product is P;
  readonly wants: string;
  readonly line: (span: PricedSpan<P>) => OnceLine;
}): Due {
  const { billing, thing, on, fits, wants } = input;
  const dates = { from: on, until: addDays(on, 1) };
  const { spans, problems } = pricedSpans({ billing, thing: { ...thing, dates }, fits, wants });
  return {
    charges: spans.map((span) => charge({ billing, thing, on, span, line: input.line(span) })),
    problems,
  };
}

function charge(input: {
  readonly billing: Billing;
  readonly thing: { readonly id: string; readonly location: string };
  readonly on: CivilDate;
  readonly span: PricedSpan<TaxedProduct>;
  readonly line: OnceLine;
}): Charge {
  const { billing, thing, on, span, line } = input;
  const { quantity, noun, unitPrice } = line;
  const { amount, sentence } = lineAmount({ quantity, noun, unitPrice, share: "1" });
  const ids = {
    account: billing.account.id,
    location: thing.location,
    plan: span.plan.id,
    product: span.product.id,
  };
  return {
    ...ids,
    key: chargeKey({ ...ids, detail: thing.id, from: span.from, until: span.until }),
    section: "oneTime",
    chargeKind: "oneTime",
    description: line.description,
    serviceClass: span.product.serviceClass,
    portion: span.product.portion,
    callClass: null,
    from: span.from,
    until: span.until,
    about: thing.id,
    quantity: String(quantity),
    unit: line.unit,
    unitPrice,
    share: null,
    amount,
    calls: null,
    billedSeconds: null,
    counts: line.counts ?? {},
    explanation: [`due once, on ${on}`, ...(line.because ?? []), sentence],
  };
}
