import assert from "node:assert";
import { contains } from "@tollwright/calendar";
import type { PortOrder } from "@tollwright/inventory";
import type { Product, ProductOf } from "@tollwright/rate-card";
import { type Billing, type Due, together } from "./billing.ts";
import { onceCharge } from "./one-time-charges.ts";
import {
  type BilledEvent,
  billedEvents,
  type EventPrice,
  namesOfEvents,
  priceOfEvent,
} from "./port-events.ts";

/**
 * Port orders by their events, each on its own day and a line of its own, by number or by order as the product says. A
 * one-time product bills only the completion.
 *
 * @example an order of 12 numbers, expedited on 2 April for 50.00 and completed on the 14th at 10.00 a number: 50.00 and 120.00.
 */
export function portingCharges(billing: Billing): Due {
  return together(
    billing.account.portOrders.flatMap((order) =>
      billedEvents(order)
        .filter(({ on }) => contains(billing.period, on))
        .flatMap((event) => (isPriced(billing, order, event) ? [eventCharge(billing, order, event)] : [])),
    ),
  );
}

/** An event that the plan of its day has no price for makes no line; an unknown product is told by the line's own look-up. */
function isPriced(billing: Billing, order: PortOrder, event: BilledEvent): boolean {
  const plan = billing.planSpans.find((span) => contains(span, event.on))?.plan;
  const product = plan?.products.find(({ id }) => id === order.product);
  if (product?.kind === "porting") return priceOfEvent(product, event) !== null;
  return product?.kind !== "oneTime" || event.kind === "completed";
}

function eventCharge(billing: Billing, order: PortOrder, event: BilledEvent): Due {
  const isPlain = event.kind === "completed";
  return onceCharge({
    billing,
    thing: {
      name: `port order ${order.id}`,
      id: isPlain ? order.id : `${order.id}/${event.name}`,
      product: order.product,
      location: order.location,
    },
    on: event.on,
    fits: billsPorts,
    wants: "a porting product, or a one-time product by portedNumber or portOrder",
    line: ({ product }) => {
      const priced = priceIn(product, event);
      const byNumber = priced.per === "number";
      const what = isPlain ? product.name : `${product.name}, ${namesOfEvents[event.kind]}`;
      return {
        description: event.note === undefined ? what : `${what}: ${event.note}`,
        noun: byNumber ? "ported number" : "port order",
        unit: byNumber ? "number" : "order",
        quantity: byNumber ? order.numbers.length : 1,
        unitPrice: priced.price,
        counts: isPlain ? { ports: String(order.numbers.length) } : {},
        because: event.because,
      };
    },
  });
}

type PortProduct = ProductOf<"porting"> | ProductOf<"oneTime">;

function billsPorts(product: Product): product is PortProduct {
  return (
    product.kind === "porting" ||
    (product.kind === "oneTime" && (product.unit === "portedNumber" || product.unit === "portOrder"))
  );
}

function priceIn(product: PortProduct, event: BilledEvent): EventPrice {
  if (product.kind === "oneTime")
    return { per: product.unit === "portedNumber" ? "number" : "order", price: product.price };
  const priced = priceOfEvent(product, event);
  assert(priced !== null, `${event.name} has no price and makes no line`);
  return priced;
}
