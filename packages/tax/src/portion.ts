import {
  add,
  compare,
  type Exact,
  exact,
  isNegative,
  one,
  subtract,
  sum,
  toText,
  zero,
} from "@tollwright/money";
import { fail, ok, type Result } from "@tollwright/problem";
import type { Levy, Portion } from "./schema/levy.ts";
import type { AssessRequest, TaxCharge } from "./schema/request.ts";
import { problem } from "./schema-problems.ts";
import { isFederalUniversalService } from "./universal-service.ts";

/** How a charge divides, and by which method: stored with every line (tax method, rule 2). */
export type Split = { readonly method: string; readonly portions: Readonly<Record<Portion, Exact>> };

/**
 * The interim safe harbor of interconnected VoIP: 64.9 % interstate (FCC 06-94, paragraph 53, in force since 2006).
 * It belongs to the method itself, not to a rate card: inline requests without any rate card use it too. No other
 * service class has one here.
 */
const VOIP_SAFE_HARBOR = exact("0.649");

const nothing: Readonly<Record<Portion, Exact>> = { interstate: zero, intrastate: zero, international: zero };

/** Nearly all charges divide in one of these ways, which are made once. */
const SAFE_HARBOR = twoParts(VOIP_SAFE_HARBOR, "safe harbor of interconnected VoIP");
const LABELLED = {
  interstate: labelled("interstate"),
  intrastate: labelled("intrastate"),
  international: labelled("international"),
  none: labelled("none"),
} as const;

/**
 * Divides a charge into interstate, intrastate and international parts that add up to it.
 *
 * A charge labelled with one portion counts there in full. A mixed one goes by its actual `shares`, else by what the
 * seller elected for its class. No class but `voip` has a safe harbor.
 *
 * @returns `NO_SPLIT` for a mixed charge that nothing divides.
 * @example a mixed `voip` charge under the safe harbor: 0.649 interstate, 0.351 intrastate.
 */
export function splitOf(charge: TaxCharge, index: number, seller: AssessRequest["seller"]): Result<Split> {
  const portion = charge.portion ?? "intrastate";
  if (portion !== "mixed") return LABELLED[portion];
  if (charge.shares) return actualShares(charge.shares, index);
  const method = seller?.interstateMethod?.[charge.serviceClass ?? ""];
  if (method === "safeHarbor" && charge.serviceClass === "voip") {
    return SAFE_HARBOR;
  }
  if (typeof method === "object") return twoParts(exact(method.trafficStudy), "traffic study");
  return fail(
    problem(
      "NO_SPLIT",
      `charges[${index}]`,
      `charge ${charge.id} of class ${charge.serviceClass ?? "(none)"} is mixed and nothing says how it divides`,
    ),
  );
}

function labelled(portion: Portion | "none"): Result<Split> {
  const portions = portion === "none" ? nothing : { ...nothing, [portion]: one };
  return ok({ method: `labelled ${portion}`, portions });
}

function twoParts(interstate: Exact, method: string): Result<Split> {
  return ok({
    method: `${method}, ${toText(interstate)} interstate`,
    portions: { interstate, intrastate: subtract(one, interstate), international: zero },
  });
}

function actualShares(shares: NonNullable<TaxCharge["shares"]>, index: number): Result<Split> {
  const interstate = exact(shares.interstate ?? "0");
  const international = exact(shares.international ?? "0");
  const rest = subtract(one, add(interstate, international));
  const intrastate = shares.intrastate ? exact(shares.intrastate) : rest;
  if (compare(intrastate, rest) !== 0 || [interstate, intrastate, international].some(isNegative)) {
    return fail(
      problem("INVALID_DOCUMENT", `charges[${index}].shares`, "the shares must add up to 1, none below zero"),
    );
  }
  return ok({ method: "actual shares", portions: { interstate, intrastate, international } });
}

/**
 * The portions that a levy reaches; `all` and `none` are words of their own. International revenue of a seller below the limit of
 * 47 CFR 54.706(c) is no part of the base of federal universal service.
 */
export function portionsOf(levy: Levy, seller: AssessRequest["seller"]): "all" | "none" | readonly Portion[] {
  const list = statedPortions(levy);
  if (typeof list === "string") return list;
  if (!seller?.limitedInternational || !isFederalUniversalService(levy)) return list;
  return list.filter((part) => part !== "international");
}

const stated = new WeakMap<Levy, ReturnType<typeof portionsOf>>();

/** Made once a levy. */
function statedPortions(levy: Levy): ReturnType<typeof portionsOf> {
  const known = stated.get(levy);
  if (known !== undefined) return known;
  const portion = levy.portion ?? "all";
  const isWord = portion === "all" || portion === "none";
  const found = isWord ? portion : typeof portion === "string" ? [portion] : [...new Set(portion)];
  stated.set(levy, found);
  return found;
}

/** The part of a divided charge that a levy reaches. @example FUSF on the safe harbor: 0.649. */
export function shareOf(split: Split, portions: readonly Portion[]): Exact {
  return sum(portions.map((portion) => split.portions[portion]));
}
