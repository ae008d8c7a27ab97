import assert from "node:assert";
import type { Instant } from "@tollwright/calendar";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { row } from "../rows.ts";
import { recordSet, setOf } from "../versions/set-in-force.ts";
import { CURRENT_VERSIONS } from "../versions/versions-in-force.ts";

type ClosingSnapshot = {
  /** Multirange text, `{[1,9),[11,12)}`. */
  readonly batches: string;
  readonly setHash: VersionSetHash;
};

/**
 * What a close looks at, in one statement (books 11): the exact batches that are committed now, and the versions in force,
 * both as recorded up to the cutoff (books 9). A batch number that is missing and commits later is simply not in the set.
 */
export async function closingSnapshot(db: Database, cutoff: Instant): Promise<ClosingSnapshot> {
  const seen = await row<{ batches: string; hashes: readonly string[] }>(
    db,
    `${CURRENT_VERSIONS} select
       (select coalesce(range_agg(int8range(id, id, '[]')), '{}')::text from load_batch where at <= $1) as batches,
       (select coalesce(array_agg(hash), '{}') from current_version) as hashes`,
    [new Date(cutoff)],
  );
  assert(seen !== null, "an aggregate returns a row");
  const set = setOf(seen.hashes);
  await recordSet(db, set);
  return { batches: seen.batches, setHash: set.setHash };
}
