import type { CheckedDocument } from "@tollwright/rate-card";
import type { Database } from "../database.ts";
import { rows } from "../rows.ts";
import { CURRENT_VERSIONS } from "./versions-in-force.ts";

/** The versions in force with the bytes that meant them; of several deliveries of one version the last. */
export async function deliveredVersions(db: Database): Promise<readonly CheckedDocument[]> {
  const found = await rows<
    Omit<CheckedDocument, "effectiveFrom"> & { readonly effective_from: string | null }
  >(
    db,
    `${CURRENT_VERSIONS} select v.kind, v.name, v.hash, v.canonical, v.effective_from, d.content as delivered, d.file
     from version v join lateral (
       select document.content, given.file from version_delivery given
       join version_document document on document.hash = given.document
       where given.version = v.hash order by given.at desc, given.document limit 1
     ) d on true
     where v.hash in (select hash from current_version) order by v.kind, v.name, v.effective_from nulls first`,
    [null],
  );
  return found.map(({ effective_from: effectiveFrom, ...version }) => ({ ...version, effectiveFrom }));
}
