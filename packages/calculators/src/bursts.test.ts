import { describe, expect, it } from "vitest";
import { answerOf, problemsOf, resultOf } from "./ask-for-tests.ts";

const repeated = (count: number, from: string, until: string) =>
  Array.from({ length: count }, () => ({ from, until }));
const month = {
  period: { from: "2026-04-01", until: "2026-05-01" },
  zone: "America/Chicago",
  committed: 24,
  price: "9",
};

describe("bursts", () => {
  it("answers with the moment and what is above the committed channels", () => {
    const calls = repeated(31, "2026-04-07T09:00:00.900-05:00", "2026-04-07T14:05:00Z");
    expect(answerOf("bursts", { ...month, calls, measure: "peak" })).toEqual({
      result: { measured: 31, at: "2026-04-07T14:00:00.000Z", billed: 7, amount: "63.00" },
      explanation: [
        "At most 31 channels in use at one time, first at 2026-04-07 09:00:00 (America/Chicago), less 24 committed: 7.",
        "7 × 9 = 63, rounded halfUp to 2 places: 63.00.",
      ],
    });
  });

  it.each([
    ["p95FiveMinutes", 0, null, 0, "0.00"],
    ["perChannelDay", 31, "2026-04-07T14:00:00.000Z", 9, "81.00"],
  ])("%s", (measure, measured, at, billed, amount) => {
    const calls = [
      ...repeated(31, "2026-04-07T14:00:00Z", "2026-04-07T14:05:00Z"),
      ...repeated(26, "2026-04-09T14:00:00Z", "2026-04-09T14:05:00Z"),
    ];
    expect(resultOf("bursts", { ...month, calls, measure })).toEqual({ measured, at, billed, amount });
  });

  it("nothing is committed, in UTC, where nothing is said", () => {
    const calls = repeated(3, "2026-04-30T23:59:59Z", "2026-05-01T00:10:00Z");
    const { period } = month;
    const found = { measured: 3, at: "2026-04-30T23:59:59.000Z", billed: 3, amount: "0.4" };
    const rounding = { mode: "halfUp", places: 1 };
    expect(resultOf("bursts", { calls, period, measure: "peak", price: "0.125", rounding })).toEqual(found);
  });

  it.each([
    [{ calls: repeated(1, "2026-04-07T14:00:01Z", "2026-04-07T14:00:00Z") }, "DATES_REVERSED calls[0]"],
    [{ calls: repeated(1, "2026-04-07T14:00:01", "2026-04-07T14:00:02Z") }, "INVALID_DOCUMENT calls[0].from"],
    [{ period: { from: "2026-05-01", until: "2026-04-01" } }, "DATES_REVERSED period"],
    [{ period: { from: "2006-05-01", until: "2026-04-01" } }, "INVALID_DOCUMENT period"],
    [{ zone: "Chicago" }, "INVALID_DOCUMENT zone"],
    [{ measure: "average" }, "INVALID_DOCUMENT measure"],
    [{ committed: 1.5 }, "INVALID_DOCUMENT committed"],
  ])("refuses %j", (wrong, problem) => {
    expect(problemsOf("bursts", { ...month, calls: [], measure: "peak", ...wrong })).toContain(problem);
  });
});
