import type { Levy } from "./schema/levy.ts";
import type { AssessRequest } from "./schema/request.ts";

/** Whether a levy reaches the bill, and the sentence that says why. */
export type Passing = { readonly isBilled: boolean; readonly because: string };

/**
 * What the law lets the seller do with a levy (books 19): required ones are billed, allowed ones by the seller's
 * election (without one the seller absorbs them: undercharging is always allowed), forbidden ones never.
 */
export function passingOf(levy: Levy, seller: AssessRequest["seller"]): Passing {
  switch (levy.passThrough ?? "required") {
    case "required":
      return { isBilled: true, because: "billed to the customer" };
    case "allowed":
      return seller?.elections?.[levy.id] === "recover"
        ? { isBilled: true, because: "the law allows to pass it on, and the seller elected to recover it" }
        : { isBilled: false, because: bearing("allowed") };
    case "forbidden":
      return { isBilled: false, because: bearing("forbidden") };
  }
}

/** Why a levy that is not billed stays with the seller. */
export function bearing(passThrough: NonNullable<Levy["passThrough"]>): string {
  return passThrough === "forbidden"
    ? "the law forbids to pass it on: computed for the books only"
    : "the law allows to pass it on; the seller absorbs it";
}
