import { describe, expect, it } from "vitest";
import { copyBuffer } from "./copy-buffer.ts";
import { putNumeric } from "./put-numeric.ts";

/** The numbers of two bytes each that the form is made of. */
function numbers(text: string): readonly number[] {
  const out = copyBuffer();
  putNumeric(out, text);
  expect(out.bytes.readInt32BE(0)).toBe(out.length - 4);
  return Array.from({ length: (out.length - 4) / 2 }, (_, index) => out.bytes.readInt16BE(4 + 2 * index));
}

describe("decimal text in groups of four digits", () => {
  it.each<[text: string, groups: number, weight: number, sign: number, places: number, ...digits: number[]]>([
    ["0", 0, 0, 0, 0],
    ["0.00", 0, 0, 0, 2],
    ["-0.00", 0, 0, 0, 2], // minus zero is zero
    ["1", 1, 0, 0, 0, 1],
    ["-12", 1, 0, 0x4000, 0, 12],
    ["9999", 1, 0, 0, 0, 9999],
    ["10000", 1, 1, 0, 0, 1],
    ["10001", 2, 1, 0, 0, 1, 1],
    ["0.0350", 1, -1, 0, 4, 350],
    ["0.00000001", 1, -2, 0, 8, 1],
    ["0.12345", 2, -1, 0, 5, 1234, 5000],
    ["12.5", 2, 0, 0, 1, 12, 5000],
    ["123456.789", 3, 1, 0, 3, 12, 3456, 7890],
    ["10000.00001", 4, 1, 0, 5, 1, 0, 0, 1000],
  ])("%s", (text, ...expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  it.each(["", "-", ".5", "1.", "-.5", "1e3", "1,5", "1.2.3", "--1", "NaN"])(
    "what is no decimal is a bug: %s",
    (text) => {
      expect(() => putNumeric(copyBuffer(), text)).toThrow("no decimal");
    },
  );
});
