import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Incoming, nameOf } from "./incoming.ts";
import { receivedAhead } from "./receive-ahead.ts";

const LARGE = 9_000_000;

/** Files of these sizes, none of whose bytes take room on the disk. */
async function filesOf(sizes: Readonly<Record<string, number>>): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "tollwright-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return Promise.all(
    Object.entries(sizes).map(async ([name, bytes]) => {
      const path = join(folder, name);
      await writeFile(path, "");
      await truncate(path, bytes);
      return path;
    }),
  );
}

const namesOf = (group: readonly Incoming[]): string => group.map((file) => basename(nameOf(file))).join(" ");

async function groupsOf(files: readonly Incoming[]): Promise<readonly string[]> {
  const groups: string[] = [];
  for await (const group of receivedAhead(files, async (incoming) => namesOf(incoming))) groups.push(group);
  return groups;
}

it.each([
  ["none", {}, []],
  ["small ones together", { a: 1, b: 1, c: 1 }, ["a b c"]],
  ["one large one", { a: LARGE }, ["a"]],
  ["a large one first, the others behind it", { a: LARGE, b: LARGE, c: 1 }, ["a", "b c"]],
  ["small ones until there is enough", { a: 1, b: LARGE, c: LARGE }, ["a b", "c"]],
])("%s", async (_, sizes, groups) => {
  expect(await groupsOf(await filesOf(sizes))).toEqual(groups);
});

it("a thousand small ones, then the next thousand; one that is gone is received too, where it is a problem", async () => {
  const groups = await groupsOf(Array.from({ length: 2_001 }, (_, index) => `/nowhere/${index}`));
  expect(groups.map((group) => group.split(" ").length)).toEqual([1_000, 1_000, 1]);
});

it("the next group arrives while the one before it is read", async () => {
  const story: string[] = [];
  const receive = async (group: readonly Incoming[]): Promise<string> => {
    story.push(`${namesOf(group)} begins`);
    return namesOf(group);
  };
  for await (const group of receivedAhead(await filesOf({ a: LARGE, b: 1 }), receive))
    story.push(`${group} is read`);
  expect(story).toEqual(["a begins", "b begins", "a is read", "b is read"]);
});

it("one that fails is told when its turn comes: what arrived before it is read", async () => {
  const read: string[] = [];
  const reading = async (): Promise<void> => {
    const files = await filesOf({ a: LARGE, b: 1 });
    for await (const group of receivedAhead(files, async (incoming) => {
      if (namesOf(incoming) === "b") throw new Error("the archive is full");
      return namesOf(incoming);
    }))
      read.push(group);
  };
  await expect(reading()).rejects.toThrow("the archive is full");
  expect(read).toEqual(["a"]);
});

it("reading fails: what is just arriving has ended before that is told", async () => {
  let ended = false;
  const reading = async (): Promise<void> => {
    const files = await filesOf({ a: LARGE, b: 1 });
    for await (const _ of receivedAhead(files, async (incoming) => {
      if (namesOf(incoming) !== "b") return;
      await new Promise((resolve) => setTimeout(resolve, 5));
      ended = true;
    }))
      throw new Error("the server went away");
  };
  await expect(reading()).rejects.toThrow("the server went away");
  expect(ended).toBe(true);
});
