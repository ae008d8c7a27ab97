import type { Instant } from "@tollwright/calendar";
import type { Problem } from "@tollwright/problem";
import type { VersionSetHash } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";
import { LOADERS_LOCK } from "./load-versions.ts";
import { lockSetInForce, putSetInForce, setOf } from "./set-in-force.ts";
import type { VersionStep } from "./version-life.ts";
import { hashesInForce, type StoredVersion, versionsOf } from "./versions-in-force.ts";

export type SteppedVersions =
  | { readonly kind: "stepped"; readonly setHash: VersionSetHash }
  /** Somebody else moved these on meanwhile. */
  | { readonly kind: "moved"; readonly hashes: readonly string[] }
  /** What would be in force does not hold together. */
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/**
 * Takes versions one step on, by name (books 8). Steps that change what is in force wait for the transactions that store by it,
 * and are refused where the set that they would leave does not hold together.
 *
 * @param options.from The step that each of them stands at.
 * @param options.check Problems of a set of documents, as `checkReferences` tells them.
 */
export async function stepVersions(
  db: Database,
  options: {
    readonly hashes: readonly string[];
    readonly from: VersionStep;
    readonly step: VersionStep;
    readonly by: string;
    readonly at: Instant;
    readonly check: (documents: readonly StoredVersion[]) => readonly Problem[];
  },
): Promise<SteppedVersions> {
  return inTransaction<SteppedVersions>(
    db,
    async (transaction) => {
      await rows(transaction, "select pg_advisory_xact_lock($1)", [LOADERS_LOCK]);
      await lockSetInForce(transaction);
      const moved = await rows<{ hash: string }>(
        transaction,
        `select given.hash from unnest($1::text[]) as given (hash)
         where (select event from version_event where version = given.hash order by id desc limit 1) <> $2`,
        [options.hashes, options.from],
      );
      if (moved.length > 0) return { kind: "moved", hashes: moved.map(({ hash }) => hash) };
      await rows(
        transaction,
        `insert into version_event (version, event, by_whom, at)
         select hash, $2, $3, $4 from unnest($1::text[]) with ordinality as given (hash, ordinal) order by ordinal`,
        [options.hashes, options.step, options.by, new Date(options.at)],
      );
      const inForce = await hashesInForce(transaction);
      const isSetChanged = options.step === "inForce" || options.step === "withdrawn";
      const problems = isSetChanged ? options.check(await versionsOf(transaction, inForce)) : [];
      if (problems.length > 0) return { kind: "refused", problems };
      return { kind: "stepped", setHash: await putSetInForce(transaction, setOf(inForce)) };
    },
    ({ kind }) => kind === "stepped",
  );
}
