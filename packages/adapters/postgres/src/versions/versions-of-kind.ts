import type { VersionDocument, VersionKind } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { CURRENT_VERSIONS } from "./versions-in-force.ts";

/** The versions in force of one kind alone: a long run looks at its source again and again, and decks can be large. */
export async function versionsOfKind(db: Database, kind: VersionKind): Promise<readonly VersionDocument[]> {
  return rows<VersionDocument>(
    db,
    `${CURRENT_VERSIONS} select kind, name, hash, canonical, effective_from as "effectiveFrom" from version
     where kind = $2 and hash in (select hash from current_version) order by name`,
    [null, kind],
  );
}
