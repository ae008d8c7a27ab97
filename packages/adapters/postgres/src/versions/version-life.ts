import type { CivilDate, Instant } from "@tollwright/calendar";
import type { CheckedDocument, VersionKind } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { rows } from "../rows.ts";
import { storeDocument } from "./load-versions.ts";
import { CURRENT_VERSIONS, type StoredVersion } from "./versions-in-force.ts";

/** The steps of a version's life (books 8). */
export type VersionStep = "draft" | "checked" | "approved" | "inForce" | "withdrawn";

/** A version without its document, and where it is in its life. */
export type VersionState = {
  readonly kind: VersionKind;
  readonly name: string;
  readonly hash: string;
  readonly effectiveFrom: CivilDate | null;
  /** Its last step, by whom and when. */
  readonly step: VersionStep;
  readonly by: string;
  readonly at: Instant;
  /** It prices now: of several that were put in force the last one does, and of decks the last of each date. */
  readonly isCurrent: boolean;
};

/** All versions that a kind and a name fit, in order of kind, name and time. */
export async function versionStates(
  db: Database,
  filter: { readonly kind?: string | undefined; readonly name?: string | undefined; readonly hash?: string },
): Promise<readonly VersionState[]> {
  const found = await rows<
    Omit<VersionState, "effectiveFrom" | "isCurrent"> & {
      readonly effective_from: CivilDate | null;
      readonly is_current: boolean;
    }
  >(
    db,
    `${CURRENT_VERSIONS} select v.kind, v.name, v.hash, v.effective_from, e.event as step, e.by_whom as by, e.at,
       v.hash in (select hash from current_version) as is_current
     from version v join lateral (
       select event, by_whom, at, id from version_event where version = v.hash order by id desc limit 1
     ) e on true
     where ($2::text is null or v.kind = $2) and ($3::text is null or v.name = $3)
       and ($4::text is null or starts_with(v.hash, $4))
     order by v.kind, v.name, e.id`,
    [null, filter.kind ?? null, filter.name ?? null, filter.hash ?? null],
  );
  return found.map(({ effective_from: effectiveFrom, is_current: isCurrent, ...state }) => ({
    ...state,
    effectiveFrom,
    isCurrent,
  }));
}

export type VersionHistory = {
  readonly events: readonly { readonly step: VersionStep; readonly by: string; readonly at: Instant }[];
  readonly deliveries: readonly { readonly file: string; readonly by: string; readonly at: Instant }[];
};

/** Every step of a version, and the files that meant it. */
export async function versionHistory(db: Database, hash: string): Promise<VersionHistory> {
  return {
    events: await rows(
      db,
      "select event as step, by_whom as by, at from version_event where version = $1 order by id",
      [hash],
    ),
    deliveries: await rows(
      db,
      "select file, by_whom as by, at from version_delivery where version = $1 order by at, document",
      [hash],
    ),
  };
}

/** The documents of versions, whatever their state, in the order given. */
export async function versionDocuments(
  db: Database,
  hashes: readonly string[],
): Promise<readonly StoredVersion[]> {
  return rows<StoredVersion>(
    db,
    `select v.kind, v.name, v.hash, v.canonical, v.effective_from as "effectiveFrom"
     from unnest($1::text[]) with ordinality as wanted (hash, ordinal) join version v on v.hash = wanted.hash
     order by wanted.ordinal`,
    [hashes],
  );
}

/**
 * Keeps documents as drafts: they price nothing. One that is known already keeps its state.
 *
 * @returns The hashes that are new.
 */
export async function draftVersions(
  db: Database,
  options: { readonly documents: readonly CheckedDocument[]; readonly by: string; readonly at: Instant },
): Promise<readonly string[]> {
  return inTransaction(db, async (transaction) => {
    for (const document of options.documents) await storeDocument(transaction, { ...options, document });
    const drafted = await rows<{ version: string }>(
      transaction,
      `insert into version_event (version, event, by_whom, at)
       select hash, 'draft', $2, $3 from unnest($1::text[]) with ordinality as given (hash, ordinal)
       where not exists (select from version_event where version = hash)
       order by ordinal returning version`,
      [options.documents.map(({ hash }) => hash), options.by, new Date(options.at)],
    );
    return drafted.map(({ version }) => version);
  });
}
