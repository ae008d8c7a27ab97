import { describe, expect, it } from "vitest";
import { exact } from "./exact.ts";
import { DecimalText, PartText, PositiveDecimalText, RoundingSchema, ShareText } from "./schemas.ts";

describe("amounts from outside are text", () => {
  it.each([
    // text       decimal positive share
    ["0.035", true, true, true],
    ["-12", true, false, true],
    ["-0", true, false, true],
    ["22/31", false, false, true],
    ["1/0", false, false, false],
    ["1/0.00", false, false, false],
    ["1/0.5", false, false, true],
    ["1/-2", false, false, false],
    ["+1", false, false, false],
    ["1e3", false, false, false],
    ["1,000", false, false, false],
    [".5", false, false, false],
    ["", false, false, false],
    ["9".repeat(41), false, false, false],
  ])("%j", (text, decimal, positive, share) => {
    expect(DecimalText.safeParse(text).success).toBe(decimal);
    expect(PositiveDecimalText.safeParse(text).success).toBe(positive);
    expect(ShareText.safeParse(text).success).toBe(share);
    if (share) expect(() => exact(text)).not.toThrow();
  });

  it("a number is never an amount", () => {
    expect(DecimalText.safeParse(0.035).success).toBe(false);
    expect(ShareText.safeParse(1).success).toBe(false);
  });
});

it.each([
  ["0", true],
  ["1", true],
  ["22/31", true],
  ["31/31", true],
  ["0.649", true],
  ["1.0000000001", false],
  ["32/31", false],
  ["-0.1", false],
  ["1/0", false],
  ["half", false],
])("%j is a part of a whole: %s", (text, fits) => {
  expect(PartText.safeParse(text).success).toBe(fits);
});

describe("a rounding", () => {
  it.each([
    [{ mode: "halfUp", places: 6 }, true],
    [{ mode: "halfEven", places: -2 }, true],
    [{ mode: "none" }, true],
    [{ mode: "none", places: null }, true],
    [{ mode: "halfUp" }, false], // to whole dollars by oversight
    [{ mode: "halfUp", places: 2.5 }, false],
    [{ mode: "halfUp", places: "2" }, false],
    [{ mode: "halfUp", places: 31 }, false],
    [{ mode: "ceiling", places: 2 }, false],
    [{ mode: "up", places: 2, level: "line" }, false],
    [{ places: 2 }, false],
  ])("%j: %s", (rounding, fits) => {
    expect(RoundingSchema.safeParse(rounding).success).toBe(fits);
  });
});
