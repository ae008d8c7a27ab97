import assert from "node:assert";
import type { Call } from "@tollwright/cdr";
import type { RatedCall } from "@tollwright/rating";

/** A call and what became of it. Side by side, for two calls can have one key, and differ. */
export type CallWithOutcome = { readonly call: Call; readonly outcome: RatedCall };

export function pairedOutcomes(
  calls: readonly Call[],
  outcomes: readonly RatedCall[],
): readonly CallWithOutcome[] {
  assert.equal(outcomes.length, calls.length, "one outcome for each call");
  return calls.map((call, index) => {
    const outcome = outcomes[index];
    assert(
      outcome !== undefined && outcome.callKey === call.callKey,
      `outcome of another call: ${call.callKey}`,
    );
    const { bucket, problem } = outcome;
    assert(
      (bucket === "suspendedAtRating") === (problem !== null),
      `suspended for no reason: ${call.callKey}`,
    );
    return { call, outcome };
  });
}
