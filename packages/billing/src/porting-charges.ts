import { contains } from "@tollwright/calendar";
import { type Billing, type Due, together } from "./billing.ts";
import { onceCharge } from "./one-time-charges.ts";

/**
 * Ports completed in the period, each order a line, by number or by order as the product says.
 *
 * @example an order of 12 numbers completed on 14 April, 10.00 a number: 120.00.
 */
export function portingCharges(billing: Billing): Due {
  const completed = billing.account.portOrders.filter((order) => contains(billing.period, order.completedOn));
  return together(
    completed.map((order) =>
      onceCharge({
        billing,
        thing: {
          name: `port order ${order.id}`,
          id: order.id,
          product: order.product,
          location: order.location,
        },
        on: order.completedOn,
        fits: (product) => product.unit === "portedNumber" || product.unit === "portOrder",
        wants: "a one-time product by portedNumber or portOrder",
        line: ({ product }) => {
          const byNumber = product.unit === "portedNumber";
          return {
            description: product.name,
            noun: byNumber ? "ported number" : "port order",
            unit: byNumber ? "number" : "order",
            quantity: byNumber ? order.numbers.length : 1,
            unitPrice: product.price,
            counts: { ports: String(order.numbers.length) },
          };
        },
      }),
    ),
  );
}
