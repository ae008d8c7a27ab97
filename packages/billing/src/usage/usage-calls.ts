import { civilDateIn, contains } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import type { Rating } from "@tollwright/rating";
import type { UsageCall } from "./usage-call.ts";

/** The facts of a rated call that pools and tiers look at. */
export type RatedUsage = Pick<
  Rating,
  | "location"
  | "plan"
  | "product"
  | "callClass"
  | "side"
  | "billedSeconds"
  | "charge"
  | "fromE164"
  | "toE164"
  | "ratedAt"
> & {
  /** As the switch wrote them; null where nobody asks for trunk groups. */
  readonly trunks: {
    readonly source: string;
    readonly in: string | null;
    readonly out: string | null;
  } | null;
};

/**
 * Rated calls of one account as its pools see them. A call is on the trunk group by which it came in from the customer,
 * or went out to him.
 *
 * @example a call placed by `acme-1` of source `chi`, which names group `t1`: trunk group t1, far end the called number.
 */
export function usageCalls(account: Account): (rated: RatedUsage) => UsageCall {
  const groups = Map.groupBy(
    account.trunkGroups.flatMap((group) => group.names.map((name) => ({ ...name, group }))),
    ({ source, name }) => `${source}/${name}`,
  );
  const groupOf = ({ trunks, side, ratedAt }: RatedUsage): string | null => {
    const name = side === "customer:origin" ? trunks?.in : trunks?.out;
    const named = groups.get(`${trunks?.source}/${name}`) ?? [];
    if (named.length < 2) return named[0]?.group.id ?? null;
    const day = civilDateIn(ratedAt, account.zone);
    return named.find(({ group }) => contains(group, day))?.group.id ?? null;
  };
  return (rated) => {
    const { location, plan, product, callClass, side, billedSeconds, charge, fromE164, toE164 } = rated;
    const farEnd = side === "customer:origin" ? toE164 : fromE164;
    return {
      location,
      plan,
      product,
      callClass,
      side,
      billedSeconds,
      charge,
      farEnd,
      trunkGroup: groupOf(rated),
    };
  };
}
