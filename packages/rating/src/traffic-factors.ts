import { type CivilDate, civilDateIn, contains } from "@tollwright/calendar";
import type { Call } from "@tollwright/cdr";
import type { Account, TrafficFactor } from "@tollwright/inventory";
import { exact, multiply, one, subtract, toText } from "@tollwright/money";
import type { Party } from "./attribute.ts";
import type { MinuteShares } from "./minute-shares.ts";
import type { Side } from "./rating.ts";

/** What a contract says of a call whose record tells no jurisdiction. */
export type AppliedFactor = { readonly because: string } & (
  | { readonly countsAs: "interstate" | "intrastate"; readonly shares: null }
  | { readonly countsAs: null; readonly shares: MinuteShares }
);

/**
 * The factors in force for a call: those of its own trunk group before those of the account.
 *
 * @returns Null where the account has none: the deck's own indeterminate price counts.
 */
export function appliedFactor(asked: {
  readonly party: Party;
  readonly side: Side;
  readonly call: Pick<Call, "source" | "trunkIn" | "trunkOut">;
}): AppliedFactor | null {
  const { owner, ratedAt } = asked.party;
  const { trafficFactors } = owner.account;
  if (trafficFactors === undefined) return null;
  const day = civilDateIn(ratedAt, owner.account.zone);
  const inForce = trafficFactors.filter((factor) => contains(factor, day));
  const group = trunkGroupOf(owner.account, asked, day);
  const factor =
    inForce.find(({ trunkGroup }) => trunkGroup !== undefined && trunkGroup === group) ??
    inForce.find(({ trunkGroup }) => trunkGroup === undefined);
  return factor === undefined ? null : remembered(factor);
}

/** The customer's own trunk is where a call of his comes in to us, and where one to him goes out. */
function trunkGroupOf(
  { trunkGroups }: Account,
  { side, call }: { readonly side: Side; readonly call: Pick<Call, "source" | "trunkIn" | "trunkOut"> },
  day: CivilDate,
): string | null {
  const trunk = side === "customer:origin" ? call.trunkIn : call.trunkOut;
  const group = trunkGroups.find(
    (candidate) =>
      contains(candidate, day) &&
      candidate.names.some(({ source, name }) => source === call.source && name === trunk),
  );
  return group?.id ?? null;
}

/** Put into words once for each entry of an account, not for every call. */
function remembered(factor: TrafficFactor): AppliedFactor {
  const known = applied.get(factor);
  if (known !== undefined) return known;
  const made = appliedOf(factor);
  applied.set(factor, made);
  return made;
}

const applied = new WeakMap<TrafficFactor, AppliedFactor>();

function appliedOf({ trunkGroup, from, countsAs, piu, plu = "0" }: TrafficFactor): AppliedFactor {
  const whose = trunkGroup === undefined ? "the account" : `trunk group ${trunkGroup}`;
  if (piu === undefined) {
    const counts = countsAs ?? "interstate";
    return {
      countsAs: counts,
      shares: null,
      because: `such calls of ${whose} count as ${counts} from ${from}`,
    };
  }
  const within = subtract(one, exact(piu));
  const local = multiply(within, exact(plu));
  const shares = {
    interstate: toText(exact(piu)),
    intrastate: toText(subtract(within, local)),
    local: toText(local),
  };
  const parts = `${shares.interstate} interstate, ${shares.intrastate} intrastate, ${shares.local} local`;
  return {
    countsAs: null,
    shares,
    because: `of each minute, by the factors of ${whose} from ${from} (PIU ${piu}, PLU ${plu}): ${parts}`,
  };
}
