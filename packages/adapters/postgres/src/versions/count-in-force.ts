import type { VersionKind } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { CURRENT_VERSIONS } from "./versions-in-force.ts";

/** How many versions of each kind are in force; a kind without any is not in the answer. */
export async function countInForce(db: Database): Promise<ReadonlyMap<VersionKind, number>> {
  const found = await rows<{ kind: VersionKind; versions: bigint }>(
    db,
    `${CURRENT_VERSIONS} select kind, count(*) as versions from version
     where hash in (select hash from current_version) group by kind`,
    [null],
  );
  return new Map(found.map(({ kind, versions }) => [kind, Number(versions)]));
}
