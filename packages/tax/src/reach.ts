import { certificateCovers, levelOf } from "./jurisdiction.ts";
import type { Levy, Selector } from "./schema/levy.ts";
import type { AssessRequest, Exclusion, TaxCharge } from "./schema/request.ts";

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

/** Why a charge that the levy reaches is outside its base: by the levy's own words, or because the seller does not collect it. */
export type Exception = {
  readonly noTax: "excepted" | "lifeline" | "noNexus" | "excluded";
  readonly because: string;
};

const DEFAULT_REDUCED_BY = ["retail", "account"];

/** Null where the charge is inside. */
export function exception(levy: Levy, charge: TaxCharge, request: AssessRequest): Exception | null {
  const { buyer, seller } = request;
  const state = levy.jurisdiction?.state;
  if (seller?.nexus && state && levy.kind !== "sellerFee" && !seller.nexus.includes(state)) {
    return { noTax: "noNexus", because: `the seller has no nexus in ${state}` };
  }
  const exclusion = seller?.exclusions?.find((candidate) => excludes(candidate, levy));
  if (exclusion) return { noTax: "excluded", because: `the seller does not collect it: ${exclusion.reason}` };
  if (levy.except && selects(levy.except, charge, buyer)) {
    return { noTax: "excepted", because: `${levy.id} excepts such charges` };
  }
  if (levy.exceptLifeline && charge.lifeline) {
    return { noTax: "lifeline", because: `${levy.id} is not due on a line that Lifeline supports` };
  }
  if (charge.discount && !(levy.reducedBy ?? DEFAULT_REDUCED_BY).includes(charge.discount)) {
    return { noTax: "excepted", because: `a ${charge.discount} discount gives no ${levy.id} back` };
  }
  return null;
}

function excludes({ levies, families, kinds, levels, place }: Exclusion, levy: Levy): boolean {
  const level = levelOf(levy.jurisdiction);
  if (place && level === "federal") return false;
  return (
    holds(levies, levy.id) &&
    holds(families, levy.family) &&
    holds(kinds, levy.kind) &&
    holds(levels, level) &&
    certificateCovers(place, levy.jurisdiction)
  );
}
