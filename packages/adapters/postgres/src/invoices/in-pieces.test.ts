import fc from "fast-check";
import { expect, it } from "vitest";
import { inPieces } from "./in-pieces.ts";

it.each([
  [[], []],
  [[3], [3]],
  [[4], [4]],
  [[5], [4, 1]],
  [[1, 2, 1], [4]],
  [
    [9, 0, 2],
    [4, 4, 3],
  ],
])("pieces of %j bytes become pieces of %j", async (given, expected) => {
  const found = await Array.fromAsync(
    inPieces(
      given.map((length) => new Uint8Array(length)),
      4,
    ),
  );
  expect(found.map(({ length }) => length)).toEqual(expected);
});

it("no byte is lost or moved", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 20 })),
      fc.integer({ min: 1, max: 9 }),
      async (given, size) => {
        const found = await Array.fromAsync(inPieces(given, size));
        expect(Buffer.concat(found).equals(Buffer.concat(given))).toBe(true);
      },
    ),
  );
});
