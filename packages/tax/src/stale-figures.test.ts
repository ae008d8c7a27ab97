import { civilDate } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { CoverageSchema } from "./schema/coverage.ts";
import { LevySchema } from "./schema/levy.ts";
import { staleFigures } from "./stale-figures.ts";

const form = { percent: "0.01" };
const levyOf = (values: readonly object[]) =>
  LevySchema.parse({ id: "zz-usf", kind: "tax", jurisdiction: { level: "state", state: "ZZ" }, values });
const coverage = (staleAfterMonths?: number) =>
  CoverageSchema.parse({
    id: "us",
    description: "Test.",
    entries: [],
    ...(staleAfterMonths ? { staleAfterMonths } : {}),
  });

describe("books 20: a figure that nobody has seen in force for long is shown as stale", () => {
  it.each([
    ["the day before", "2024-07-23", 24, []],
    ["the day itself", "2024-07-24", 24, ["zz-usf US / ZZ 2022-07-24"]],
    ["years later", "2026-05-01", 24, ["zz-usf US / ZZ 2022-07-24"]],
    ["no number of months is stated", "2026-05-01", undefined, []],
    ["before it bills at all", "2022-07-23", 24, []],
  ])("%s", (_, billDate, months, expected) => {
    const levies = [levyOf([{ seenInForceOn: "2022-07-24", form }])];
    const found = staleFigures({ levies, coverage: [coverage(months)], billDate: civilDate(billDate) });
    expect(
      found.map(({ levy, jurisdiction, seenInForceOn }) => `${levy} ${jurisdiction} ${seenInForceOn}`),
    ).toEqual(expected);
  });

  it.each([
    [
      "a later value was seen lately",
      [
        { from: "2020-01-01", seenInForceOn: "2020-01-01", form },
        { from: "2025-01-01", seenInForceOn: "2025-06-01", form },
      ],
      0,
    ],
    [
      "the value has ended",
      [{ from: "2020-01-01", until: "2021-01-01", seenInForceOn: "2020-01-01", form }],
      0,
    ],
    ["a start and an old sighting", [{ from: "2020-01-01", seenInForceOn: "2021-01-01", form }], 1],
    ["nobody said when it was seen", [{ from: "2020-01-01", form }], 0],
  ])("%s", (_, values, count) => {
    const found = staleFigures({
      levies: [levyOf(values)],
      coverage: [coverage(24)],
      billDate: civilDate("2026-05-01"),
    });
    expect(found).toHaveLength(count);
  });
});
