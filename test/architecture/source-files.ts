import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export type SourceFile = {
  /** From the root: `packages/money/src/exact.ts`. */
  readonly path: string;
  readonly text: string;
  /** Without comments: what the machine sees. */
  readonly code: string;
  readonly isTest: boolean;
  readonly imports: readonly { readonly from: string; readonly names: string }[];
};

/** Every TypeScript file of packages and services. */
export function sourceFiles(): readonly SourceFile[] {
  return ["packages", "services"].flatMap((folder) => walk(join(root, folder))).map(read);
}

/** Folders that hold a `package.json`. */
export function packageFolders(): readonly string[] {
  return ["packages", "packages/adapters", "services"].flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "adapters")
      .map((entry) => join(parent, entry.name)),
  );
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "node_modules") return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function read(path: string): SourceFile {
  const text = readFileSync(path, "utf8");
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
  const imports = [...code.matchAll(/^(?:import|export)\s+([\w\s{},*$]*?)\s*from\s+"([^"]+)"/gm)].map(
    (match) => ({
      names: match[1] ?? "",
      from: match[2] ?? "",
    }),
  );
  const bare = [...code.matchAll(/^import\s+"([^"]+)"/gm), ...code.matchAll(/\bimport\("([^"]+)"\)/g)];
  return {
    path: relative(root, path),
    text,
    code,
    // What tests of a package share lies in its folder `testing`; nothing else imports it.
    isTest: path.endsWith(".test.ts") || path.includes("/src/testing/"),
    imports: [...imports, ...bare.map((match) => ({ names: "", from: match[1] ?? "" }))],
  };
}
