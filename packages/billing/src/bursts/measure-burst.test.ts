import { civilDate, type Instant, instantText, parseInstant, startOfDay } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { channelUse } from "./channel-use.ts";
import { type BurstMeasure, measureBurst } from "./measure-burst.ts";

const zone = "America/Chicago";
const midnight = (day: string): Instant => startOfDay(civilDate(day), zone);

/** So many calls at once, from one wall-clock time in UTC to another. */
const calls = (channels: number, from: string, until: string) =>
  Array.from({ length: channels }, () => ({ from: parseInstant(from)!, until: parseInstant(until)! }));

function burst(input: {
  measure: BurstMeasure;
  calls: readonly { from: number; until: number }[];
  from?: string;
  until?: string;
  committed?: readonly (readonly [day: string, committed: number])[];
}) {
  const { measure, from = "2026-04-01", until = "2026-05-01", committed = [[from, 24]] } = input;
  const commitments = committed.map(([day, channels], index) => ({
    from: midnight(day),
    until: midnight(committed[index + 1]?.[0] ?? until),
    committed: channels,
  }));
  const use = channelUse({ intervals: input.calls, from: midnight(from), until: midnight(until) });
  const found = measureBurst({ use, measure, zone, commitments });
  const at = found.at === null ? null : instantText(found.at).slice(0, 19);
  return { measured: found.measured, at, billed: found.billed };
}

describe("peak", () => {
  const thirtyOne = calls(31, "2026-04-07T14:00:00Z", "2026-04-07T14:05:00Z");
  it.each([
    ["31 of 24", [["2026-04-01", 24]], 31, 7],
    ["exactly the committed ones", [["2026-04-01", 31]], 31, 0],
    ["below them", [["2026-04-01", 40]], 31, 0],
    [
      "by what was committed then",
      [
        ["2026-04-01", 24],
        ["2026-04-07", 30],
      ],
      31,
      1,
    ],
    [
      "by what was committed on the day before",
      [
        ["2026-04-01", 24],
        ["2026-04-08", 30],
      ],
      31,
      7,
    ],
  ] as const)("%s", (_, committed, measured, billed) => {
    expect(burst({ measure: "peak", calls: thirtyOne, committed })).toEqual({
      measured,
      at: "2026-04-07T14:00:00",
      billed,
    });
  });

  it("the sample that is furthest above, not the highest", () => {
    const two = [
      ...calls(12, "2026-04-07T14:00:00Z", "2026-04-07T14:05:00Z"),
      ...calls(13, "2026-04-20T14:00:00Z", "2026-04-20T14:05:00Z"),
    ];
    const committed = [
      ["2026-04-01", 10],
      ["2026-04-16", 12],
    ] as const;
    expect(burst({ measure: "peak", calls: two, committed })).toEqual({
      measured: 12,
      at: "2026-04-07T14:00:00",
      billed: 2,
    });
  });

  it("24 channels over the midnight of 31 March burst in both months", () => {
    const over = calls(24, "2026-04-01T04:59:30Z", "2026-04-01T05:00:30Z");
    const march = {
      measure: "peak",
      calls: over,
      from: "2026-03-01",
      until: "2026-04-01",
      committed: [["2026-03-01", 20]],
    } as const;
    const april = { measure: "peak", calls: over, committed: [["2026-04-01", 20]] } as const;
    expect(burst(march)).toEqual({ measured: 24, at: "2026-04-01T04:59:30", billed: 4 });
    expect(burst(april)).toEqual({ measured: 24, at: "2026-04-01T05:00:00", billed: 4 });
    const ended = calls(24, "2026-04-01T04:59:30Z", "2026-04-01T05:00:00.900Z");
    expect(burst({ ...april, calls: ended })).toEqual({ measured: 0, at: null, billed: 0 });
  });
});

describe("p95FiveMinutes", () => {
  // One day of 288 slots in which nothing is exceeded but in the busiest 14: rank 274 of 288 (273.6 rounded up).
  const day = { measure: "p95FiveMinutes", from: "2026-04-07", until: "2026-04-08" } as const;
  it.each([
    ["14 slots are the 5 % that do not count", "2026-04-07T15:10:00Z", 0, null],
    ["one second in the 15th slot counts", "2026-04-07T15:10:01Z", 30, "2026-04-07T14:00:00"],
    ["a whole 15th slot", "2026-04-07T15:15:00Z", 30, "2026-04-07T14:00:00"],
  ])("%s", (_, until, measured, at) => {
    const found = burst({ ...day, calls: calls(30, "2026-04-07T14:00:00Z", until) });
    expect(found).toEqual({ measured, at, billed: measured === 0 ? 0 : 6 });
  });

  it("the slot's start, though the calls begin within it", () => {
    const found = burst({ ...day, calls: calls(30, "2026-04-07T14:03:00Z", "2026-04-07T15:20:00Z") });
    expect(found.at).toBe("2026-04-07T14:00:00");
  });

  it.each([
    // 31 days are 8,928 slots; an hour less of the night of 8 March leaves 8,916: rank 8,471, so 445 slots are free.
    ["the night that skips an hour", "2026-03-01", "2026-04-01", 445],
    // 30 days and an hour more of the night of 1 November: 8,652 slots, rank 8,220, 432 free.
    ["the night that repeats an hour", "2026-11-01", "2026-12-01", 432],
    ["a month from activation", "2026-04-16", "2026-05-01", 216],
  ])("%s", (_, from, until, free) => {
    const start = midnight(from);
    const slots = (count: number) => [{ from: start, until: start + count * 300_000 }];
    const month = { measure: "p95FiveMinutes", from, until, committed: [[from, 0]] } as const;
    expect(burst({ ...month, calls: slots(free) }).measured).toBe(0);
    expect(burst({ ...month, calls: slots(free + 1) }).measured).toBe(1);
  });
});

describe("perChannelDay", () => {
  const busy = [
    ...calls(31, "2026-04-07T14:00:00Z", "2026-04-07T14:05:00Z"),
    ...calls(26, "2026-04-09T14:00:00Z", "2026-04-09T14:05:00Z"),
    ...calls(20, "2026-04-10T14:00:00Z", "2026-04-10T14:05:00Z"),
  ];
  it("adds up the days' excess", () => {
    expect(burst({ measure: "perChannelDay", calls: busy })).toEqual({
      measured: 31,
      at: "2026-04-07T14:00:00",
      billed: 9,
    });
  });

  it("days are those of the wall clock, and a call over midnight counts on both", () => {
    const over = calls(26, "2026-04-10T04:59:59Z", "2026-04-10T05:00:01Z");
    expect(burst({ measure: "perChannelDay", calls: over })).toEqual({
      measured: 26,
      at: "2026-04-10T04:59:59",
      billed: 4,
    });
  });

  it.each([
    // 8 March 2026 in Chicago lasts from 06:00Z to 05:00Z of the 9th; 1 November from 05:00Z to 06:00Z of the 2nd.
    ["the last hour of the short day", "2026-03-09T04:30:00Z", "2026-03-09T04:40:00Z", 1],
    [
      "the first hour after the short day, and the day's own",
      "2026-03-09T04:59:59Z",
      "2026-03-09T05:00:01Z",
      2,
    ],
    ["the last hour of the long day", "2026-11-02T05:00:00Z", "2026-11-02T05:59:59Z", 1],
    ["over the end of the long day", "2026-11-02T05:59:59Z", "2026-11-02T06:00:01Z", 2],
  ])("%s", (_, from, until, days) => {
    const month =
      from.slice(0, 7) === "2026-03" ? ["2026-03-01", "2026-04-01"] : ["2026-11-01", "2026-12-01"];
    const [first = "", last = ""] = month;
    const committed = [[first, 0]] as const;
    const found = burst({
      measure: "perChannelDay",
      calls: calls(1, from, until),
      from: first,
      until: last,
      committed,
    });
    expect(found.billed).toBe(days);
  });

  it("each day by what was committed on it", () => {
    const committed = [
      ["2026-04-01", 24],
      ["2026-04-09", 30],
    ] as const;
    expect(burst({ measure: "perChannelDay", calls: busy, committed }).billed).toBe(7);
  });
});
