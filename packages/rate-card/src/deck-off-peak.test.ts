import { parseInstant } from "@tollwright/calendar";
import { expect, it } from "vitest";
import { OffPeak, offPeakClock } from "./deck-off-peak.ts";

const nights = OffPeak.parse({
  when: [{ weekdays: [6, 7] }, { fromTime: "19:00" }, { untilTime: "07:00" }, { dates: ["2026-12-25"] }],
});

it.each<[at: string, zone: string, offPeak: boolean, why: string]>([
  ["2026-04-07T11:59:59Z", "America/Chicago", true, "Tuesday 06:59:59"],
  ["2026-04-07T12:00:00Z", "America/Chicago", false, "07:00 sharp"],
  ["2026-04-07T23:59:59Z", "America/Chicago", false, "18:59:59"],
  ["2026-04-08T00:00:00Z", "America/Chicago", true, "19:00 sharp, still Tuesday there"],
  ["2026-04-08T00:00:00Z", "UTC", true, "midnight"],
  ["2026-04-11T15:00:00Z", "America/Chicago", true, "a Saturday"],
  ["2026-04-10T15:00:00Z", "America/Chicago", false, "a Friday"],
  ["2026-12-25T18:00:00Z", "America/Chicago", true, "a holiday"],
  // Clocks go forward on 8 March 2026: 07:00 is 12:00Z from then on, 13:00Z before.
  ["2026-03-06T12:30:00Z", "America/Chicago", true, "06:30 in winter"],
  ["2026-03-09T12:30:00Z", "America/Chicago", false, "07:30 in summer"],
])("%s in %s is off-peak: %s (%s)", (at, zone, offPeak) => {
  expect(offPeakClock(nights, zone)(parseInstant(at)!)).toBe(offPeak);
});
