import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFiles } from "./find-files.ts";
import { readFolder } from "./read-folder.ts";
import { removeHalfWritten, writeFileAtomic } from "./write-file-atomic.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tollwright-"));
  await mkdir(join(folder, "b/.hidden"), { recursive: true });
  for (const path of [
    "b/2.csv",
    "b/10.csv",
    "B.csv",
    "a.yaml",
    "b/.dot.csv",
    "b/temp-3.csv",
    "b/.hidden/4.csv",
  ])
    await writeFile(join(folder, path), path);
});
afterAll(() => rm(folder, { recursive: true }));

const named = (...paths: string[]) => paths.map((path) => join(folder, path));

describe("findFiles", () => {
  it.each([
    ["a file", ["B.csv"], ["B.csv"], []],
    ["a glob", ["b/*.csv"], ["b/10.csv", "b/2.csv", "b/temp-3.csv"], []],
    ["a folder, without what is still being written", ["b"], ["b/10.csv", "b/2.csv"], []],
    [
      "each once, sorted by code unit",
      ["a.yaml", "b/1*.csv", "B.csv", "b/10.csv"],
      ["B.csv", "a.yaml", "b/10.csv"],
      [],
    ],
    ["what names nothing", ["c", "*.xml", "a.yaml"], ["a.yaml"], ["c", "*.xml"]],
    ["a device is no file", ["../../../dev/null", "a.yaml"], ["a.yaml"], ["../../../dev/null"]],
  ])("%s", async (_, patterns, files, missing) => {
    expect(await findFiles(named(...patterns))).toEqual({
      files: named(...files),
      missing: named(...missing),
    });
  });
});

describe("readFolder", () => {
  it("gives the texts by path, sorted by code unit, without hidden ones", async () => {
    const csv = await readFolder(folder, { extensions: [".csv"] });
    expect(csv.map(({ path }) => path)).toEqual(["B.csv", "b/10.csv", "b/2.csv", "b/temp-3.csv"]);
    expect(csv.every(({ path, text }) => path === text)).toBe(true);
  });

  it("an absent folder is empty", async () => {
    expect(await readFolder(join(folder, "absent"), { extensions: [".csv"] })).toEqual([]);
  });
});

describe("writeFileAtomic", () => {
  it("makes the folders, replaces what was there, leaves no other file", async () => {
    const path = join(folder, "out/deep/invoice.json");
    await writeFileAtomic(path, "first, and longer");
    await writeFileAtomic(path, "second");
    expect(await readFile(path, "utf8")).toBe("second");
    expect(await readdir(join(folder, "out/deep"))).toEqual(["invoice.json"]);
  });

  it("what a killed process left half written is removed, what a living one writes is not", async () => {
    const { pid: dead } = spawnSync("true");
    const deep = join(folder, "out/deep");
    for (const name of [`a.pdf.${dead}.tmp`, `b.pdf.${process.pid}.tmp`, "c.tmp"])
      await writeFile(join(deep, name), "half");
    await removeHalfWritten(deep);
    expect((await readdir(deep)).sort()).toEqual([`b.pdf.${process.pid}.tmp`, "c.tmp", "invoice.json"]);
    await removeHalfWritten(join(folder, "nothing here"));
  });
});
