import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { writeFileAtomic } from "@tollwright/files";
import type { Imported } from "./imported.ts";
import { type Manifest, manifestPath } from "./operator-folder.ts";

/** Writes beside an imported file what it was made of. */
export async function writeManifest(
  path: string,
  made: Pick<Manifest, "source" | "vintage" | "file" | "rows"> & { readonly refused?: number },
): Promise<Imported> {
  const manifest: Manifest = {
    ...made,
    file: basename(made.file),
    sha256: await hashOf(made.file),
    refused: made.refused ?? 0,
  };
  await writeFileAtomic(manifestPath(path), `${JSON.stringify(manifest, null, 2)}\n`);
  const { rows, refused } = manifest;
  return { manifests: [{ ...manifest, name: basename(path) }], rows, refused, problems: [] };
}

/** Of the file as it was delivered, packed or not. */
async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}
