import { describe, expect, it } from "vitest";
import { answerOf, problemsOf } from "./ask-for-tests.ts";

describe("place", () => {
  it.each([
    [{}, "INVALID_DOCUMENT "],
    [{ zip: "6065" }, "INVALID_DOCUMENT zip"],
    [{ zip: "60654", town: "Chicago" }, "UNKNOWN_FIELD town"],
    [{ at: { latitude: 91, longitude: 0 } }, "INVALID_DOCUMENT at.latitude"],
  ])("%j is refused", (request, problem) => {
    expect(problemsOf("place", request)).toEqual([problem]);
  });

  it("needs the tables of the rate cards", () => {
    expect(answerOf("place", { zip: "60654" }).problems?.[0]?.code).toBe("REFERENCE_UNKNOWN");
  });
});
