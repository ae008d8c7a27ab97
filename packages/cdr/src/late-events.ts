import type { Call } from "./call.ts";
import { callKeyOf } from "./call-identity.ts";
import type { PartRecord } from "./call-part.ts";
import { furtherLegKey } from "./formats/assemble-cel.ts";
import { joinParts } from "./join-parts.ts";
import type { Source } from "./source.ts";

type Late = {
  readonly source: Source;
  /** The events that the stored calls were made of. */
  readonly known: readonly PartRecord[];
  /** Those that came since. */
  readonly late: readonly PartRecord[];
};

/**
 * Of events that come when their calls are stored: which belong to a further leg (sent on, transferred out) that they would add or
 * bill otherwise. The first leg, which has the key of all of them, is completed by itself.
 *
 * @example the HANGUP of a leg that is billed as an estimate of 70 s tells 30 s: it changes that leg.
 */
export function changesFurtherLeg({ source, known, late }: Late): (piece: PartRecord) => boolean {
  if (!late.some(({ part }) => part.role === "event")) return () => false;
  const legsOf = (parts: readonly PartRecord[]): ReadonlyMap<string, string> =>
    new Map(
      joinParts({ source, parts, isOverdue: true }).furtherCalls.map((call) => [
        call.callKey,
        billedOf(call),
      ]),
    );
  const [before, after] = [legsOf(known), legsOf([...known, ...late])];
  const changed = new Set(
    [...before.keys(), ...after.keys()].filter((key) => before.get(key) !== after.get(key)),
  );
  return (piece) => changed.has(legKeyOf(piece) ?? "");
}

/** The key that the leg of an event's channel has where it is a further one; null for a piece that is no event. */
export function legKeyOf({ source, part: { event } }: PartRecord): string | null {
  return event === undefined ? null : callKeyOf(source, furtherLegKey(event["uniqueId"] ?? ""));
}

function billedOf({
  from,
  to,
  startedAt,
  answeredAt,
  billableMilliseconds,
  accountHint,
  trunkOut,
}: Call): string {
  return JSON.stringify([from, to, startedAt, answeredAt, billableMilliseconds, accountHint, trunkOut]);
}
