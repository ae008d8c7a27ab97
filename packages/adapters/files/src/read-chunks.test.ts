import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ContentUnreadable } from "./compression.ts";
import { readChunks, type Stored } from "./read-chunks.ts";
import { frameCutter } from "./zstd-frames.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tollwright-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function contentOf(stored: Stored): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readChunks(stored)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

const FIRST = Array.from({ length: 40_000 }, (_, index) => `first ${index * 7919}\n`).join("");
const SECOND = "second\n".repeat(1_000);
const [gzipFirst, gzipSecond] = [gzipSync(FIRST), gzipSync(SECOND)];
const [zstdFirst, zstdSecond] = [zstdCompressSync(FIRST), zstdCompressSync(SECOND)];
const checked = zstdCompressSync(FIRST, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
/** What `pzstd` writes in front of a frame: four bytes that say its size. */
const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);
const joined = (...parts: Uint8Array[]): Buffer => Buffer.concat(parts);

describe("compressed content is read whole, in pieces of any size", () => {
  it.each([
    ["nothing", Buffer.alloc(0), ""],
    ["plain text", Buffer.from(FIRST), FIRST],
    ["plain text, shorter than any signature", Buffer.from("a,b\n"), "a,b\n"],
    ["gzip", gzipFirst, FIRST],
    ["gzip of nothing", gzipSync(""), ""],
    ["two members of gzip", joined(gzipFirst, gzipSecond), FIRST + SECOND],
    ["three, one of them empty", joined(gzipSecond, gzipSync(""), gzipFirst), SECOND + FIRST],
    ["zstd", zstdFirst, FIRST],
    ["zstd with a checksum", checked, FIRST],
    ["zstd of nothing", zstdCompressSync(""), ""],
    ["two frames of zstd", joined(zstdFirst, zstdSecond), FIRST + SECOND],
    [
      "frames of zstd behind skippable ones",
      joined(skippable, checked, skippable, zstdSecond),
      FIRST + SECOND,
    ],
  ])("%s", async (_what, stored, content) => {
    const path = join(folder, "stored");
    await writeFile(path, stored);
    expect(await contentOf(path)).toBe(content);
    for (const size of [1_000_000, 4_096, 97]) expect(await contentOf(inPieces(stored, size))).toBe(content);
    expect(await contentOf(inPieces(stored.subarray(0, 0), 1))).toBe("");
  });
});

/** One bit of the last bytes turned: the check of the content, or of a block, no longer fits. */
function damaged(bytes: Buffer, fromEnd: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - fromEnd] = (copy[copy.length - fromEnd] ?? 0) ^ 1;
  return copy;
}

describe("content that is cut off or damaged is refused, never taken for less", () => {
  it.each([
    ["gzip, its last byte missing", gzipFirst.subarray(0, -1), "corrupt", /cut off/],
    ["gzip, half of it", gzipFirst.subarray(0, gzipFirst.length / 2), "corrupt", /cut off/],
    ["gzip, its signature alone", gzipFirst.subarray(0, 2), "corrupt", /cut off/],
    ["gzip, the check of its content wrong", damaged(gzipFirst, 5), "corrupt", /damaged/],
    ["gzip, its length wrong", damaged(gzipFirst, 1), "corrupt", /damaged/],
    [
      "the second member of gzip cut off",
      joined(gzipFirst, gzipSecond.subarray(0, -1)),
      "corrupt",
      /cut off/,
    ],
    [
      "the second member of gzip barely begun",
      joined(gzipFirst, gzipSecond.subarray(0, 1)),
      "corrupt",
      /cut off/,
    ],
    ["text behind gzip", joined(gzipFirst, Buffer.from("text")), "corrupt", /damaged/],
    [
      "a member behind zeros",
      joined(gzipFirst, Buffer.alloc(512), gzipSecond),
      "corrupt",
      /zero bytes follow/,
    ],
    ["zstd, its last byte missing", zstdFirst.subarray(0, -1), "corrupt", /cut off/],
    ["zstd, half of it", zstdFirst.subarray(0, zstdFirst.length / 2), "corrupt", /cut off/],
    ["zstd, its signature alone", zstdFirst.subarray(0, 4), "corrupt", /cut off/],
    ["zstd, its checksum wrong", damaged(checked, 1), "corrupt", /damaged/],
    ["the second frame of zstd cut off", joined(zstdFirst, zstdSecond.subarray(0, -1)), "corrupt", /cut off/],
    ["text behind zstd", joined(zstdFirst, Buffer.from("text, more of it")), "corrupt", /damaged/],
    ["a zip archive", Buffer.from("PK\u0003\u0004 and so on"), "compression", /a zip archive/],
    ["bzip2", Buffer.from("BZh91AY&SY and so on", "latin1"), "compression", /bzip2/],
    ["xz", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4]), "compression", /xz/],
  ])("%s", async (_what, stored, kind, message) => {
    for (const size of [1_000_000, 512]) {
      const failure = await contentOf(inPieces(stored, size)).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ContentUnreadable);
      expect(failure).toMatchObject({ kind, message: expect.stringMatching(message) });
    }
  });

  it("an error of the source is told as it is", async () => {
    async function* broken(): AsyncGenerator<Uint8Array, void> {
      yield gzipFirst.subarray(0, 100);
      throw new Error("the network went away");
    }
    await expect(contentOf(broken())).rejects.toThrow("the network went away");
  });
});

describe("frames of zstd", () => {
  it("are cut apart wherever the chunks end, and no byte is lost", () => {
    const texts = fc.array(fc.string({ maxLength: 2_000 }), { minLength: 1, maxLength: 5 });
    const sizes = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(texts, sizes, (written, chunkSizes) => {
        const frames = written.map((text) => zstdCompressSync(text));
        const all = Buffer.concat(frames);
        const cut = frameCutter();
        const pieces: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < all.length; turn += 1) {
          const size = chunkSizes[turn % chunkSizes.length] ?? 1;
          pieces.push(...cut(all.subarray(at, at + size)));
          at += size;
        }
        expect(Buffer.concat(pieces).equals(all)).toBe(true);
        const ends = new Set(ofEnds(pieces));
        for (const end of ofEnds(frames)) expect(ends).toContain(end);
      }),
    );
  });
});

/** After which byte each of them ends. */
function ofEnds(parts: readonly Uint8Array[]): number[] {
  let at = 0;
  return parts.map((part) => {
    at += part.length;
    return at;
  });
}
