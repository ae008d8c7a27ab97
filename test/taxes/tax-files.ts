import assert from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { documentsFrom, leviesOf, parsedOf } from "@tollwright/rate-card";
import type { Coverage, Levy, LevyTable } from "@tollwright/tax";
import type { SourceFile } from "@tollwright/yaml";
import { parse } from "@tollwright/yaml";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const taxes = join(root, "rate-cards/taxes");

const files: readonly SourceFile[] = readdirSync(taxes, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".yaml") || path.endsWith(".csv"))
  .map((path) => ({ path: `taxes/${path}`, text: readFileSync(join(taxes, path), "utf8") }));

const loaded = documentsFrom(files);
assert(loaded.problems.length === 0, JSON.stringify(loaded.problems));

const { documents } = loaded;

export const coverageFiles: readonly Placed<Coverage>[] = parsedOf(documents, "coverage").map(placed);

/** Levies of a file each, and tables, with the paths inside the folder of taxes. */
export const levyFiles: readonly Placed<Levy>[] = parsedOf(documents, "levy").map(placed);
export const levyTables: readonly Placed<LevyTable>[] = parsedOf(documents, "levyTable").map(placed);

export const levies: readonly Levy[] = leviesOf(documents);

type Placed<T> = { readonly path: string; readonly value: T };

function placed<T>({
  document,
  value,
}: {
  readonly document: { readonly file?: string };
  readonly value: T;
}): Placed<T> {
  return { path: (document.file ?? "").replace(/^taxes\//, ""), value };
}

const Case = z.strictObject({
  name: z.string(),
  /** The request without its bill date; `levies` are added to those of the files. */
  for: z.looseObject({ levies: z.array(z.unknown()).optional() }),
  each: z.array(
    z.strictObject({
      billDate: z.string(),
      lines: z.array(
        z.strictObject({ levy: z.string(), charge: z.string(), worked: z.string(), amount: z.string() }),
      ),
      total: z.string().optional(),
      gaps: z
        .array(
          z.strictObject({
            levy: z.string(),
            kind: z.string(),
            from: z.string().nullable(),
            until: z.string().nullable(),
          }),
        )
        .default([]),
    }),
  ),
});
export type TaxCase = z.infer<typeof Case>;

export const cases: readonly Placed<TaxCase>[] = files
  .filter(({ path }) => basename(path) === "cases.yaml")
  .flatMap(({ path, text }) => {
    const read = z.array(Case).safeParse(parse(text));
    assert(read.success, `${path}: ${read.error?.message}`);
    return read.data.map((value) => ({ path, value }));
  });

/** A file of the demonstration company. */
export function companyFile(path: string): unknown {
  return parse(readFileSync(join(root, "rate-cards/companies/demo", path), "utf8"));
}
