import { type CompiledAlertRule, compileAlertRules } from "@tollwright/alerts";
import type { Instant } from "@tollwright/calendar";
import type { Call, Source } from "@tollwright/cdr";
import type { Account } from "@tollwright/inventory";
import { type Database, versionsInForce } from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";
import { compileRatingRules, type RatedCall, type RatingRules, rateCall } from "@tollwright/rating";

/** One set of versions: how calls are priced by it, and the sources as they are in it. */
export type RulesInForce = {
  readonly versionSet: string;
  readonly rate: (call: Call) => RatedCall;
  readonly alertRules: readonly CompiledAlertRule[];
  readonly sources: ReadonlyMap<string, Source>;
  readonly accounts: readonly Account[];
};

/**
 * The set that is in force now, or that was at an instant; price rules are compiled with the first call, for often there is none.
 */
export async function rulesInForce(database: Database, knownAt?: Instant): Promise<RulesInForce> {
  const { setHash: versionSet, documents } = await versionsInForce(database, knownAt);
  let rules: RatingRules | null = null;
  const compiled = (): RatingRules => {
    const outcome = compileRatingRules({ documents });
    // Only checked documents come into force, so what does not compile is a bug and no input.
    if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
    return outcome.value;
  };
  return {
    versionSet,
    rate(call) {
      rules ??= compiled();
      return rateCall(call, rules);
    },
    alertRules: compileAlertRules(documents),
    sources: new Map(valuesOf(documents, "source").map((source) => [source.id, source])),
    accounts: valuesOf(documents, "account"),
  };
}
