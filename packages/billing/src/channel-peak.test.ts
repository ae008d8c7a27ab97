import { instantText, parseInstant } from "@tollwright/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { channelPeak } from "./channel-peak.ts";

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
    const peak = channelPeak({ intervals, from, until });
    expect(peak.measured).toBe(measured);
    expect(peak.at === null ? null : instantText(peak.at)).toBe(first === null ? null : `2026-${first}.000Z`);
  });

  it("agrees with counting every second, in any order of the calls", () => {
    const span = fc.tuple(fc.integer({ min: -20_000, max: 80_000 }), fc.integer({ min: 0, max: 30_000 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
        const intervals = spans.map(([start, length]) => ({
          from: from + start,
          until: from + start + length,
        }));
        const end = (from + 60_000) as typeof until;
        const peak = channelPeak({ intervals, from, until: end });
        const counts = Array.from({ length: 60 }, (_, index) => inUse(intervals, from / 1000 + index));
        const most = Math.max(...counts);
        expect(peak.measured).toBe(most);
        expect(peak.at).toBe(most === 0 ? null : from + counts.indexOf(most) * 1000);
        expect(channelPeak({ intervals: [...intervals].reverse(), from, until: end })).toEqual(peak);
      }),
    );
  });
});

function inUse(intervals: readonly { from: number; until: number }[], second: number): number {
  return intervals.filter(
    (call) => Math.floor(call.from / 1000) <= second && second < Math.floor(call.until / 1000),
  ).length;
}
