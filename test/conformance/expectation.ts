import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Source } from "@tollwright/cdr";
import { parse } from "@tollwright/yaml";
import { z } from "zod";

/** Files that real switches wrote, lent to us for trying: they lie beside the repository and are never copied into it. */
export const sampleFolder = join(import.meta.dirname, "../../../shared/fixtures/cdr");
export const isSampleFolderThere = existsSync(sampleFolder);

const Counts = z.record(z.string(), z.int().min(1)).default({});

/** What one file, or several that belong together, must give; the numbers were found without our readers. */
const Expectation = z.strictObject({
  /** Paths inside the folder of samples, read in this order as one delivery. */
  files: z.array(z.string()).min(1),
  /** A name in sources/. */
  source: z.string(),
  /** The day of reading, for the window of dates. */
  readOn: z.iso.date(),
  /** How a person finds these numbers again with other tools. */
  how: z.string().min(20),
  records: z.int(),
  /** Records that are calls by themselves. */
  calls: z.int(),
  /** Records that are pieces of calls, and the calls that they make together. */
  parts: z.int().default(0),
  joined: z.int().default(0),
  ignored: Counts,
  suspended: Counts,
  /** Of `calls` and `joined`. */
  answered: z.int(),
  billableSeconds: z.number(),
  /** Keys that occur; fewer than calls where the switch wrote one key several times. */
  distinctKeys: z.int().optional(),
  /** Some calls as `tollwright calls read --json` prints them, found by their line. */
  samples: z.array(z.looseObject({ line: z.int() })).default([]),
});
export type Expectation = z.infer<typeof Expectation>;

const yamlFiles = (folder: string): readonly string[] =>
  readdirSync(join(import.meta.dirname, folder))
    .filter((name) => name.endsWith(".yaml"))
    .sort();
const yamlOf = (path: string): unknown => parse(readFileSync(join(import.meta.dirname, path), "utf8"));

export const expectations: readonly Expectation[] = yamlFiles("expected").flatMap((name) =>
  z.array(Expectation).parse(yamlOf(`expected/${name}`)),
);

export const sources: ReadonlyMap<string, Source> = new Map(
  yamlFiles("sources").map((name) => [
    name.slice(0, -".yaml".length),
    Source.parse(yamlOf(`sources/${name}`)),
  ]),
);

/** All samples but the page that says where they come from. */
export function sampleFiles(): readonly string[] {
  return readdirSync(sampleFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "PROVENANCE.md")
    .map((entry) => relative(sampleFolder, join(entry.parentPath, entry.name)))
    .sort();
}
