import fc from "fast-check";
import { expect, it } from "vitest";
import { type DurationUnit, durationReader } from "./duration-unit.ts";

it.each<readonly [DurationUnit, string, number]>([
  ["seconds", "72", 72_000],
  ["seconds", " 0072 ", 72_000],
  ["seconds", "67.54", 67_540],
  ["seconds", "67.5409", 67_540], // cut, not rounded up
  ["seconds", "0.29", 290],
  ["seconds", "-5", -5_000],
  ["seconds", "1.5E+3", Number.NaN],
  ["seconds", "", Number.NaN],
  ["seconds", "1:12", Number.NaN],
  ["milliseconds", "67540", 67_540],
  ["milliseconds", "67540.9", 67_540],
  ["microseconds", "67540999", 67_540],
  ["tenMilliseconds", "306", 3_060],
  ["tenths", "721", 72_100],
  ["minutes", "1.5", 90_000],
  ["minutes", "0.1", 6_000],
  ["minutes", "1.2", 72_000],
  ["HHMMSS", "000217", 137_000],
  ["HHMMSS", "00003055", 1_855_000],
  ["HHMMSS", "217", 137_000],
  ["HHMMSS", "000260", Number.NaN],
  ["HHMMSS", "006000", Number.NaN],
  ["HHMMSST", "0002179", 137_900],
  ["MMMMMSST", "00123459", 123 * 60_000 + 45_900],
  ["MMMMMSST", "00090000", 90 * 60_000],
  ["HH:MM:SS", "1:02:03", 3_723_000],
  ["HH:MM:SS", "00:00:25", 25_000],
  ["HH:MM:SS", "00:00:25.25", 25_250],
  ["HH:MM:SS", "00:60:00", Number.NaN],
  ["HH:MM:SS", "02:03", Number.NaN],
  ["MM:SS", "62:03", 3_723_000],
  ["MM:SS", "1:02:03", Number.NaN],
])("%s of %j is %d ms", (unit, text, expected) => {
  expect(durationReader(unit)(text)).toBe(expected);
});

it("minutes with two decimals are what a pencil says: hundredths of 600 ms", () => {
  fc.assert(
    fc.property(fc.nat(99_999), fc.nat(99), (minutes, hundredths) => {
      const text = `${minutes}.${String(hundredths).padStart(2, "0")}`;
      expect(durationReader("minutes")(text)).toBe(minutes * 60_000 + hundredths * 600);
    }),
  );
});
