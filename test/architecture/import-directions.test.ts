import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageFolders, root, type SourceFile, sourceFiles } from "./source-files.ts";

/** Each outside library has one home; zod, the language of every schema, is everywhere. */
const HOMES: Readonly<Record<string, string>> = {
  "decimal.js": "packages/money",
  "date-fns-tz": "packages/calendar",
  "csv-parse": "packages/rate-card",
  "js-yaml": "packages/yaml",
  pg: "packages/adapters/postgres",
  "pg-copy-streams": "packages/adapters/postgres",
  kafkajs: "packages/adapters/kafka",
  exceljs: "packages/adapters/documents",
  pdfkit: "packages/adapters/documents",
  fontkit: "packages/adapters/documents",
  fflate: "packages/adapters/documents",
  "xls-reader": "packages/adapters/documents",
  "@rgrove/parse-xml": "packages/cdr",
  pino: "packages/adapters/observe",
  "prom-client": "packages/adapters/observe",
  commander: "services/cli",
  "libphonenumber-js": "services/cli",
  fastify: "services/ingester",
  yaml: "packages/yaml",
  flatbush: "packages/place",
  "parse-address": "packages/adapters/places",
  yauzl: "packages/adapters/places",
};
const EVERYWHERE = ["zod"];
const IN_TESTS = ["vitest", "fast-check"];
const HASHING = ["{ createHash }", "{ hash }"];

const files = sourceFiles();
const pure = files.filter((file) => /^packages\/(?!adapters\/)/.test(file.path));
const inUse = pure.filter((file) => !file.isTest);
const owner = (file: SourceFile): string => file.path.split("/src/")[0] ?? "";
const adapters = packageFolders()
  .filter((folder) => folder.startsWith("packages/adapters/"))
  .map((folder) => `@tollwright/${folder.split("/").at(-1)}`);
const services = packageFolders()
  .filter((folder) => folder.startsWith("services/"))
  .map((folder) => `@tollwright/${folder.split("/").at(-1)}`);

/** Every import that the rule forbids, as `file: import`. */
function offenders(
  among: readonly SourceFile[],
  forbidden: (from: string, file: SourceFile) => boolean,
): string[] {
  return among.flatMap((file) =>
    file.imports.filter(({ from }) => forbidden(from, file)).map(({ from }) => `${file.path}: ${from}`),
  );
}

describe("imports point one way: services → packages ← adapters", () => {
  it("a pure package imports no adapter and no service", () => {
    expect(offenders(pure, (from) => adapters.includes(from) || services.includes(from))).toEqual([]);
  });

  it("an adapter imports no service", () => {
    const among = files.filter((file) => file.path.startsWith("packages/adapters/"));
    expect(offenders(among, (from) => services.includes(from))).toEqual([]);
  });

  it("a pure package imports of Node only node:assert, and what hashes of node:crypto", () => {
    expect(
      offenders(inUse, (from) => from.startsWith("node:") && !["node:assert", "node:crypto"].includes(from)),
    ).toEqual([]);
    const ofCrypto = inUse.flatMap((file) => file.imports.filter(({ from }) => from === "node:crypto"));
    expect(ofCrypto.map(({ names }) => names).filter((names) => !HASHING.includes(names))).toEqual([]);
  });

  it("nobody imports past a package's index.ts, nor into another package by a path", () => {
    expect(offenders(files, (from) => /^@tollwright\/[^/]+\//.test(from))).toEqual([]);
    const leaves = (from: string, file: SourceFile): boolean =>
      from.startsWith(".") && !join(file.path, "..", from).startsWith(`${owner(file)}/`);
    expect(offenders(files, leaves)).toEqual([]);
  });

  it("each outside library has one home", () => {
    const outside = (from: string): boolean =>
      !from.startsWith(".") && !from.startsWith("@tollwright/") && !from.startsWith("node:");
    const stray = (from: string, file: SourceFile): boolean =>
      outside(from) &&
      !EVERYWHERE.includes(from) &&
      !(file.isTest && IN_TESTS.includes(from)) &&
      HOMES[libraryOf(from)] !== owner(file);
    expect(offenders(files, stray)).toEqual([]);
  });
});

/** @example `kafkajs/src/protocol/encoder.js` is of kafkajs, `@rgrove/parse-xml` is one name */
function libraryOf(from: string): string {
  return from
    .split("/")
    .slice(0, from.startsWith("@") ? 2 : 1)
    .join("/");
}

describe("a pure package knows no clock, chance, environment or float", () => {
  it.each([
    ["the clock", /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bsetTimeout\(/],
    ["chance", /\bMath\.random\(|\brandomUUID\(/],
    ["the environment", /\bprocess\.(env|argv|cwd|platform)\b/],
    ["the network", /\bfetch\(/],
    ["a float read from an amount", /\bparseFloat\(|\.toFixed\(\d|\bMath\.round\(|\.toNumber\(/],
  ])("%s", (_, pattern) => {
    const allowed = (file: SourceFile): boolean => file.path === "packages/money/src/exact.ts";
    expect(inUse.filter((file) => !allowed(file) && pattern.test(file.code)).map(({ path }) => path)).toEqual(
      [],
    );
  });
});

describe("rules, rates, states and dates are data", () => {
  it("no effective date stands in the code of a pure package", () => {
    const dated = inUse.filter(
      (file) => file.path.startsWith("packages/") && /"20\d\d-\d\d-\d\d"/.test(file.code),
    );
    expect(dated.map(({ path }) => path)).toEqual([]);
  });

  it("no US state is named in the code of the tax engine", () => {
    const states =
      /"(AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY)"/;
    const named = inUse.filter(
      (file) => /^packages\/(tax|billing|invoice|rating)\//.test(file.path) && states.test(file.code),
    );
    expect(named.map(({ path }) => path)).toEqual([]);
  });
});

describe("every package", () => {
  it.each(packageFolders())(
    "%s has a README, and one index.ts or, where it is a program, one main.ts",
    (folder) => {
      expect(existsSync(join(root, folder, "README.md"))).toBe(true);
      const fronts = ["src/index.ts", "src/main.ts"].filter((front) => existsSync(join(root, folder, front)));
      expect(fronts).toHaveLength(1);
    },
  );

  it.each(packageFolders())("%s depends on what it imports, and on no more", (folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
    };
    const imported = new Set(
      files
        .filter((file) => owner(file) === folder && !file.isTest)
        .flatMap((file) => file.imports.map(({ from }) => from))
        .filter((from) => from.startsWith("@tollwright/")),
    );
    const declared = Object.keys(manifest.dependencies ?? {}).filter((name) =>
      name.startsWith("@tollwright/"),
    );
    expect(declared.sort()).toEqual([...imported].sort());
  });
});
