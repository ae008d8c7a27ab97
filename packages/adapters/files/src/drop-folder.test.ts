import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync, zstdCompressSync } from "node:zlib";
import { sha256 } from "@tollwright/canonical";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { droppedFiles } from "./drop-folder.ts";
import { discardLeftMoves, putDone, putRefused } from "./put-away.ts";
import { settling } from "./settling.ts";
import { wholeLines } from "./whole-lines.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tollwright-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function allFiles(): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

describe("what lies in a drop folder", () => {
  it.each([
    ["a file", "Master.csv", true],
    ["one in a folder", "chi/2026/Master.csv", true],
    ["a folder of that name, further down", "chi/done/Master.csv", true],
    ["a file called done", "done", true],
    ["what is done", "done/2026-04-07/Master.csv.gz", false],
    ["what was refused", "refused/Master.csv.gz", false],
    ["a hidden file, as rsync writes it", ".Master.csv.x7f3", false],
    ["one in a hidden folder", ".cache/Master.csv", false],
    ["a passing name of a switch", "temp-Master.csv", false],
    ["the end .tmp", "Master.csv.tmp", false],
    ["the end .part", "Master.csv.part", false],
    ["the end .PARTIAL", "Master.csv.PARTIAL", false],
    ["the end .filepart", "Master.csv.filepart", false],
    ["a name that only holds it", "part.of.a.tmp.csv", true],
  ])("%s: %s", async (_what, path, isFound) => {
    await write(path, "a line\n");
    expect((await droppedFiles(folder)).map((file) => file.path)).toEqual(isFound ? [path] : []);
  });

  it("an empty file is left alone until something is in it, and one that is written to looks different", async () => {
    await write("a.csv", "");
    expect(await droppedFiles(folder)).toEqual([]);
    await write("a.csv", "one\n");
    const [before] = await droppedFiles(folder);
    await write("a.csv", "one\ntwo\n");
    const [after] = await droppedFiles(folder);
    expect(after?.path).toBe(before?.path);
    expect(after?.state).not.toBe(before?.state);
  });
});

describe("settling after 5 s", () => {
  const file = (path: string, state: string) => ({ path, state, bytes: 1 });
  it.each([
    ["seen once", [[0, "1"]], false],
    [
      "the same for less",
      [
        [0, "1"],
        [4_999, "1"],
      ],
      false,
    ],
    [
      "the same for as long",
      [
        [0, "1"],
        [2_000, "1"],
        [5_000, "1"],
      ],
      true,
    ],
    [
      "grown in between",
      [
        [0, "1"],
        [4_000, "2"],
        [5_000, "2"],
      ],
      false,
    ],
    [
      "grown, then the same",
      [
        [0, "1"],
        [4_000, "2"],
        [9_000, "2"],
      ],
      true,
    ],
    [
      "grown again after it had settled",
      [
        [0, "1"],
        [5_000, "1"],
        [6_000, "2"],
      ],
      false,
    ],
    [
      "away for a look, then back as it was",
      [
        [0, "1"],
        [3_000, null],
        [5_000, "1"],
      ],
      false,
    ],
  ] as const)("%s", (_what, looks, isSettled) => {
    const { look } = settling(5_000);
    const seen = looks.map(([at, state]) => look(state === null ? [] : [file("a", state)], at));
    expect(seen.at(-1)?.settled.length).toBe(isSettled ? 1 : 0);
    expect(seen.at(-1)?.changing.length).toBe(isSettled ? 0 : 1);
  });

  it("after nothing at all, at the first look", () => {
    expect(settling(0).look([file("a", "1")], 7).settled).toEqual([file("a", "1")]);
  });
});

describe("whole lines", () => {
  it.each([
    ["", ""],
    ["half", ""],
    ["one\nha|lf", "one\n"],
    ["one\n|two\n", "one\ntwo\n"],
    ["on|e|\ntw|o\nth|ree", "one\ntwo\n"],
  ])("of %j: %j", async (pieces, expected) => {
    const chunks: Uint8Array[] = [];
    async function* given(): AsyncGenerator<Uint8Array, void> {
      for (const piece of pieces.split("|")) yield Buffer.from(piece);
    }
    for await (const chunk of wholeLines(given())) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe(expected);
  });
});

describe("a file that is stored", () => {
  const done = (path: string, content: string) =>
    putDone({ folder, path, day: "2026-04-07", contentHash: sha256(content) });
  const content = async (path: string) => gunzipSync(await readFile(join(folder, path))).toString();

  it.each([
    ["Master.csv", "a\n", "done/2026-04-07/Master.csv.gz"],
    ["chi/Master.csv", "a\n", "done/2026-04-07/chi/Master.csv.gz"],
    ["Master.csv.gz", gzipSync("a\n"), "done/2026-04-07/Master.csv.gz"],
    ["Master.csv.ZST", zstdCompressSync("a\n"), "done/2026-04-07/Master.csv.gz"],
  ])("%s is moved and compressed", async (path, stored, place) => {
    await write(path, stored);
    expect(await done(path, "a\n")).toBe(place);
    expect(await allFiles()).toEqual([place]);
    expect(await content(place)).toBe("a\n");
  });

  it("is never written over; the same content once more is enough once", async () => {
    const places: (string | null)[] = [];
    for (const text of ["a\n", "b\n", "a\n", "b\n", "c\n"]) {
      await write("Master.csv", text);
      places.push(await done("Master.csv", text));
    }
    const [first, second, third] = ["", ".2", ".3"].map((number) => `done/2026-04-07/Master.csv${number}.gz`);
    expect(places).toEqual([first, second, first, second, third]);
    expect(await Promise.all((await allFiles()).map(content))).toEqual(["b\n", "c\n", "a\n"]);
  });

  it("stays where it is when it was written to since, or somebody took it away", async () => {
    await write("Master.csv", "a\nb\n");
    expect(await done("Master.csv", "a\n")).toBeNull();
    expect(await done("gone.csv", "a\n")).toBeNull();
    expect(await allFiles()).toEqual(["Master.csv"]);
  });
});

it("what a killed process was packing is removed, what a living one packs is not", async () => {
  const { pid: dead } = spawnSync("true");
  const moving = (name: string) => `done/.moving/${name}`;
  for (const pid of [dead, process.pid]) await write(moving(`${hostname()}-${pid}-1`), "half");
  await write(moving(`another-machine-${dead}-1`), "half");
  await discardLeftMoves(folder);
  const left = [`another-machine-${dead}-1`, `${hostname()}-${process.pid}-1`].map(moving);
  expect(await allFiles()).toEqual(left.sort());
  await discardLeftMoves(join(folder, "nothing here"));
});

describe("a file that cannot be read", () => {
  it("is moved as it is, with the problem beside it, and never written over", async () => {
    for (const number of [1, 2]) {
      await write("chi/a.gz", `broken ${number}`);
      await putRefused({ folder, path: "chi/a.gz", problem: `why ${number}` });
    }
    expect(await allFiles()).toEqual(
      ["a.2.gz", "a.2.gz.problem.txt", "a.gz", "a.gz.problem.txt"].map((name) => `refused/chi/${name}`),
    );
    expect(await readFile(join(folder, "refused/chi/a.2.gz"), "utf8")).toBe("broken 2");
    expect(await readFile(join(folder, "refused/chi/a.2.gz.problem.txt"), "utf8")).toBe("why 2");
    expect(await putRefused({ folder, path: "gone", problem: "why" })).toBeNull();
  });
});
