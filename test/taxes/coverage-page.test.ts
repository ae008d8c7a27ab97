import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { coverageDocuments } from "../../scripts/coverage-page/coverage-documents.ts";

const root = join(import.meta.dirname, "../..");

/** All levies are read from their files: some seconds on a busy machine. */
const MILLISECONDS_FOR_ALL_FILES = 60_000;

test(
  "docs/coverage.md and its map are what scripts/write-coverage.ts would write of the levies as they are",
  async () => {
    for (const [path, text] of await coverageDocuments(root)) {
      expect(readFileSync(join(root, path), "utf8"), path).toBe(text);
    }
  },
  MILLISECONDS_FOR_ALL_FILES,
);
