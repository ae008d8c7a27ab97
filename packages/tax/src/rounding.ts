import {
  absolute,
  allocate,
  type Exact,
  isNegative,
  isPositive,
  isZero,
  type Rounding,
  round,
  subtract,
  sum,
  zero,
} from "@tollwright/money";
import type { Levy } from "./schema/levy.ts";
import type { AssessRequest } from "./schema/request.ts";
import { isRoundedForTheBill } from "./universal-service.ts";

export type TaxRounding = Rounding & { readonly level: "line" | "invoice" | "jurisdiction" };

/** The levy's own words win, key by key, over the request's. */
export function roundingOf(levy: Levy, request: AssessRequest): TaxRounding {
  const stated = request.rounding;
  const level = levy.rounding?.level ?? stated?.level ?? "line";
  return {
    mode: levy.rounding?.mode ?? stated?.mode ?? "halfUp",
    places: levy.rounding?.places ?? stated?.places ?? 2,
    level: isRoundedForTheBill(levy, request) ? "invoice" : level,
  };
}

/** How a line's amount came from its group's rounded total; null where the line was rounded by itself. */
export type Allocation = { readonly groupExact: Exact; readonly groupRounded: Exact };

/**
 * Rounds a total once and gives it back to its lines, so that they add up to it: by largest remainder, the first line
 * first. With mixed signs each line is rounded and the last one that bears tax takes the rest: a line that is exempt never
 * shows a cent of it.
 *
 * @example 0.015 and 0.015 half-up to 2 places: 0.03 in all, 0.02 and 0.01.
 */
export function roundTogether(values: readonly Exact[], rounding: Rounding): readonly Exact[] {
  if (rounding.mode === "none" || values.length === 0) return values;
  const total = round(sum(values), rounding);
  if (values.some(isPositive) && values.some(isNegative)) {
    const rounded = values.map((value) => round(value, rounding));
    const last = values.findLastIndex((value) => !isZero(value));
    return rounded.with(last, subtract(total, sum(rounded.toSpliced(last, 1))));
  }
  if (values.every(isZero)) return values.map(() => zero);
  return allocate(total, values.map(absolute), rounding.places);
}
