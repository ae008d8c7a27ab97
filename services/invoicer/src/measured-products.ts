import type { TrunkGroup } from "@tollwright/inventory";
import type { ProductOf } from "@tollwright/rate-card";
import type { Company } from "./company.ts";

/** Most plans sell neither bursts nor calls per second, and nothing is read for them. */
export function measuredProducts(
  { plans }: Company,
  group: Pick<TrunkGroup, "product">,
): readonly ProductOf<"channels">[] {
  return plans
    .flatMap(({ products }) => products)
    .filter((product) => product.kind === "channels")
    .filter(
      ({ id, burst, callsPerSecond }) =>
        id === group.product && (burst !== null || callsPerSecond !== undefined),
    );
}
