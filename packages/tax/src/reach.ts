import type { Levy, Selector } from "./schema/levy.ts";
import type { AssessRequest, TaxCharge } from "./schema/request.ts";

/** True where every list that the selector gives holds the charge's class, its kind, or the buyer's kind. */
export function selects(selector: Selector, charge: TaxCharge, buyer: AssessRequest["buyer"]): boolean {
  return (
    holds(selector.serviceClasses, charge.serviceClass) &&
    holds(selector.chargeKinds, charge.kind ?? "recurring") &&
    holds(selector.buyerKinds, buyer?.kind)
  );
}

function holds(list: readonly string[] | null | undefined, word: string | null | undefined): boolean {
  return !list || (word !== null && word !== undefined && list.includes(word));
}

const DEFAULT_REDUCED_BY = ["retail", "account"];

/** Why a charge that the levy reaches is outside its base by the levy's own words; null where it is inside. */
export function exception(levy: Levy, charge: TaxCharge, buyer: AssessRequest["buyer"]): string | null {
  if (levy.except && selects(levy.except, charge, buyer)) return `${levy.id} excepts such charges`;
  if (charge.discount && !(levy.reducedBy ?? DEFAULT_REDUCED_BY).includes(charge.discount)) {
    return `a ${charge.discount} discount gives no ${levy.id} back`;
  }
  return null;
}
