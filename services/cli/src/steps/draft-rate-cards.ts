import { draftVersions, type VersionState, versionStates, versionsInForce } from "@tollwright/postgres";
import { fail, ok, type Result } from "@tollwright/problem";
import { documentsFrom } from "@tollwright/rate-card";
import type { Context } from "../context.ts";
import { locateFor } from "./locate-addresses.ts";
import { rateCardFiles } from "./rate-card-files.ts";

/** Reads rate cards and keeps each as a draft, which prices nothing (books 8). With any problem none is kept. */
export async function draftRateCards(
  context: Context,
  { paths, by }: { readonly paths: readonly string[]; readonly by: string },
): Promise<Result<readonly VersionState[]>> {
  const { database, clock } = context;
  const read = await rateCardFiles(paths);
  const locate = locateFor(context, read.files, (await versionsInForce(database)).documents);
  const { documents, problems } = documentsFrom(read.files, { locate });
  const all = [...read.problems, ...problems];
  if (all.length > 0) return fail(...all);
  const drafted = new Set(await draftVersions(database, { documents, by, at: clock() }));
  return ok((await versionStates(database, {})).filter(({ hash }) => drafted.has(hash)));
}
