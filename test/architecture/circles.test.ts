import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { sourceFiles } from "./source-files.ts";

it("no two files import each other, however long the way", () => {
  const imports = new Map(
    sourceFiles().map(({ path, imports: found }) => [
      path,
      found.filter(({ from }) => from.startsWith(".")).map(({ from }) => join(dirname(path), from)),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) {
      circles.push([...way.slice(way.indexOf(path)), path].join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  expect(circles).toEqual([]);
});
