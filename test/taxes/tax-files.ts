import assert from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type Coverage, CoverageSchema, type Levy, LevySchema } from "@tollwright/tax";
import { parse } from "yaml";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const taxes = join(root, "rate-cards/taxes");

const paths = readdirSync(taxes, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".yaml"))
  .sort();

function document(path: string): unknown {
  return parse(readFileSync(join(taxes, path), "utf8"));
}

function read<T>(schema: z.ZodType<T>, path: string): { readonly path: string; readonly value: T } {
  const parsed = schema.safeParse(document(path));
  assert(parsed.success, `${path}: ${parsed.error?.message}`);
  return { path, value: parsed.data };
}

const named = (name: string) => paths.filter((path) => basename(path) === name);

export const coverageFiles: readonly { readonly path: string; readonly value: Coverage }[] = named(
  "coverage.yaml",
).map((path) => read(CoverageSchema, path));

export const levyFiles: readonly { readonly path: string; readonly value: Levy }[] = paths
  .filter((path) => !["coverage.yaml", "cases.yaml"].includes(basename(path)))
  .map((path) => read(LevySchema, path));

export const levies: readonly Levy[] = levyFiles.map(({ value }) => value);

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

export const cases: readonly { readonly path: string; readonly value: TaxCase }[] = named(
  "cases.yaml",
).flatMap((path) => read(z.array(Case), path).value.map((value) => ({ path, value })));

/** A file of the demonstration company. */
export function companyFile(path: string): unknown {
  return parse(readFileSync(join(root, "rate-cards/companies/demo", path), "utf8"));
}
