import { type Instant, instantText, parseInstant } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { callsPerSecond, wholeSecondSources } from "./calls-per-second.ts";

const from = parseInstant("2026-04-07T14:00:00Z")!;
const until = parseInstant("2026-04-07T15:00:00Z")!;
const seized = (milliseconds: readonly number[], source = "pbx") =>
  milliseconds.map((after) => ({ source, seizedAt: (from + after) as Instant }));

describe("calls within one second", () => {
  it.each([
    ["none", [], 0, null],
    ["one", [250], 1, "00:00.250"],
    ["within 999 ms", [0, 999], 2, "00:00.000"],
    ["a second apart", [0, 1000], 1, "00:00.000"],
    ["wherever the second begins", [0, 400, 999, 1000, 1399], 4, "00:00.400"],
    ["at one instant", [5, 5, 5], 3, "00:00.005"],
    ["of equals the first", [5000, 5001, 1000, 1001], 2, "00:01.000"],
    ["the period's first and last instant", [-1, 0, 3_599_999, 3_600_000], 1, "00:00.000"],
  ] as const)("%s", (_, stamps, measured, at) => {
    const found = callsPerSecond(seized(stamps), { from, until });
    expect(found.measured).toBe(measured);
    expect(found.at === null ? null : instantText(found.at).slice(14, 23)).toBe(at);
  });
});

describe("sources that write whole seconds", () => {
  it.each([
    ["all of its calls on whole seconds", [1000, 2000, 3000], 2, ["pbx"]],
    ["no more calls than are committed", [1000, 2000], 2, []],
    ["one with a fraction", [1000, 2000, 3001], 2, []],
  ])("%s", (_, stamps, committed, sources) => {
    const other = seized([1, 2, 3], "other");
    expect(wholeSecondSources([...other, ...seized(stamps)], committed)).toEqual(sources);
  });
});
