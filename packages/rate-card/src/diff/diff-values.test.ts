import { describe, expect, it } from "vitest";
import { diffValues } from "./diff-values.ts";
import { differenceText } from "./diff-versions.ts";

const told = (before: unknown, after: unknown) => diffValues(before, after).map(differenceText);

describe("two versions, in words", () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    ["nothing", { a: "1", b: [1, 2] }, { b: [1, 2], a: "1" }, []],
    [
      "a price of a product by its id",
      { products: [{ id: "did", pricePerMonth: "1.50" }, { id: "channel" }] },
      { products: [{ id: "channel" }, { id: "did", pricePerMonth: "1.75" }] },
      ["products[did].pricePerMonth: 1.50 becomes 1.75"],
    ],
    [
      "a row of a deck more, and one less",
      { rows: [{ prefix: "312", effectiveFrom: "2026-04-01", ratePerMinute: "0.01" }] },
      { rows: [{ prefix: "313", effectiveFrom: "2026-04-01", ratePerMinute: "0.02" }] },
      [
        'rows[312 from 2026-04-01]: gone, was {"prefix":"312","effectiveFrom":"2026-04-01","ratePerMinute":"0.01"}',
        'rows[313 from 2026-04-01]: new, {"prefix":"313","effectiveFrom":"2026-04-01","ratePerMinute":"0.02"}',
      ],
    ],
    [
      "channels that change on a day",
      { channels: [{ committed: 10, from: "2026-01-01" }] },
      {
        channels: [
          { committed: 10, from: "2026-01-01", until: "2026-04-16" },
          { committed: 12, from: "2026-04-16" },
        ],
      },
      [
        "channels[2026-01-01].until: new, 2026-04-16",
        'channels[2026-04-16]: new, {"committed":12,"from":"2026-04-16"}',
      ],
    ],
    [
      "two rows of one name are both kept",
      { rows: [{ prefix: "1" }, { prefix: "1" }] },
      { rows: [{ prefix: "1" }] },
      ['rows[1 #1]: gone, was {"prefix":"1"}'],
    ],
    ["a field that is gone", { note: "x" }, {}, ["note: gone, was x"]],
    [
      "a list of words",
      { classes: ["local"] },
      { classes: ["local", "n11"] },
      ['classes: ["local"] becomes ["local","n11"]'],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });
});
