import fc from "fast-check";
import { expect, it } from "vitest";
import { fileSequence } from "./file-sequence.ts";

const PATTERN = "-(\\d+)\\.csv$";

/** `7-9 missing 8` for a pass from 7 to 9 without 8. */
function told(numbers: readonly (number | string)[]): readonly string[] {
  const names = numbers.map((number) => `/var/spool/cdr/chi-${number}.csv`);
  return fileSequence(PATTERN, names).passes.map(({ first, last, missing }) => {
    const gaps = missing.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
    return `${first}-${last}${gaps.length === 0 ? "" : ` missing ${gaps.join(" ")}`}`;
  });
}

it.each([
  ["nothing", [], []],
  ["one file", [7], ["7-7"]],
  ["one after the other", [7, 8, 9], ["7-9"]],
  ["one is missing", [7, 9], ["7-9 missing 8"]],
  ["several are", [7, 9, 12, 13], ["7-13 missing 8 10-11"]],
  ["one came late", [7, 9, 8], ["7-9"]],
  ["the first came late", [7, 8, 6], ["6-8"]],
  ["leading zeros are no other number", ["0007", "0008", "0010"], ["7-10 missing 9"]],
  ["after the last number counting begins again", [9998, 9999, "0000", "0001"], ["9998-9999", "0-1"]],
  [
    "a late one of before goes back where it was missing",
    [9996, 9998, "0000", "0001", 9997],
    ["9996-9998", "0-1"],
  ],
  ["what is missing in the second pass is told of it", [9999, 1, 2, 4], ["9999-9999", "1-4 missing 3"]],
  ["a counter that begins again every day", [1, 2, 3, 1, 2, 3], ["1-3", "1-3"]],
  ["half of the first is late, below it begins again", [100, 50], ["50-100 missing 51-99"]],
  ["below half", [100, 49], ["100-100", "49-49"]],
])("%s", (_, numbers, expected) => {
  expect(told(numbers)).toEqual(expected);
});

it("names without a number are named, and folders are no part of a name", () => {
  const names = ["a-1.csv/readme.txt", "chi-7.csv", "chi-7.csv.bak", `chi-${"9".repeat(16)}.csv`];
  const { unnumbered, passes } = fileSequence(PATTERN, names);
  expect(unnumbered).toEqual(["a-1.csv/readme.txt", "chi-7.csv.bak", `chi-${"9".repeat(16)}.csv`]);
  expect(passes).toEqual([{ first: 7, last: 7, missing: [] }]);
});

it("whatever arrives, every number is there or missing exactly once in its pass", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }), (numbers) => {
      const { passes } = fileSequence(
        PATTERN,
        numbers.map((number) => `x-${number}.csv`),
      );
      const counted = passes.map(({ first, last, missing }) => {
        const gaps = missing.reduce((sum, { from, to }) => sum + to - from + 1, 0);
        return last - first + 1 - gaps;
      });
      expect(counted.reduce((sum, present) => sum + present, 0)).toBe(numbers.length);
    }),
  );
});

it("a run without a file, in any order that stays above half of its first, lacks exactly that file", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...Array(30).keys()], { minLength: 30 }),
      fc.integer({ min: 1, max: 28 }),
      (order, lost) => {
        const numbers = order.filter((each) => each !== lost).map((each) => 100 + each);
        expect(told(numbers)).toEqual([`100-129 missing ${100 + lost}`]);
      },
    ),
  );
});
