import type { Instant } from "@tollwright/calendar";
import type { CheckedDocument, VersionSetHash } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { storeDocument } from "./load-versions.ts";
import { recordSet, setOf } from "./set-in-force.ts";
import { versionRefs } from "./versions-in-force.ts";

/** A recorded set with some documents more, which are in force nowhere else. */
export async function addToSet(
  db: Database,
  options: {
    readonly setHash: VersionSetHash;
    readonly documents: readonly CheckedDocument[];
    readonly by: string;
    readonly at: Instant;
  },
): Promise<VersionSetHash> {
  const known = await versionRefs(db, options.setHash);
  const set = setOf([...known, ...options.documents].map(({ hash }) => hash));
  await inTransaction(db, async (transaction) => {
    for (const document of options.documents) await storeDocument(transaction, { ...options, document });
    await recordSet(transaction, set);
  });
  return set.setHash;
}
