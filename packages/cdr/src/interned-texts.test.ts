import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";
import { internedTexts } from "./interned-texts.ts";

it("gives the text that stands there, however many others came before", () => {
  const interned = internedTexts();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), fc.nat(12), fc.nat(12), (bytes, one, other) => {
      const [from, until] = [
        Math.min(one, other, bytes.length),
        Math.min(Math.max(one, other), bytes.length),
      ];
      expect(interned(bytes, from, until)).toBe(decodeText(bytes.subarray(from, until)));
    }),
    { numRuns: 2_000 },
  );
});

it("does not keep the chunk: what it read last year is not what stands there now", () => {
  const interned = internedTexts();
  const chunk = Buffer.from("acme");
  expect(interned(chunk, 0, 4)).toBe("acme");
  chunk.write("zeta");
  expect(interned(chunk, 0, 4)).toBe("zeta");
});
