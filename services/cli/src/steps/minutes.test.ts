import { expect, it } from "vitest";
import { minutes } from "./minutes.ts";

it.each([
  [0n, "0.00"],
  [299n, "0.00"],
  [300n, "0.01"],
  [60_000n, "1.00"],
  [90_299n, "1.50"],
  [90_300n, "1.51"],
  [74_073_999_600n, "1,234,566.66"],
])("%s ms are %s minutes", (milliseconds, expected) => {
  expect(minutes(milliseconds)).toBe(expected);
});
