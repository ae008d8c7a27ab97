import { sha256 } from "@tollwright/canonical";
import type { ReceivedFile } from "@tollwright/files";
import { describe, expect, it } from "vitest";
import { hashesToKnow, identities } from "./identities.ts";
import { canGrow } from "./incoming.ts";
import type { KnownFile } from "./ingest-store.ts";

/** A copy of a text, with the beginnings of the given sizes. */
function copy(text: string, ...sizes: number[]): ReceivedFile {
  const prefixes = sizes
    .filter((size) => size <= text.length)
    .map((size) => [size, { hash: sha256(text.slice(0, size)), endsLine: text[size - 1] === "\n" }] as const);
  return {
    archive: "archive",
    temporary: "copy",
    contentHash: sha256(text),
    bytes: text.length,
    prefixes: new Map(prefixes),
  };
}

/** A text that arrived as a file of its own, or as the continuation of one. */
function known(text: string, fileOf = text, longestBytes = text.length): KnownFile {
  return { fileHash: sha256(fileOf), contentHash: sha256(text), bytes: text.length, longestBytes };
}

const [one, two, three] = ["1\n", "1\n2\n", "1\n2\n3\n"];

describe("the identity of a content", () => {
  it.each([
    ["nothing is known", [], one, one, true],
    ["it is known", [known(one)], one, one, false],
    ["it begins with the whole of a known file", [known(one)], two, one, true],
    ["it begins with a file and its continuation", [known(one, one, 4), known(two, one)], three, one, true],
    ["it is that continuation once more", [known(one, one, 4), known(two, one)], two, one, false],
    ["it begins with two files: the longer one", [known(one), known(two)], three, two, true],
    ["the file that it begins with went on differently", [known(one, one, 100)], two, two, true],
    ["the known file does not end a line there", [known("1")], "12\n", "12\n", true],
  ])("%s", (_what, files, text, fileOf, isNew) => {
    const identityOf = identities(files);
    expect(identityOf(copy(text, 1, 2, 4))).toEqual({ fileHash: sha256(fileOf), isNew });
  });

  it("a file continues its neighbour in the same list, and the same one twice is one", () => {
    const identityOf = identities([]);
    const given = [copy(one), copy(two, 2), copy(two, 2), copy(three, 2, 4), copy("other\n", 2, 4)];
    expect(given.map(identityOf).map(({ fileHash, isNew }) => [fileHash, isNew])).toEqual([
      [sha256(one), true],
      [sha256(one), true],
      [sha256(one), false],
      [sha256(one), true],
      [sha256("other\n"), true],
    ]);
  });

  it("asks for its own content and for beginnings that end a line", () => {
    expect(hashesToKnow(copy(two, 1, 2, 3))).toEqual([sha256(two), sha256(one)]);
  });
});

describe("files that can grow", () => {
  it.each([
    ["asterisk-csv", true],
    ["freeswitch-csv", true],
    ["flatstore", true],
    ["ribbon-act", true],
    ["freeswitch-json", false],
    ["broadworks-xml", false],
  ] as const)("%s: %s", (format, grows) => {
    expect(canGrow({ format })).toBe(grows);
  });
});
