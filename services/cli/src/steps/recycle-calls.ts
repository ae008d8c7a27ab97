import type { Settlement } from "@tollwright/cdr";
import { type SuspendedCall, storeSettled, suspendedCalls } from "@tollwright/postgres";
import type { RatedCall } from "@tollwright/rating";
import type { Context } from "../context.ts";
import { type RulesInForce, rulesInForce } from "./rules-in-force.ts";

export type Recycled = { readonly rated: number; readonly free: number; readonly suspendedAtRating: number };

/** Calls of one transaction. */
const MAX_CALLS = 5_000;

/** The same three steps again (books 6), in batches of their own: after a close, what rates now is unbilled usage. */
export async function recycleCalls(
  context: Context,
  reason: string | null,
  ids: readonly bigint[] | null = null,
): Promise<Recycled> {
  const filter = { reason, ids };
  const { database } = context;
  let rules = await rulesInForce(database);
  const sums = { rated: 0, free: 0, suspendedAtRating: 0 };
  let after = 0n;
  for (;;) {
    const suspended = await suspendedCalls(database, { ...filter, after, limit: MAX_CALLS });
    const last = suspended.at(-1);
    if (last === undefined) return sums;
    const counts = await rateAgain(context, suspended, rules);
    if (counts === "staleVersions") {
      // Somebody put other versions in force meanwhile: nothing was stored, and the same calls are rated by these.
      rules = await rulesInForce(database);
      continue;
    }
    for (const bucket of ["rated", "free", "suspendedAtRating"] as const) sums[bucket] += counts[bucket];
    after = last.record.id;
  }
}

async function rateAgain(
  { database, clock }: Context,
  suspended: readonly SuspendedCall[],
  rules: RulesInForce,
): Promise<Recycled | "staleVersions"> {
  const again = suspended.map((each) => ({ ...each, outcome: rules.rate(each.call) }));
  const outcomes = new Map(again.map(({ call, outcome }) => [call, outcome]));
  const changed = again.filter(isChanged);
  const settlements = changed.map(({ record, call }): Settlement => {
    return { takes: [record], becomes: [{ kind: "rating", call }] };
  });
  const rate = (call: SuspendedCall["call"]): RatedCall => outcomes.get(call) ?? rules.rate(call);
  const stored = await storeSettled(database, { ...rules, rate, settlements, at: clock() });
  if (stored.kind === "staleVersions") return "staleVersions";
  const { rated = 0, free = 0, suspendedAtRating = 0 } = stored.counts;
  return { rated, free, suspendedAtRating: suspendedAtRating + again.length - changed.length };
}

/** Suspended for the same reason as before is no change. */
function isChanged({
  record,
  outcome: { problem },
}: SuspendedCall & { readonly outcome: RatedCall }): boolean {
  return problem === null || problem.code !== record.reason || problem.message !== record.message;
}
