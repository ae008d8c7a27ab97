import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { sha256 } from "@tollwright/canonical";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { archivedName, discardFile, keepFiles, receiveFile } from "./archive.ts";
import { hashFile } from "./hash-file.ts";
import { rawRecord, rawRecords } from "./raw-record.ts";
import { readChunks } from "./read-chunks.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tollwright-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Three chunks long, no two lines alike. */
const CONTENT = Array.from({ length: 60_000 }, (_, index) => `line ${index} Zoë\n`).join("");

async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function contentOf(path: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(path)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("a file is known by its decompressed content", () => {
  it.each([
    ["plain.csv", CONTENT],
    ["packed.gz", gzipSync(CONTENT)],
    ["packed.zst", zstdCompressSync(CONTENT)],
    ["packed-without-saying-so.csv", gzipSync(CONTENT)],
    ["empty.csv", ""],
    ["short.csv", "a"],
  ])("%s", async (name, stored) => {
    const path = await fileWith(name, stored);
    const content = typeof stored === "string" ? stored : CONTENT;
    expect(await contentOf(path)).toBe(content);
    const known = { contentHash: sha256(content), bytes: Buffer.byteLength(content) };
    expect(await hashFile(path)).toEqual(known);
    expect(await receiveFile({ stored: path, archive: join(folder, "a"), prefixSizes: [] })).toMatchObject(
      known,
    );
  });

  it.each([
    ["cut.gz", gzipSync(CONTENT).subarray(0, 5_000)],
    ["broken.gz", Buffer.concat([gzipSync("a").subarray(0, 3), Buffer.from("nonsense, at length")])],
  ])("%s is refused, and leaves nothing behind", async (name, stored) => {
    const archive = join(folder, `archive-of-${name}`);
    const path = await fileWith(name, stored);
    await expect(receiveFile({ stored: path, archive, prefixSizes: [] })).rejects.toThrow();
    expect(await readdir(archive)).toEqual([]);
  });

  it("one that is not there is refused", async () => {
    await expect(hashFile(join(folder, "nowhere"))).rejects.toThrow("ENOENT");
  });
});

describe("beginnings", () => {
  it("are hashed on the way, and say whether a line ends there", async () => {
    const path = await fileWith("begins.csv", "one\ntwo\rthree");
    const { prefixes } = await receiveFile({
      stored: path,
      archive: folder,
      prefixSizes: [8, 4, 6, 4, 0, 13, 14],
    });
    const found = [...prefixes].map(([size, { hash, endsLine }]) => [size, hash, endsLine]);
    expect(found).toEqual([
      [4, sha256("one\n"), true],
      [6, sha256("one\ntw"), false],
      [8, sha256("one\ntwo\r"), true],
      [13, sha256("one\ntwo\rthree"), false],
    ]);
  });

  it("over several chunks", async () => {
    const path = await fileWith("long.csv", CONTENT);
    const bytes = Buffer.from(CONTENT);
    const sizes = [262_143, 262_144, 262_145, 700_000, bytes.length];
    const { prefixes } = await receiveFile({ stored: path, archive: folder, prefixSizes: sizes });
    expect([...prefixes].map(([size, { hash }]) => [size, hash])).toEqual(
      sizes.map((size) => [size, sha256(bytes.subarray(0, size))]),
    );
  });
});

describe("the archive", () => {
  it("gives records back as they were written", async () => {
    const archive = join(folder, "kept");
    const path = await fileWith("records.csv", CONTENT);
    const received = await receiveFile({ stored: path, archive, prefixSizes: [] });
    const fileHash = received.contentHash;
    await keepFiles([{ copy: received, fileHash }]);
    expect(await readdir(join(archive, fileHash.slice(0, 2)))).toEqual([`${fileHash}.zst`]);
    expect(archivedName(archive, fileHash)).toBe(`${fileHash.slice(0, 2)}/${fileHash}.zst`);

    const bytes = Buffer.from(CONTENT);
    const placeOf = (text: string) => ({ offset: bytes.indexOf(text), length: Buffer.byteLength(text) });
    const texts = ["line 59999 Zoë", "line 0 Zoë", "line 15555 Zoë"];
    expect(await rawRecords({ archive, fileHash, places: texts.map(placeOf) })).toEqual(texts);
    expect(await rawRecord({ archive, fileHash, ...placeOf("line 7 Zoë") })).toBe("line 7 Zoë");
    // over the edge of a chunk
    expect(await rawRecord({ archive, fileHash, offset: 262_140, length: 10 })).toBe(
      bytes.subarray(262_140, 262_150).toString(),
    );
    await expect(rawRecord({ archive, fileHash, offset: bytes.length - 1, length: 2 })).rejects.toThrow(
      "ends before",
    );
  });

  it("gives back what was kept as gzip, before zstd was used, and what continued it since", async () => {
    const archive = join(folder, "earlier");
    const [begun, whole] = ["one\n", "one\ntwo\n"];
    const fileHash = sha256(begun);
    await mkdir(join(archive, fileHash.slice(0, 2)), { recursive: true });
    await writeFile(join(archive, fileHash.slice(0, 2), `${fileHash}.gz`), gzipSync(begun));
    expect(archivedName(archive, fileHash)).toBe(`${fileHash.slice(0, 2)}/${fileHash}.gz`);
    expect(await rawRecord({ archive, fileHash, offset: 0, length: 3 })).toBe("one");

    const path = await fileWith("continued.csv", whole);
    await keepFiles([{ copy: await receiveFile({ stored: path, archive, prefixSizes: [] }), fileHash }]);
    expect(archivedName(archive, fileHash)).toBe(`${fileHash.slice(0, 2)}/${fileHash}.zst`);
    expect(await rawRecord({ archive, fileHash, offset: 4, length: 3 })).toBe("two");
  });

  it("a copy that is not needed goes away", async () => {
    const archive = join(folder, "discarded");
    const path = await fileWith("again.csv", "again");
    await discardFile(await receiveFile({ stored: path, archive, prefixSizes: [] }));
    expect(await readdir(archive)).toEqual([]);
  });
});
