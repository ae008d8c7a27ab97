import { type CivilDate, contains } from "@tollwright/calendar";
import { byCodeUnit } from "@tollwright/canonical";
import type { Account } from "@tollwright/inventory";
import { type EventProduct, PAYPHONE_LINES, type PricePlan, type ProductOf } from "@tollwright/rate-card";
import { type Billing, type Due, type PlanSpan, together } from "./billing.ts";
import type { Charge } from "./charge.ts";
import { chargeKey } from "./charge-key.ts";
import { lineAmount } from "./line-amount.ts";

/** Calls of one kind, place and day that products of kind `event` may sell, counted by the store. */
export type EventCount = {
  readonly account: string;
  readonly location: string;
  /** On the account's calendar. */
  readonly day: CivilDate;
  readonly event: Exclude<EventProduct["event"], "unprovisionedEmergencyCall"> | "emergencyCall";
  /** Originating line information of payphone calls: `27`; null for the others. */
  readonly lineInformation: string | null;
  /** Who called 911; null where no number was presented, and for other events. */
  readonly number: string | null;
  readonly calls: number;
};

/**
 * A line for each event product, location, and span of days of the plan that sells it: how many there were × the price of one.
 *
 * @example 3 payphone calls at 0.494 in April: 1.482, half-up to cents 1.48.
 */
export function eventCharges(billing: Billing, events: readonly EventCount[]): Due {
  return together(
    billing.planSpans.flatMap((span) =>
      span.plan.products
        .filter((product) => product.kind === "event")
        .map((product) => ({ charges: productCharges({ billing, span, product, events }), problems: [] })),
    ),
  );
}

/** The events that an account's plans sell: what the store is asked to count. */
export function eventsSold(
  account: Pick<Account, "plans">,
  plans: readonly PricePlan[],
): readonly EventCount["event"][] {
  const assigned = new Set(account.plans.map(({ plan }) => plan));
  const sold = plans
    .filter(({ id }) => assigned.has(id))
    .flatMap(({ products }) => products)
    .flatMap((product) => (product.kind === "event" ? [countedAs(product.event)] : []));
  return [...new Set(sold)];
}

function countedAs(event: EventProduct["event"]): EventCount["event"] {
  return event === "unprovisionedEmergencyCall" ? "emergencyCall" : event;
}

type Sold = {
  readonly billing: Billing;
  readonly span: PlanSpan;
  readonly product: ProductOf<"event">;
  readonly events: readonly EventCount[];
};

function productCharges(sold: Sold): readonly Charge[] {
  const { billing, span, product } = sold;
  const own = sold.events.filter(
    (event) => contains(span, event.day) && isSold(product, event, billing.account),
  );
  return [...Map.groupBy(own, ({ location }) => location)].map(([location, events]) =>
    charge({ ...sold, events }, location),
  );
}

function isSold(product: ProductOf<"event">, event: EventCount, account: Account): boolean {
  if (countedAs(product.event) !== event.event) return false;
  switch (product.event) {
    case "payphoneCall":
      return (product.lineInformation ?? PAYPHONE_LINES).includes(event.lineInformation ?? "");
    case "unprovisionedEmergencyCall":
      return !isProvisioned(account, event);
    case "cnamDip":
    case "tollFreeDip":
      return true;
  }
}

/** A call that presents no number finds no address. */
function isProvisioned({ e911Records }: Account, { number, day }: EventCount): boolean {
  return e911Records.some((record) => record.number === number && contains(record, day));
}

const NAMES = {
  payphoneCall: { noun: "payphone call", unit: "call" },
  cnamDip: { noun: "caller name look-up", unit: "each" },
  tollFreeDip: { noun: "toll-free look-up", unit: "each" },
  unprovisionedEmergencyCall: { noun: "call", unit: "call" },
} as const;

function charge({ billing, span, product, events }: Sold, location: string): Charge {
  const { noun, unit } = NAMES[product.event];
  const quantity = events.reduce((total, { calls }) => total + calls, 0);
  const unitPrice = product.pricePerEvent;
  const { amount, sentence } = lineAmount({ quantity, noun, unitPrice, share: "1" });
  const ids = { account: billing.account.id, location, plan: span.plan.id, product: product.id };
  const { from, until } = span;
  return {
    ...ids,
    key: chargeKey({ ...ids, from, until }),
    section: "usage",
    chargeKind: "usage",
    description: product.name,
    serviceClass: product.serviceClass,
    portion: product.portion,
    callClass: null,
    from,
    until,
    about: null,
    quantity: String(quantity),
    unit,
    unitPrice,
    share: null,
    amount,
    calls: null,
    billedSeconds: null,
    counts: {},
    explanation: [...countSentences(product.event, events), sentence],
  };
}

function countSentences(event: EventProduct["event"], events: readonly EventCount[]): readonly string[] {
  switch (event) {
    case "payphoneCall": {
      const byLine = Map.groupBy(events, ({ lineInformation }) => lineInformation ?? "");
      const lines = [...byLine]
        .sort(([left], [right]) => byCodeUnit(left, right))
        .map(([line, found]) => `${line}: ${found.reduce((total, { calls }) => total + calls, 0)}`);
      return [`answered calls received on toll-free numbers, by line information: ${lines.join(", ")}`];
    }
    case "cnamDip":
      return ["calls received from the public network that presented their number, answered or not"];
    case "tollFreeDip":
      return ["answered calls placed to toll-free numbers, one look-up each"];
    case "unprovisionedEmergencyCall":
      return events.map(
        ({ number, day, calls }) =>
          `${calls} to 911 from ${number ?? "a number that was not presented"}, without an E911 record on ${day}`,
      );
  }
}
