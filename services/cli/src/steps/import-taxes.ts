import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CivilDate } from "@tollwright/calendar";
import { readDeliveredFile } from "@tollwright/documents";
import { readFolder, writeFileAtomic } from "@tollwright/files";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import { type CensusNames, importLevies, type LevyImport, overShipped } from "@tollwright/rate-card";
import type { SourceFile } from "@tollwright/yaml";
import { filesMissing } from "../files-missing.ts";
import { rateCardsFolder } from "./rate-cards-folder.ts";

/**
 * A file of figures or a state's rate file, alone or in a zip archive, put into the levies of a folder.
 *
 * @param asked.write False: only told, nothing is written.
 */
export async function importTaxes(asked: {
  readonly file: string;
  readonly into: string;
  readonly readOn: CivilDate;
  readonly rateCards: string | undefined;
  readonly write: boolean;
  /** Shipped levies that stay as they are, and who lays figures over them. */
  readonly over: { readonly folder: string; readonly by: string } | null;
}): Promise<Result<LevyImport>> {
  const file = await delivered(asked.file);
  if (!file.ok) return file;
  const extensions = [".yaml", ".csv"];
  const own = await readFolder(asked.into, { extensions });
  const shipped = asked.over === null ? [] : await readFolder(asked.over.folder, { extensions });
  const ownPaths = new Set(own.map(({ path }) => path));
  const beneath = shipped.filter(({ path }) => !ownPaths.has(path));
  const read = importLevies({
    file: file.value,
    existing: [...own, ...beneath],
    readOn: asked.readOn,
    names: await censusNames(rateCardsFolder(asked.rateCards)),
  });
  if (!read.ok) return read;
  const facts = { by: asked.over?.by ?? "", reason: `figures of ${file.value.path}` };
  const imported =
    asked.over === null ? read.value : overShipped(read.value, { shipped: beneath, own }, facts);
  if (asked.write) {
    for (const { path, text } of imported.files) await writeFileAtomic(join(asked.into, path), text);
  }
  return ok(imported);
}

/** The text of the file, by the name that it has in its archive. */
async function delivered(path: string): Promise<Result<SourceFile>> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "EISDIR") return null;
    throw error;
  });
  if (bytes === null) return fail(filesMissing(path));
  const read = await readDeliveredFile(bytes, path);
  if (!read.ok) return read;
  if (read.value.kind === "workbook")
    return fail(
      problem({ code: "DECK_FILE", message: "figures come as text, not as a workbook", file: path }),
    );
  return ok({ path: basename(read.value.name), text: read.value.text.replace(/^\uFEFF/, "") });
}

/** Letters of states and names of counties by Census code, as the tables of places have them. */
async function censusNames(rateCards: string): Promise<CensusNames> {
  const table = async (name: string): Promise<string[][]> => {
    const text = await readFile(join(rateCards, "places", name), "utf8").catch(() => "");
    return text
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
  };
  const [states, counties] = await Promise.all([table("states.csv"), table("counties.csv")]);
  return {
    states: new Map(states.map(([letters = "", fips = ""]) => [fips, letters])),
    counties: new Map(counties.map(([code = "", , name = ""]) => [code, name])),
  };
}
