import type { TrunkGroup } from "@tollwright/inventory";
import type { ProductOf } from "@tollwright/rate-card";
import type { Company } from "./company.ts";

/** Most plans sell neither bursts nor calls per second, and nothing is read for them. */
export function measuredProducts(
  company: Company,
  group: Pick<TrunkGroup, "product">,
): readonly ProductOf<"channels">[] {
  const found = known.get(company) ?? Map.groupBy(measuredOf(company), ({ id }) => id);
  known.set(company, found);
  return found.get(group.product) ?? [];
}

export function countsFromAnswers(company: Company): boolean {
  return measuredOf(company).some(({ burst }) => burst?.occupiedFrom === "answer");
}

/** Asked of every trunk group of a close, which has one company. */
const known = new WeakMap<Company, ReadonlyMap<string, readonly ProductOf<"channels">[]>>();

function measuredOf({ plans }: Company): readonly ProductOf<"channels">[] {
  return plans
    .flatMap(({ products }) => products)
    .filter((product) => product.kind === "channels")
    .filter(({ burst, callsPerSecond }) => burst !== null || callsPerSecond !== undefined);
}
