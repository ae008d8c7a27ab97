import { type CivilDate, contains } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { CompiledPlan } from "./compiled-plan.ts";
import type { RatingRules } from "./rating-rules.ts";

/** The plan of an account on a day of its own zone. */
export function planOn(
  account: Account,
  day: CivilDate,
  rules: Pick<RatingRules, "plans">,
): CompiledPlan | undefined {
  const assigned = account.plans.find((assignment) => contains(assignment, day));
  return assigned === undefined ? undefined : rules.plans.get(assigned.plan);
}
