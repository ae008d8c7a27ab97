import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCalculator } from "@tollwright/calculators";
import { describe, expect, it } from "vitest";
import { root } from "./source-files.ts";

const NOT_OURS = ["node_modules", "data", "out"];

/** Every page of the project, from its root. */
function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return NOT_OURS.includes(entry.name) || entry.name.startsWith(".") ? [] : pagesIn(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

const pages = pagesIn("");

describe("what the pages say is there", () => {
  it.each(pages)("%s links to what exists", (page) => {
    const text = readFileSync(join(root, page), "utf8");
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) => match[1] ?? "");
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it.each(["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"])(
    "%s names files and folders that exist",
    (page) => {
      const text = readFileSync(join(root, page), "utf8");
      const paths = [...text.matchAll(/`((?:packages|services|rate-cards|test|docs)\/[\w./-]*)`/g)].map(
        (match) => match[1] ?? "",
      );
      expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
      expect(paths.length).toBeGreaterThan(0);
    },
  );
});

it("the README's calculator answers what the README says", () => {
  const text = readFileSync(join(root, "README.md"), "utf8");
  const example = /echo '(\{.*\})' \\\n {2}\| \.\/tollwright calc ([\w-]+)\n# (.*?) …/.exec(text);
  const [, request = "", name = "", expected = "missing"] = example ?? [];
  expect(runCalculator(name, request).answer.startsWith(expected)).toBe(true);
});
