import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";
import { keptByBytes } from "./kept-by-bytes.ts";
import { pageOf } from "./page.ts";

describe("what texts lead to, by their bytes", () => {
  it.each([16_384, 4])("is that of the text that stands there, where %i are kept", (mostTexts) => {
    const texts = keptByBytes((text) => text, mostTexts);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), fc.nat(24), fc.nat(24), (bytes, one, other) => {
        const [from, until] = [
          Math.min(one, other, bytes.length),
          Math.min(Math.max(one, other), bytes.length),
        ];
        expect(texts.of(pageOf(bytes), from, until)).toBe(decodeText(bytes.subarray(from, until)));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is not that of the chunk: what it read last year is not what stands there now", () => {
    const texts = keptByBytes((text) => text);
    const page = pageOf(Uint8Array.of(97, 99, 109, 101));
    expect(texts.of(page, 0, 4)).toBe("acme");
    page.bytes.set([122, 101, 116, 97]);
    expect(texts.of(page, 0, 4)).toBe("zeta");
  });

  it("is made once a text, and again where too many others came between", () => {
    const made: string[] = [];
    const texts = keptByBytes((text) => made.push(text), 2);
    const ask = (text: string) => texts.of(pageOf(Buffer.from(text)), 0, text.length);
    expect([ask("a"), ask("b"), ask("a")]).toEqual([1, 2, 1]);
    expect([ask("c"), ask("a"), ask("c")]).toEqual([3, 4, 3]);
    expect(made).toEqual(["a", "b", "c", "a"]);
  });
});
