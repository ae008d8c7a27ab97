import { describe, expect, it } from "vitest";
import { answerOf, problemsOf, resultOf } from "./ask-for-tests.ts";

describe("round", () => {
  it.each([
    ["-0.005", "halfUp", 2, "-0.01"], // by magnitude
    ["0.005", "halfUp", 2, "0.01"],
    ["0.004999", "halfUp", 2, "0.00"],
    ["0.005", "halfEven", 2, "0.00"],
    ["0.015", "halfEven", 2, "0.02"],
    ["-0.025", "halfEven", 2, "-0.02"],
    ["24.013", "down", 2, "24.01"],
    ["-24.019", "down", 2, "-24.01"], // towards zero
    ["24.011", "up", 2, "24.02"],
    ["-24.011", "up", 2, "-24.02"], // away from zero
    ["24.010", "up", 2, "24.01"],
    ["7", "halfUp", 2, "7.00"], // exactly the places
    ["1250", "halfEven", -2, "1200"],
    ["1250", "halfUp", -2, "1300"],
    ["-0.001", "halfUp", 2, "0.00"], // negative zero is zero
    ["22/31", "halfUp", 6, "0.709677"],
    ["1.2300", "none", 1, "1.23"], // places are ignored
    ["1/3", "none", 0, "0.33333333333333333333"],
    ["99999999999999999999999999.995", "halfUp", 2, "100000000000000000000000000.00"],
  ])("%s %s to %i places: %s", (value, mode, places, rounded) => {
    expect(resultOf("round", { value, rounding: { mode, places } })).toEqual({ value: rounded });
  });

  it("says what it did; `none` needs no places", () => {
    const { explanation } = answerOf("round", { value: "-0.005", rounding: { mode: "halfUp", places: 2 } });
    expect(explanation).toEqual(["-0.005, rounded halfUp to 2 places: -0.01."]);
    expect(resultOf("round", { value: "0.10", rounding: { mode: "none", places: null } })).toEqual({
      value: "0.1",
    });
    expect(resultOf("round", { value: "0.10", rounding: { mode: "none" } })).toEqual({ value: "0.1" });
  });

  it.each<[object, readonly string[]]>([
    [{ value: "1" }, ["INVALID_DOCUMENT rounding"]],
    [{ rounding: { mode: "up", places: 0 } }, ["INVALID_DOCUMENT value"]],
    [{ value: "", rounding: { mode: "up", places: 0 } }, ["INVALID_DOCUMENT value"]],
    [{ value: "1e3", rounding: { mode: "up", places: 0 } }, ["INVALID_DOCUMENT value"]],
    [{ value: "1/0", rounding: { mode: "up", places: 0 } }, ["INVALID_DOCUMENT value"]],
    [{ value: "1", rounding: { mode: "up", places: 2.5 } }, ["INVALID_DOCUMENT rounding.places"]],
    [{ value: "1", rounding: { mode: "up", places: 1_000_000 } }, ["INVALID_DOCUMENT rounding.places"]],
    [{ value: "1", rounding: { mode: "ceil", places: 2 } }, ["INVALID_DOCUMENT rounding.mode"]],
    [{ value: "1", rounding: { mode: "up", places: 2, level: "line" } }, ["UNKNOWN_FIELD rounding.level"]],
  ])("%j is refused", (request, problems) => {
    expect(problemsOf("round", request)).toEqual(problems);
  });
});
