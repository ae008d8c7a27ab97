import { describe, expect, it } from "vitest";
import { answerOf, problemsOf, resultOf } from "./ask-for-tests.ts";

describe("allocate", () => {
  it.each([
    ["100.00", ["1", "1", "1"], 2, ["33.34", "33.33", "33.33"]], // the first of equal remainders
    ["-100.00", ["1", "1", "1"], 2, ["-33.34", "-33.33", "-33.33"]],
    ["0.10", ["1", "1", "1", "1"], 2, ["0.03", "0.03", "0.02", "0.02"]], // 0.025 each: two spare cents
    ["10", ["0.649", "0.351"], 2, ["6.49", "3.51"]],
    ["24.01", ["22/31", "9/31"], 2, ["17.04", "6.97"]], // 17.0393… and 6.9706…: the cent to .0093
    ["1000", ["3", "3", "4"], -2, ["300", "300", "400"]],
    ["1000", ["1", "1", "1"], -2, ["400", "300", "300"]],
    ["7", ["5", "0"], 0, ["7", "0"]],
    ["0", ["1", "2"], 2, ["0.00", "0.00"]],
    ["0.01", ["1", "1000"], 2, ["0.00", "0.01"]], // the larger part is the larger remainder
    ["1.000000", ["1", "2"], 6, ["0.333333", "0.666667"]],
    ["5.00", ["2"], null, ["5.00"]], // cents where no places are given
  ])("%s over %j to %s places: %j", (total, weights, places, shares) => {
    expect(resultOf("allocate", { total, weights, places })).toEqual({ shares });
  });

  it("says how", () => {
    expect(answerOf("allocate", { total: "1", weights: ["1", "2"], places: 2 }).explanation).toEqual([
      "1 over weights that add up to 3: each part rounded down to 2 places, then the spare units to the largest remainders, the first one first.",
    ]);
  });

  it.each<[object, readonly string[]]>([
    [{ total: "1", weights: ["0", "0"], places: 2 }, ["WEIGHTS_ZERO weights"]],
    [{ total: "1", weights: [], places: 2 }, ["WEIGHTS_ZERO weights"]],
    [{ total: "1.005", weights: ["1"], places: 2 }, ["FINER_THAN_PLACES total"]],
    [{ total: "1250", weights: ["1"], places: -2 }, ["FINER_THAN_PLACES total"]],
    [{ total: "1.005", weights: ["0"], places: 2 }, ["WEIGHTS_ZERO weights", "FINER_THAN_PLACES total"]],
    [{ total: "1", weights: ["2", "-1"], places: 2 }, ["INVALID_DOCUMENT weights[1]"]],
    [{ total: "1", weights: [1], places: 2 }, ["INVALID_DOCUMENT weights[0]"]],
    [{ total: "1/3", weights: ["1"], places: 2 }, ["INVALID_DOCUMENT total"]],
    [{ total: "1", places: 2 }, ["INVALID_DOCUMENT weights"]],
    [{ total: "1", weights: "1", places: 2 }, ["INVALID_DOCUMENT weights"]],
    [{ total: "1", weights: ["1"], places: "2" }, ["INVALID_DOCUMENT places"]],
    [{ total: "1", weights: ["1"], place: 2 }, ["UNKNOWN_FIELD place"]],
  ])("%j is refused", (request, problems) => {
    expect(problemsOf("allocate", request)).toEqual(problems);
  });
});
