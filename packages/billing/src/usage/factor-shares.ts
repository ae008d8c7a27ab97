import type { Account, TrafficFactor } from "@tollwright/inventory";
import { compare, exact, one, subtract, toText } from "@tollwright/money";
import type { Charge } from "../charge.ts";

/**
 * Which part of a line of indeterminate calls is interstate for taxes, by the factor that its calls were priced by.
 *
 * @returns Null where no one factor held for all of the line: the seller's method splits it then, as any mixed line.
 * @example PIU 0.65 from January on, a line of March: 0.65 interstate, 0.35 intrastate.
 */
export function factorShares(
  { trafficFactors = [] }: Pick<Account, "trafficFactors">,
  line: Pick<Charge, "callClass" | "from" | "until">,
): NonNullable<Charge["jurisdictionShares"]> | null {
  if (line.callClass !== "indeterminate") return null;
  const touching = trafficFactors.filter(
    ({ from, until }) => from < line.until && (until === null || line.from < until),
  );
  const whole = touching.find((factor) => factor.trunkGroup === undefined && covers(factor, line));
  const piu = whole?.piu;
  if (piu === undefined) return null;
  const agree = touching.every(
    (factor) => factor.piu !== undefined && compare(exact(factor.piu), exact(piu)) === 0,
  );
  return agree ? { interstate: toText(exact(piu)), intrastate: toText(subtract(one, exact(piu))) } : null;
}

function covers(factor: TrafficFactor, line: Pick<Charge, "from" | "until">): boolean {
  return factor.from <= line.from && (factor.until === null || line.until <= factor.until);
}
