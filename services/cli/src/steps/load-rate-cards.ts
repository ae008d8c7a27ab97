import { loadVersions, type VersionRef, versionsInForce } from "@tollwright/postgres";
import { fail, ok, type Problem, type Result } from "@tollwright/problem";
import { checkReferences, documentsFrom, lintSet } from "@tollwright/rate-card";
import type { Context } from "../context.ts";
import { locateFor } from "./locate-addresses.ts";
import { rateCardFiles } from "./rate-card-files.ts";

export type Loaded = {
  readonly stored: readonly VersionRef[];
  readonly unchanged: number;
  readonly warnings: readonly Problem[];
  readonly versionSet: string;
};

/**
 * Draft, checked, approved and in force in one step, by name (books 8). With any problem nothing is put in force, and every
 * problem is listed at once; what is loaded already stays as it is.
 */
export async function loadRateCards(
  context: Context,
  {
    paths,
    by,
    checkOnly,
  }: { readonly paths: readonly string[]; readonly by: string; readonly checkOnly: boolean },
): Promise<Result<Loaded>> {
  const read = await rateCardFiles(paths);
  const inForce = await versionsInForce(context.database);
  const locate = locateFor(context, read.files, inForce.documents);
  const { documents, problems, warnings: ofFiles } = documentsFrom(read.files, { locate });
  const all = [...read.problems, ...problems, ...checkReferences(documents, inForce.documents)];
  if (all.length > 0) return fail(...all);
  const warnings = [...ofFiles, ...lintSet(documents, inForce.documents)];
  if (checkOnly)
    return ok({ stored: [], unchanged: documents.length, warnings, versionSet: inForce.setHash });
  const loaded = await loadVersions(context.database, { documents, by, at: context.clock() });
  return ok({
    stored: loaded.stored,
    unchanged: loaded.unchanged.length,
    warnings,
    versionSet: loaded.setHash,
  });
}
