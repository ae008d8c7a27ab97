import { type Instant, instantText, parseInstant } from "@tollwright/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelUse, maxima } from "./channel-use.ts";

const at = (text: string) => parseInstant(`2026-${text}Z`)!;
const from = at("04-01T05:00:00"); // midnight in Chicago
const until = at("05-01T05:00:00");

describe("books 16: channels are counted from seizure to release", () => {
  it.each([
    ["no call", [], 0, null],
    ["one call", [["04-07T14:00:00", "04-07T14:05:00"]], 1, "04-07T14:00:00"],
    [
      "one second over",
      [
        ["04-07T14:00:00", "04-07T14:05:00"],
        ["04-07T14:04:59", "04-07T14:06:00"],
      ],
      2,
      "04-07T14:04:59",
    ],
    [
      "half-open: freed and taken in one second",
      [
        ["04-07T14:00:00", "04-07T14:05:00"],
        ["04-07T14:05:00", "04-07T14:06:00"],
      ],
      1,
      "04-07T14:00:00",
    ],
    [
      "stamps are floored to the second",
      [
        ["04-07T14:00:00.900", "04-07T14:05:00.900"],
        ["04-07T14:05:00.100", "04-07T14:06:00"],
      ],
      1,
      "04-07T14:00:00",
    ],
    ["gone within its second", [["04-07T14:00:00.100", "04-07T14:00:00.900"]], 0, null],
    [
      "the call of the day before occupies the first second",
      [["04-01T04:59:00", "04-01T05:01:00"]],
      1,
      "04-01T05:00:00",
    ],
    ["ended as the period began", [["04-01T04:59:00", "04-01T05:00:00"]], 0, null],
    ["began as the period ended", [["05-01T05:00:00", "05-01T05:10:00"]], 0, null],
    ["the last second", [["05-01T04:59:59", "05-01T05:10:00"]], 1, "05-01T04:59:59"],
    [
      "the first of two equal peaks",
      [
        ["04-08T14:00:00", "04-08T14:01:00"],
        ["04-07T14:00:00", "04-07T14:01:00"],
      ],
      1,
      "04-07T14:00:00",
    ],
  ] as const)("%s", (_, calls, measured, first) => {
    const intervals = calls.map(([start, end]) => ({ from: at(start), until: at(end) }));
    const [peak] = maxima(channelUse({ intervals, from, until }), [from, until]);
    expect(peak?.measured).toBe(measured);
    expect(peak?.at == null ? null : instantText(peak.at)).toBe(first === null ? null : `2026-${first}.000Z`);
  });

  it("agrees with counting every second of every stretch, in any order of the calls", () => {
    const length = 1800;
    const span = fc.tuple(
      fc.integer({ min: -200_000, max: 2_000_000 }),
      fc.integer({ min: 0, max: 900_000 }),
    );
    const cut = fc.integer({ min: 0, max: length });
    const start = (from + 100_000) as Instant; // not on the five-minute grid
    const second = (count: number): Instant => (start + count * 1000) as Instant;
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), fc.array(cut, { maxLength: 4 }), (spans, between) => {
        const intervals = spans.map(([begin, lasts]) => ({
          from: start + begin,
          until: start + begin + lasts,
        }));
        const cuts = [0, ...between.sort((left, right) => left - right), length];
        const within = { from: start, until: second(length) };
        const found = maxima(channelUse({ ...within, intervals }), cuts.map(second));
        const counts = Array.from({ length }, (_, index) => inUse(intervals, start / 1000 + index));
        const expected = cuts.slice(1).map((end, index) => {
          const stretch = counts.slice(cuts[index], end);
          const measured = Math.max(0, ...stretch);
          const first = second((cuts[index] ?? 0) + stretch.indexOf(measured));
          return { measured, at: measured === 0 ? null : first };
        });
        expect(found).toEqual(expected);
        const reversed = channelUse({ ...within, intervals: [...intervals].reverse() });
        expect(maxima(reversed, cuts.map(second))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

function inUse(intervals: readonly { from: number; until: number }[], second: number): number {
  return intervals.filter(
    (call) => Math.floor(call.from / 1000) <= second && second < Math.floor(call.until / 1000),
  ).length;
}
