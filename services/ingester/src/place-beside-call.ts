import type { Call, CallPart, Source } from "@tollwright/cdr";
import { MERGED, otherPiece, type Why } from "./piece-aside.ts";

/**
 * Where a piece belongs that comes when its call is stored already: it is merged, for the call bills what it bills; one that
 * would have changed that is for a person.
 *
 * @example a call released at 14:04:22: a BYE of 14:04:22 is merged, a BYE of 14:04:30 is a conflict.
 */
export function placeBesideCall(part: CallPart, call: Call, source: Source): Why {
  return agrees(part, call, source) ? MERGED : otherPiece(part);
}

function agrees({ role, at, facts }: CallPart, call: Call, { interim }: Source): boolean {
  switch (role) {
    case "start":
      return call.releasedAt === null || at <= call.releasedAt;
    case "stop":
      return (
        facts.releasedAt === call.releasedAt &&
        (facts.billableMilliseconds ?? call.billableMilliseconds) === call.billableMilliseconds
      );
    case "interim":
      // Of a call without a release nobody can say that its pieces were all there.
      return interim === "cumulative" || call.releasedAt !== null || facts.billableMilliseconds === 0;
    case "event":
      return true;
  }
}
