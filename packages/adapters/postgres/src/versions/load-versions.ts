import type { Instant } from "@tollwright/calendar";
import { sha256 } from "@tollwright/canonical";
import type { CheckedDocument, VersionSetHash } from "@tollwright/rate-card";
import type { Database, Transaction } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";
import { lockSetInForce, putSetInForce, setOf } from "./set-in-force.ts";
import type { VersionRef } from "./version-ref.ts";
import { hashesInForce } from "./versions-in-force.ts";

export type LoadedVersions = {
  /** Put in force by this load: new, or a withdrawn or replaced one that returned. */
  readonly stored: readonly VersionRef[];
  /** In force before; bytes that differ only by comments are kept beside the earlier ones. */
  readonly unchanged: readonly VersionRef[];
  readonly setHash: VersionSetHash;
};

/**
 * Puts checked documents in force: draft, checked, approved and inForce in one transaction, by a name (books 8). What is
 * absent is not withdrawn; the same documents again change nothing.
 */
export async function loadVersions(
  db: Database,
  options: { readonly documents: readonly CheckedDocument[]; readonly by: string; readonly at: Instant },
): Promise<LoadedVersions> {
  return inTransaction(db, async (transaction) => {
    await rows(transaction, "select pg_advisory_xact_lock($1)", [LOADERS_LOCK]);
    // Large decks are written before the set is locked, so that engines go on storing meanwhile.
    for (const document of options.documents) await storeDocument(transaction, { ...options, document });
    await lockSetInForce(transaction);
    const before = new Set(await hashesInForce(transaction));
    const entering = options.documents.filter(({ hash }) => !before.has(hash));
    for (const { hash } of entering) await storeEvents(transaction, { ...options, hash });
    const setHash = await putSetInForce(transaction, setOf(await hashesInForce(transaction)));
    return {
      stored: entering.map(reference),
      unchanged: options.documents.filter(({ hash }) => before.has(hash)).map(reference),
      setHash,
    };
  });
}

/** Any fixed number: loads queue behind it. */
export const LOADERS_LOCK = 7_011_971;

/** A version with the bytes that meant it; known ones stay as they are. */
export async function storeDocument(
  transaction: Transaction,
  { document, by, at }: { document: CheckedDocument; by: string; at: Instant },
): Promise<void> {
  const documentHash = sha256(document.delivered);
  await rows(
    transaction,
    "insert into version_document (hash, content) values ($1, $2) on conflict do nothing",
    [documentHash, document.delivered],
  );
  await rows(
    transaction,
    `insert into version (hash, kind, name, effective_from, canonical) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [document.hash, document.kind, document.name, document.effectiveFrom, document.canonical],
  );
  await rows(
    transaction,
    `insert into version_delivery (version, document, file, by_whom, at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [document.hash, documentHash, document.file, by, new Date(at)],
  );
}

/** A version that was in force before was checked and approved then, and only returns; a draft takes the steps that it lacks. */
async function storeEvents(
  transaction: Transaction,
  { hash, by, at }: { hash: string; by: string; at: Instant },
): Promise<void> {
  await rows(
    transaction,
    `insert into version_event (version, event, by_whom, at)
     select $1, event, $2, $3
     from unnest(array['draft', 'checked', 'approved', 'inForce']) with ordinality as step (event, ordinal)
     where event = 'inForce'
       or not exists (select from version_event known where known.version = $1 and known.event = step.event)
     order by ordinal`,
    [hash, by, new Date(at)],
  );
}

function reference({ kind, name, hash }: CheckedDocument): VersionRef {
  return { kind, name, hash };
}
