import { describe, expect, it } from "vitest";
import { writtenSeconds } from "./written-seconds.ts";

describe("seconds as a switch wrote them", () => {
  it.each([
    ["0", 0],
    ["72", 72_000],
    [" 72", 72_000],
    ["31.5", 31_500],
    ["31.512999", 31_512],
    ["31.000999", 31_000],
    ["-1", Number.NaN],
    ["", Number.NaN],
    ["1.5E+3", Number.NaN],
    ["00:01:12", Number.NaN],
  ])("%s: %d ms", (text, milliseconds) => expect(writtenSeconds(text)).toBe(milliseconds));
});
