import fc from "fast-check";
import { expect, it } from "vitest";
import { localReading, localReadingAt, wholeNumber, wholeNumberAt } from "./digits.ts";

it.each([
  ["0", 0],
  ["72", 72],
  ["-1", -1],
  ["999999999", 999_999_999],
  ["1000000000", Number.NaN],
  ["", Number.NaN],
  ["-", Number.NaN],
  ["4.0", Number.NaN],
  ["1.5E+3", Number.NaN],
  [" 7", Number.NaN],
  ["+7", Number.NaN],
])("the whole number %j is %d", (text, number) => {
  expect(wholeNumber(text)).toBe(number);
});

it.each([
  ["2026-04-07 14:03:10", Date.UTC(2026, 3, 7, 14, 3, 10)],
  ["2028-02-29 00:00:00", Date.UTC(2028, 1, 29)],
  ["2026-02-29 00:00:00", null],
  ["2026-12-31 23:59:59", Date.UTC(2026, 11, 31, 23, 59, 59)],
  ["2026-13-01 00:00:00", null],
  ["2026-04-07 24:00:00", null],
  ["2026-04-07 14:60:10", null],
  ["2026-04-07T14:03:10", Date.UTC(2026, 3, 7, 14, 3, 10)],
  ["2026/04/07 14:03:10", null],
  ["2026-04-07 14:03", null],
  ["0000-00-00 00:00:00", null],
])("the reading %j is %s", (text, reading) => {
  expect(localReading(text)).toBe(reading);
});

it("reads a cell where it stands as it reads the cell cut out", () => {
  const text = fc.string({ unit: fc.constantFrom("0", "7", "9", "-", ":", " ", "x"), maxLength: 24 });
  fc.assert(
    fc.property(text, text, text, (before, cell, behind) => {
      const around = new TextEncoder().encode(`${before}${cell}${behind}`);
      const [from, until] = [before.length, before.length + cell.length];
      expect(wholeNumberAt(around, from, until)).toBe(wholeNumber(cell));
      expect(localReadingAt(around, from, until)).toBe(localReading(cell) ?? Number.NaN);
    }),
  );
});
