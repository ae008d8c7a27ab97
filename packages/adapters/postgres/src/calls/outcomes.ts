import assert from "node:assert";
import type { Call } from "@tollwright/cdr";
import type { RatedCall } from "@tollwright/rating";

/** What became of each call of a delivery. By the call itself, for two calls can have one key, and differ. */
export type Outcomes = ReadonlyMap<Call, RatedCall>;

export function pairedOutcomes(calls: readonly Call[], outcomes: readonly RatedCall[]): Outcomes {
  assert.equal(outcomes.length, calls.length, "one outcome for each call");
  return new Map(
    calls.map((call, index) => {
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
      return [call, outcome];
    }),
  );
}

export function outcomeOf(call: Call, outcomes: Outcomes): RatedCall {
  const outcome = outcomes.get(call);
  assert(outcome !== undefined, `no outcome for call ${call.callKey}`);
  return outcome;
}
