import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { documentsFrom } from "./documents-from.ts";
import { exportedFiles } from "./exported-files.ts";

const folder = fileURLToPath(new URL("../../../rate-cards/", import.meta.url));
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(yaml|csv)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(folder, path), text: readFileSync(path, "utf8") }));

it("books 8: what is exported loads again as the very same versions", () => {
  const { documents } = documentsFrom(files);
  const again = documentsFrom(documents.flatMap(exportedFiles));
  expect(again.problems).toEqual([]);
  const hashes = (all: typeof documents) =>
    all.map(({ kind, name, hash }) => `${kind} ${name} ${hash}`).sort();
  expect(hashes(again.documents)).toEqual(hashes(documents));
  expect(documents.length).toBeGreaterThan(40);
});
