import { draftVersions, type VersionState, versionStates } from "@tollwright/postgres";
import { fail, ok, type Result } from "@tollwright/problem";
import { documentsFrom } from "@tollwright/rate-card";
import type { Context } from "../context.ts";
import { rateCardFiles } from "./rate-card-files.ts";

/** Reads rate cards and keeps each as a draft, which prices nothing (books 8). With any problem none is kept. */
export async function draftRateCards(
  { database, clock }: Context,
  { paths, by }: { readonly paths: readonly string[]; readonly by: string },
): Promise<Result<readonly VersionState[]>> {
  const read = await rateCardFiles(paths);
  const { documents, problems } = documentsFrom(read.files);
  const all = [...read.problems, ...problems];
  if (all.length > 0) return fail(...all);
  const drafted = new Set(await draftVersions(database, { documents, by, at: clock() }));
  return ok((await versionStates(database, {})).filter(({ hash }) => drafted.has(hash)));
}
