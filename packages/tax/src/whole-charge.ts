import type { TaxCharge } from "./schema/request.ts";

/** The charge that a reader of the bill sees: of a bundle's component, the bundle. */
export function wholeOf({ id, partOf }: Pick<TaxCharge, "id" | "partOf">): string {
  return partOf ?? id;
}
