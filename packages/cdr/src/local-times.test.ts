import { instantText } from "@tollwright/calendar";
import { expect, it } from "vitest";
import { localReading } from "./digits.ts";
import { evenOffset, localTimes } from "./local-times.ts";

const timesIn = localTimes("America/New_York");
const read = (text: string | null): number | null => (text === null ? null : localReading(text));
const clock = (at: number | null): string | null =>
  at === null ? null : instantText(at as Parameters<typeof instantText>[0]).slice(8, 16);

// 2026-11-01: 02:00 EDT (06:00Z) becomes 01:00 EST.
it.each([
  ["both in the first hour", ["01:30:00", "01:30:12", "01:40:12"], 600, ["01T05:30", "01T05:30", "01T05:40"]],
  ["over the change", ["01:59:50", "01:00:10", "01:10:10"], 600, ["01T05:59", "01T06:00", "01T06:10"]],
  [
    "answered before it, ended behind it",
    ["01:30:00", "01:30:12", "02:30:12"],
    7_200,
    ["01T05:30", "01T05:30", "01T07:30"],
  ],
  ["answered behind it", ["01:30:00", "01:30:12", "02:30:12"], 3_600, ["01T06:30", "01T06:30", "01T07:30"]],
  ["to the next day", ["01:31:47", "01:31:59", "01:31:59"], 90_000, ["01T05:31", "01T05:31", "02T06:31"]],
  ["without an end", ["01:59:50", "01:00:10", null], 600, ["01T05:59", "01T06:00", null]],
  ["never answered", ["01:50:00", null, "01:05:00"], 0, ["01T05:50", null, "01T06:05"]],
] as const)("a record that says the conversation alone: %s", (_, texts, seconds, expected) => {
  const day = (text: string | null, index: number): number | null =>
    text === null ? null : read(`2026-11-0${index === 2 && seconds === 90_000 ? 2 : 1} ${text}`);
  const [start, answer, end] = texts.map(day);
  const times = timesIn({
    start: start ?? 0,
    answer: answer ?? null,
    end: end ?? null,
    duration: null,
    billable: seconds * 1_000,
  });
  expect([times?.startedAt, times?.answeredAt, times?.releasedAt].map((at) => clock(at ?? null))).toEqual(
    expected,
  );
});

it.each([
  ["start", "02:30:00", "03:31:00", "03:32:00"],
  ["answer", "01:59:00", "02:00:30", "03:32:00"],
  ["end", "01:59:00", "01:59:30", "02:59:59"],
])("a %s in the hour that spring skips names no instant", (_, start, answer, end) => {
  const [from, at, to] = [start, answer, end].map((text) => read(`2026-03-08 ${text}`));
  const times = { start: from ?? 0, answer: at ?? null, end: to ?? null, billable: 60_000 };
  for (const duration of [null, 120_000]) expect(timesIn({ ...times, duration })).toBeNull();
});

it.each([
  ["one day", "2026-04-07 00:00:00", "2026-04-07 23:59:59", -4],
  ["one moment", "2026-12-07 10:03:00", "2026-12-07 10:03:00", -5],
  ["backwards", "2026-04-07 10:03:01", "2026-04-07 10:03:00", null],
  ["over midnight", "2026-04-07 23:59:59", "2026-04-08 00:00:00", null],
  ["the day that repeats an hour, before it", "2026-11-01 00:10:00", "2026-11-01 00:11:00", null],
  ["the day behind it", "2026-11-02 00:00:00", "2026-11-02 00:11:00", -5],
  ["a damaged year", "1970-12-31 10:00:00", "1970-12-31 10:01:00", null],
])("the clock's offset: %s", (_, from, until, hours) => {
  const offset = evenOffset("America/New_York")(read(from) ?? 0, read(until) ?? 0);
  expect(offset).toBe(hours === null ? null : hours * 3_600_000);
});
