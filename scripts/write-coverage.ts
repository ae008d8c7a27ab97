// Writes docs/coverage.md and its map from the levies: `node scripts/write-coverage.ts`, with the Node of node_modules/.bin.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { coverageDocuments } from "./coverage-page/coverage-documents.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
for (const [path, text] of await coverageDocuments(root)) writeFileSync(join(root, path), text);
