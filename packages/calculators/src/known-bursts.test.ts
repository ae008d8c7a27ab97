import { describe, expect, it } from "vitest";
import { resultOf } from "./ask-for-tests.ts";

const repeated = (count: number, from: string, until: string) =>
  Array.from({ length: count }, () => ({ from, until }));
const MONTH = { from: "2026-04-01", until: "2026-05-01" };
const HOUR = 3_600_000;

/** A month of 10 calls at once, and 30 for so many milliseconds of it. */
function measured(milliseconds: number, period = MONTH): unknown {
  const until = new Date(Date.parse("2026-04-10T00:00:00Z") + milliseconds).toISOString();
  const calls = [
    ...repeated(10, `${period.from}T00:00:00Z`, `${period.until}T00:00:00Z`),
    ...repeated(20, "2026-04-10T00:00:00Z", until),
  ];
  return resultOf("bursts", { calls, period, committed: 8, measure: "p95FiveMinutes", price: "3" });
}

/** As carriers of bandwidth explain it (Swift Federation, 3W Infra, Clark Systems): of 8,640 samples the highest 432, 36 hours, are left out. */
describe("the 95th percentile of a month of 30 days", () => {
  it.each([
    ["36 hours are free", 36 * HOUR, 10, "6.00"],
    ["a second more is one more sample of five minutes", 36 * HOUR + 1000, 30, "66.00"],
    ["nothing but the rest", 0, 10, "6.00"],
  ])("%s", (_, milliseconds, channels, amount) => {
    expect(measured(milliseconds)).toMatchObject({ measured: channels, billed: channels - 8, amount });
  });

  it.each([
    // 31 days: 8,928 samples, nearest rank 8,482: 446 are left out, 37 h 10 min. February: 8,064 and 403, 33 h 35 min.
    ["31 days", { from: "2026-04-01", until: "2026-05-02" }, 446],
    ["28 days", { from: "2026-04-01", until: "2026-04-29" }, 403],
  ])("of %s", (_, period, free) => {
    const slot = 5 * 60_000;
    expect(measured(free * slot, period)).toMatchObject({ measured: 10 });
    expect(measured((free + 1) * slot, period)).toMatchObject({ measured: 30 });
  });
});

describe("nights on which clocks change", () => {
  const day = (zone: string, on: string, next: string, calls: readonly object[], measure: string) =>
    resultOf("bursts", { calls, period: { from: on, until: next }, zone, committed: 1, measure, price: "1" });

  it.each([
    [
      "23 hours in Chicago",
      "America/Chicago",
      "2026-03-08",
      "2026-03-09",
      "2026-03-08T06:00:00Z",
      "2026-03-09T05:00:00Z",
    ],
    [
      "25 hours in Chicago",
      "America/Chicago",
      "2026-11-01",
      "2026-11-02",
      "2026-11-01T05:00:00Z",
      "2026-11-02T06:00:00Z",
    ],
    [
      "midnight that is none in Santiago",
      "America/Santiago",
      "2026-09-06",
      "2026-09-07",
      "2026-09-06T04:00:00Z",
      "2026-09-07T03:00:00Z",
    ],
    [
      "half an hour at Lord Howe",
      "Australia/Lord_Howe",
      "2026-10-04",
      "2026-10-05",
      "2026-10-03T13:30:00Z",
      "2026-10-04T13:00:00Z",
    ],
  ])(
    "%s: what ends as the day begins, or begins as it ends, is not of it",
    (_, zone, on, next, from, until) => {
      const before = repeated(5, new Date(Date.parse(from) - 60_000).toISOString(), from);
      const after = repeated(5, until, new Date(Date.parse(until) + 60_000).toISOString());
      const own = repeated(3, new Date(Date.parse(until) - 1000).toISOString(), until);
      for (const measure of ["peak", "perChannelDay"])
        expect(day(zone, on, next, [...before, ...after, ...own], measure)).toMatchObject({
          measured: 3,
          at: own[0]?.from,
          billed: 2,
        });
    },
  );
});
