import { storeRecycled, suspendedCalls, versionsInForce } from "@tollwright/postgres";
import { compileRatingRules, rateCall } from "@tollwright/rating";
import type { Context } from "../context.ts";

export type Recycled = { readonly rated: number; readonly free: number; readonly suspendedAtRating: number };

/** The same three steps again (books 6), in a batch of their own: after a close, what rates now is unbilled usage. */
export async function recycleCalls(context: Context, reason: string | null): Promise<Recycled> {
  const inForce = await versionsInForce(context.database);
  const rules = compileRatingRules(inForce);
  if (!rules.ok) throw new Error(rules.problems.map(({ message }) => message).join("; "));
  const calls = await suspendedCalls(context.database, reason === null ? {} : { reason });
  const outcomes = calls.map((call) => rateCall(call, rules.value));
  const stored = await storeRecycled(context.database, {
    outcomes,
    versionSet: inForce.setHash,
    at: context.clock(),
  });
  // Somebody put other versions in force meanwhile: nothing was stored, and the same command starts afresh.
  return stored.kind === "stored" ? stored.counts : recycleCalls(context, reason);
}
