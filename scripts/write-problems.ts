// Writes docs/problems.md from the catalogue: `node scripts/write-problems.ts`, with the Node of node_modules/.bin.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { problemsDocument } from "../packages/problem/src/index.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
writeFileSync(join(root, "docs", "problems.md"), problemsDocument());
