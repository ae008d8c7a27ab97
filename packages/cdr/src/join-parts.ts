import { byCodeUnit } from "@tollwright/canonical";
import type { PartRecord, PartRole } from "./call-part.ts";
import { assembleCel } from "./formats/assemble-cel.ts";
import { joinedCall } from "./joined-call.ts";
import type { JoinedParts, JoinRequest } from "./joined-parts.ts";

/** Joins the pieces of one call: by their roles, or as events that their format assembles. */
export function joinParts(request: JoinRequest): JoinedParts {
  const isOfEvents = request.parts.some(({ part }) => part.role === "event");
  return isOfEvents ? assembleCel(request) : joinByRole(request);
}

/**
 * Joins a START with its STOP, an INVITE with its BYE, interim records with the last, whatever order they came in.
 *
 * Of several openings the earliest counts, and one that follows while the call is up (an INVITE that renegotiates) is merged;
 * of several closings the earliest counts, and one that would bill other seconds is conflicting.
 *
 * @example INVITE answered 14:03:10Z and BYE 14:04:22Z: one call of 72,000 ms under the BYE's record; the INVITE is merged.
 */
function joinByRole(request: JoinRequest): JoinedParts {
  const { distinct, repeated } = withoutRepeats(request.parts);
  const { opening, between, closing, conflicting } = inOrder(distinct);
  const used = [opening, ...between, ...closing].filter((part) => part !== undefined);
  const sorted = { furtherCalls: [], repeated, conflicting };
  const unfinished = { call: null, merged: [], waiting: used, ...sorted };

  const [stop] = closing;
  const kept = stop ?? (request.isOverdue ? used.at(-1) : undefined);
  if (kept === undefined) return { ...unfinished, fault: null };
  const { source, isOverdue } = request;
  const outcome = joinedCall({ source, used, kept, isClosed: stop !== undefined, isOverdue });
  if (typeof outcome === "string") {
    // A closing piece alone is no fault yet: the opening one may still come.
    return { ...unfinished, fault: isOverdue || opening !== undefined ? outcome : null };
  }
  const merged = used.filter((part) => part !== kept);
  return { call: outcome, merged, waiting: [], ...sorted, fault: null };
}

function withoutRepeats(parts: readonly PartRecord[]) {
  const seen = new Set<string>();
  const distinct: PartRecord[] = [];
  const repeated: PartRecord[] = [];
  for (const part of parts) {
    const name = `${part.part.role} ${part.part.contentHash}`;
    if (seen.has(name)) repeated.push(part);
    else distinct.push(part);
    seen.add(name);
  }
  return { distinct, repeated };
}

type InOrder = {
  readonly opening: PartRecord | undefined;
  readonly between: readonly PartRecord[];
  /** The closing piece, and those that say the same of the call's end. */
  readonly closing: readonly PartRecord[];
  readonly conflicting: readonly PartRecord[];
};

/** By their time, then by their content, so that the order of arrival changes nothing. */
function inOrder(parts: readonly PartRecord[]): InOrder {
  const ordered = parts.toSorted(
    (left, right) =>
      left.part.at - right.part.at || byCodeUnit(left.part.contentHash, right.part.contentHash),
  );
  const of = (role: PartRole): readonly PartRecord[] => ordered.filter(({ part }) => part.role === role);
  const [opening, ...otherOpenings] = of("start");
  const [closing, ...otherClosings] = of("stop");
  const isInside = ({ part }: PartRecord): boolean =>
    opening !== undefined &&
    part.at > opening.part.at &&
    (closing === undefined || part.at <= closing.part.at);
  const endsAlike = ({ part }: PartRecord): boolean =>
    part.facts.releasedAt === closing?.part.facts.releasedAt &&
    part.facts.billableMilliseconds === closing.part.facts.billableMilliseconds;
  return {
    opening,
    between: [...otherOpenings.filter(isInside), ...of("interim")],
    closing: closing === undefined ? [] : [closing, ...otherClosings.filter(endsAlike)],
    conflicting: [
      ...otherOpenings.filter((part) => !isInside(part)),
      ...otherClosings.filter((part) => !endsAlike(part)),
    ],
  };
}
