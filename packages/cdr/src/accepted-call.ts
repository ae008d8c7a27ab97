import type { Call } from "./call.ts";
import { callKeyOf } from "./call-identity.ts";

/**
 * A call whose weak key it shares with another, taken by a person for a real call of its own: its key is that of its record
 * (books 1), so the same record accepted again is the same call.
 */
export function acceptedCall(call: Call): Call {
  const { fileHash, offset } = call.record;
  return { ...call, callKey: callKeyOf(call.source, `accepted ${fileHash} ${offset}`) };
}
