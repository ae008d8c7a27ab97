import { contains } from "@tollwright/calendar";
import type { ProblemCode } from "@tollwright/problem";
import type { Account } from "./account.ts";
import { finding, type InventoryFinding } from "./finding.ts";

/** Factors of an unknown trunk group, that end before they start, or two for the same calls on one day. */
export function checkTrafficFactors({
  id,
  trafficFactors = [],
  trunkGroups,
}: Account): readonly InventoryFinding[] {
  const groups = new Set(trunkGroups.map((group) => group.id));
  return trafficFactors.flatMap((factor, index) => {
    const at = (code: ProblemCode, key: string, message: string) =>
      finding({ account: id, path: ["trafficFactors", index, key], code, message });
    const { trunkGroup, from, until } = factor;
    const found: InventoryFinding[] = [];
    if (trunkGroup !== undefined && !groups.has(trunkGroup))
      found.push(at("REFERENCE_UNKNOWN", "trunkGroup", `it has no trunk group ${trunkGroup}`));
    if (until !== null && until <= from)
      found.push(at("DATES_REVERSED", "until", `it ends on ${until}, and starts on ${from}`));
    const earlier = trafficFactors.slice(0, index).filter((other) => other.trunkGroup === trunkGroup);
    if (earlier.some((other) => contains(other, from) || contains(factor, other.from)))
      found.push(at("DATES_OVERLAP", "from", "two factors hold for the same calls on the same day"));
    return found;
  });
}
