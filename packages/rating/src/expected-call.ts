import { civilDateIn, type Instant } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import { fail, ok, type Result } from "@tollwright/problem";
import type { CallClass, CompiledDeck, PricePlan } from "@tollwright/rate-card";
import { compilePlan } from "./compiled-plan.ts";
import { planOn } from "./plan-on.ts";
import { priceSide, type SidePrice } from "./price-side.ts";

/** A call that nobody made yet, as a quote assumes it (books 24): its class is given, not found. */
export type ExpectedCall = {
  readonly callClass: CallClass;
  /** What a deck is asked for: a number, or an NPA-NXX or prefix with the leading country code; null where nothing is. */
  readonly destination: string | null;
  readonly at: Instant;
  /** Whole seconds of conversation. */
  readonly seconds: number;
};

/**
 * Prices assumed calls of one account by the same step that prices real ones.
 *
 * @returns A function to price call after call; problems of the plans, such as a deck that is missing.
 * @example interstate to 1212555, 180 s at 0.0100 a minute, 6/6: 180 billed seconds, 0.030000.
 */
export function expectedCallPricer(input: {
  readonly account: Account;
  readonly plans: readonly PricePlan[];
  readonly decks: ReadonlyMap<string, CompiledDeck>;
}): Result<(call: ExpectedCall) => Result<SidePrice>> {
  const compiled = input.plans.map((plan) => compilePlan(plan, input.decks));
  const problems = compiled.flatMap((plan) => (plan.ok ? [] : plan.problems));
  if (problems.length > 0) return fail(...problems);
  const plans = new Map(compiled.flatMap((plan) => (plan.ok ? [[plan.value.id, plan.value] as const] : [])));
  return ok(({ callClass, destination, at, seconds }) =>
    priceSide({
      account: input.account,
      ratedAt: at,
      classification: {
        callClass,
        because: ASSUMED,
        pricedNumber: {
          kind: callClass === "international" ? "international" : "domestic",
          e164: destination,
          country: null,
          region: null,
          npa: null,
          because: destination === null ? "no destination is assumed" : ASSUMED,
        },
        routedNumber: null,
        shares: null,
        column: callClass === "interstate" || callClass === "intrastate" ? callClass : "indeterminate",
        destination: destination ?? "",
      },
      seconds,
      answeredAt: at,
      plan: planOn(input.account, civilDateIn(at, input.account.zone), { plans }),
    }),
  );
}

const ASSUMED = "assumed by the quote";
