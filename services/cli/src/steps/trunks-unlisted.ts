import type { Instant } from "@tollwright/calendar";
import {
  type Database,
  type TrunkName,
  type UnlistedTrunk,
  unlistedTrunks,
  versionsInForce,
} from "@tollwright/postgres";
import { valuesOf } from "@tollwright/rate-card";

/** Trunks of a period's calls that no account, source or vendor names in what is in force. */
export async function trunksUnlisted(
  database: Database,
  span: { readonly from: Instant; readonly until: Instant },
): Promise<readonly UnlistedTrunk[]> {
  const { documents } = await versionsInForce(database);
  return unlistedTrunks(database, { ...span, listed: listedTrunks(documents) });
}

function listedTrunks(documents: Parameters<typeof valuesOf>[0]): readonly TrunkName[] {
  const ours = valuesOf(documents, "account").flatMap(({ trunkGroups }) =>
    trunkGroups.flatMap(({ names }) => names),
  );
  const carriers = valuesOf(documents, "source").flatMap(({ id: source, carrierTrunks }) =>
    carrierTrunks.map((name) => ({ source, name })),
  );
  const vendors = valuesOf(documents, "vendor").flatMap(({ trunks }) => trunks);
  return [...ours, ...carriers, ...vendors];
}
