import type { RecordFacts } from "../record-facts.ts";

/**
 * The ends of a call in a record that a carrier wrote about its customer's trunk: calls that the customer places come in by that trunk,
 * those to him leave by it.
 *
 * @param way What the record says; `unknown` where it does not say that the call crossed the public network.
 */
export function byCustomerTrunk(
  way: "inbound" | "outbound" | "unknown",
  trunk: string | null,
): Pick<RecordFacts, "direction" | "trunkIn" | "trunkOut"> {
  const isToCustomer = way === "inbound";
  return { direction: way, trunkIn: isToCustomer ? null : trunk, trunkOut: isToCustomer ? trunk : null };
}
