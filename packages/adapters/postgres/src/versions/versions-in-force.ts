import type { Instant } from "@tollwright/calendar";
import type { VersionKind, VersionSetHash } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { type Queryable, row, rows } from "../rows.ts";
import { recordSet, setOf } from "./set-in-force.ts";
import type { VersionRef } from "./version-ref.ts";

export type StoredVersion = {
  readonly kind: VersionKind;
  readonly name: string;
  readonly hash: string;
  readonly canonical: string;
  readonly effectiveFrom: string | null;
};

/**
 * The versions in force, in order of kind, name and effective date; as they were recorded up to an instant where a
 * cutoff is given (books 9). The set's hash is the canonical hash of its sorted hashes.
 */
export async function versionsInForce(
  db: Database,
  cutoff?: Instant,
): Promise<{ readonly setHash: VersionSetHash; readonly documents: readonly StoredVersion[] }> {
  const found = await rows<VersionRow>(
    db,
    `${CURRENT_VERSIONS} select kind, name, hash, canonical, effective_from from version
     where hash in (select hash from current_version) order by kind, name, effective_from nulls first`,
    [cutoff === undefined ? null : new Date(cutoff)],
  );
  const documents = found.map(fromRow);
  const set = setOf(documents.map(({ hash }) => hash));
  await recordSet(db, set);
  return { setHash: set.setHash, documents };
}

/**
 * The versions that a set's hash stands for, or null for a hash that was never in force here.
 *
 * @param only Of these kinds alone, and of them those of these names; decks are large, and accounts many.
 */
export async function versionSet(
  db: Database,
  setHash: VersionSetHash,
  only: { readonly kinds?: readonly VersionKind[]; readonly names?: readonly string[] } = {},
): Promise<readonly StoredVersion[] | null> {
  const set = await row(db, "select from version_set where set_hash = $1", [setHash]);
  if (set === null) return null;
  const found = await rows<VersionRow>(
    db,
    `select v.kind, v.name, v.hash, v.canonical, v.effective_from
     from version_set s join version v on v.hash = any (s.hashes)
     where s.set_hash = $1 and ($2::text[] is null or v.kind = any ($2)) and ($3::text[] is null or v.name = any ($3))
     order by v.kind, v.name, v.effective_from nulls first`,
    [setHash, only.kinds ?? null, only.names ?? null],
  );
  return found.map(fromRow);
}

/** The same without the documents, which can be large; nothing for a hash that was never in force here. */
export async function versionRefs(db: Database, setHash: VersionSetHash): Promise<readonly VersionRef[]> {
  return rows<VersionRef>(
    db,
    `select v.kind, v.name, v.hash from version_set s join version v on v.hash = any (s.hashes)
     where s.set_hash = $1 order by v.kind, v.name, v.hash`,
    [setHash],
  );
}

/**
 * The one of each kind and name that was last put in force and not withdrawn since; decks stack, so of them the last of
 * each effective date (books 8).
 */
export const CURRENT_VERSIONS = `
  with last_event as (
    select distinct on (version) version, event, id from version_event
    where event in ('inForce', 'withdrawn') and ($1::timestamptz is null or at <= $1)
    order by version, id desc
  ), current_version as (
    select distinct on (v.kind, v.name, case when v.kind = 'deck' then v.effective_from end) v.hash
    from last_event e join version v on v.hash = e.version
    where e.event = 'inForce'
    order by v.kind, v.name, case when v.kind = 'deck' then v.effective_from end, e.id desc
  )`;

/** The versions of these hashes, in order of kind, name and effective date. */
export async function versionsOf(
  queryable: Queryable,
  hashes: readonly string[],
): Promise<readonly StoredVersion[]> {
  const found = await rows<VersionRow>(
    queryable,
    `select kind, name, hash, canonical, effective_from from version
     where hash = any ($1::text[]) order by kind, name, effective_from nulls first`,
    [hashes],
  );
  return found.map(fromRow);
}

/** Without the documents, which can be large. */
export async function hashesInForce(queryable: Queryable): Promise<readonly string[]> {
  const found = await rows<{ hash: string }>(
    queryable,
    `${CURRENT_VERSIONS} select hash from current_version`,
    [null],
  );
  return found.map(({ hash }) => hash);
}

type VersionRow = {
  readonly kind: VersionKind;
  readonly name: string;
  readonly hash: string;
  readonly canonical: string;
  readonly effective_from: string | null;
};

function fromRow(version: VersionRow): StoredVersion {
  const { kind, name, hash, canonical } = version;
  return { kind, name, hash, canonical, effectiveFrom: version.effective_from };
}
