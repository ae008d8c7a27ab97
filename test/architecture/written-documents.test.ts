import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemas } from "@tollwright/calculators";
import { problemCatalogue, problemsDocument } from "@tollwright/problem";
import { describe, expect, it } from "vitest";
import { root, sourceFiles } from "./source-files.ts";

const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), "utf8");

describe("docs/problems.md", () => {
  it("is what scripts/write-problems.ts would write", () => {
    expect(read("docs", "problems.md")).toBe(problemsDocument());
  });

  it("lists its codes by name, each with a meaning and a way out in whole sentences", () => {
    const codes = Object.keys(problemCatalogue);
    expect(codes).toEqual([...codes].sort());
    const fragments = Object.entries(problemCatalogue).filter(
      ([, { meaning, wayOut }]) => !/[.)]$/.test(meaning) || !/[.)]$/.test(wayOut),
    );
    expect(fragments.map(([code]) => code)).toEqual([]);
  });

  it("holds no code that nothing in the product raises", () => {
    const code = sourceFiles()
      .filter((file) => !file.isTest && !file.path.endsWith("problem/src/catalogue.ts"))
      .map((file) => file.code)
      .join("\n");
    expect(Object.keys(problemCatalogue).filter((name) => !code.includes(`"${name}"`))).toEqual([]);
  });
});

describe("docs/contracts", () => {
  it.each(Object.entries(jsonSchemas()))(
    "%s.schema.json is what scripts/write-contracts.ts would write",
    (name, text) => {
      expect(read("docs", "contracts", `${name}.schema.json`)).toBe(text);
    },
  );

  it("holds no schema of a calculator that is not there", () => {
    const names = readdirSync(join(root, "docs", "contracts"))
      .filter((file) => file.endsWith(".schema.json"))
      .map((file) => file.replace(".schema.json", ""));
    expect(names.sort()).toEqual(Object.keys(jsonSchemas()).sort());
  });
});
