import type { InvoiceAddress } from "./invoice.ts";

/** Its members as they are written. */
export function addressInOrder({ city, country, lines, postalCode, state }: InvoiceAddress): InvoiceAddress {
  return { city, country, lines, postalCode, state };
}
