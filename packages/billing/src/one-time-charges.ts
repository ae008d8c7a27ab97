import { addDays, type CivilDate, contains } from "@tollwright/calendar";
import type { ProductOf } from "@tollwright/rate-card";
import { type Billing, type Due, together } from "./billing.ts";
import type { Charge } from "./charge.ts";
import { chargeKey } from "./charge-key.ts";
import { lineAmount } from "./line-amount.ts";
import { type PricedSpan, pricedSpans } from "./priced-spans.ts";

/** Charges that are due once, on a day of the period, at the price of the plan of that day. */
export function oneTimeCharges(billing: Billing): Due {
  const due = billing.account.oneTimeCharges.filter((entry) => contains(billing.period, entry.on));
  return together(
    due.map((entry) =>
      onceCharge({
        billing,
        thing: {
          name: `one-time charge ${entry.id}`,
          id: entry.id,
          product: entry.product,
          location: entry.location,
        },
        on: entry.on,
        fits: (product) => product.unit === "each",
        wants: "a one-time product by each",
        line: ({ product }) => ({
          description: entry.description ?? product.name,
          noun: "unit",
          unit: "each",
          quantity: entry.quantity,
          unitPrice: entry.amount ?? product.price,
          counts: {},
        }),
      }),
    ),
  );
}

type OneTime = ProductOf<"oneTime">;
type OnceLine = Pick<Charge, "description" | "unit" | "counts"> & {
  readonly noun: string;
  readonly quantity: number;
  readonly unitPrice: string;
};

/** One line for something that happened on a day. */
export function onceCharge(input: {
  readonly billing: Billing;
  readonly thing: {
    readonly name: string;
    readonly id: string;
    readonly product: string;
    readonly location: string;
  };
  readonly on: CivilDate;
  readonly fits: (product: OneTime) => boolean;
  readonly wants: string;
  readonly line: (span: PricedSpan<OneTime>) => OnceLine;
}): Due {
  const { billing, thing, on } = input;
  const { spans, problems } = pricedSpans({
    billing,
    thing: { ...thing, dates: { from: on, until: addDays(on, 1) } },
    fits: (product): product is OneTime => product.kind === "oneTime" && input.fits(product),
    wants: input.wants,
  });
  return {
    charges: spans.map((span) => charge({ billing, thing, on, span, line: input.line(span) })),
    problems,
  };
}

function charge(input: {
  readonly billing: Billing;
  readonly thing: { readonly id: string; readonly location: string };
  readonly on: CivilDate;
  readonly span: PricedSpan<OneTime>;
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
    counts: line.counts,
    explanation: [`due once, on ${on}`, sentence],
  };
}
