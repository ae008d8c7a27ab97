import { exact, isNegative } from "@tollwright/money";
import { isFederal } from "./jurisdiction.ts";
import type { Levy } from "./schema/levy.ts";
import type { AssessRequest } from "./schema/request.ts";

/** The assessment of 47 CFR 54.706 as it is passed on. */
export function isFederalUniversalService(levy: Pick<Levy, "kind" | "family" | "jurisdiction">): boolean {
  return levy.kind === "passThrough" && levy.family === "usf" && isFederal(levy.jurisdiction);
}

/**
 * What is rounded down line by line gives back less for a credit than it took, so that the sum could exceed the cap of
 * 47 CFR 54.712. On a bill with credits or discounts it is rounded down once for the bill.
 */
export function isRoundedForTheBill(levy: Levy, request: AssessRequest): boolean {
  return (
    request.capUniversalService === true &&
    levy.rounding?.mode === "down" &&
    isFederalUniversalService(levy) &&
    request.charges.some(({ amount }) => isNegative(exact(amount)))
  );
}
