import { instant, instantText, parseInstant } from "@tollwright/calendar";
import { expect, it } from "vitest";
import { hasPeriods, Tariff } from "../plan/tariff.ts";
import { periodClock } from "./period-clock.ts";

const slots = [{ rate: "1" }];
const ZONE = "America/Chicago";
const weekdays = { weekdays: [1, 2, 3, 4, 5], fromTime: "08:00", untilTime: "20:00", zone: ZONE };
const night = { fromTime: "01:30", untilTime: "02:30", zone: ZONE };

function clockOf(...periods: readonly object[]) {
  const tariff = Tariff.parse({ periods });
  if (!hasPeriods(tariff)) throw new Error("no periods");
  return periodClock(tariff);
}

const at = (text: string) => parseInstant(text) ?? instant(Number.NaN);

it.each<[what: string, periods: readonly object[], changes: readonly string[]]>([
  [
    "a weekday and a fallback, from Friday to Monday",
    [{ weight: 1, when: weekdays, slots }, { slots }],
    ["2026-04-10T06:00Z 1", "2026-04-10T13:00Z 0", "2026-04-11T01:00Z 1", "2026-04-13T13:00Z 0"],
  ],
  ["what is always in force never changes", [{ slots }], ["2026-04-10T06:00Z 0"]],
  [
    "nor what its times cover",
    [
      { when: { untilTime: "12:00" }, slots },
      { when: { fromTime: "12:00" }, weight: -1, slots },
      { weight: 2, slots },
    ],
    ["2026-04-10T06:00Z 2"],
  ],
  [
    "an hour of the night that 02:00 is put on to 03:00 has half of it",
    [{ when: { ...night, dates: ["2026-03-08"] }, slots }],
    ["2026-03-08T06:00Z null", "2026-03-08T07:30Z 0", "2026-03-08T08:00Z null"],
  ],
  [
    "of the night that 02:00 is put back to 01:00 it has half an hour, and then the hour again",
    [{ when: { ...night, dates: ["2026-11-01"] }, slots }],
    [
      "2026-11-01T05:00Z null",
      "2026-11-01T06:30Z 0",
      "2026-11-01T07:00Z null",
      "2026-11-01T07:30Z 0",
      "2026-11-01T08:30Z null",
    ],
  ],
])("%s", (_, periods, changes) => {
  const clock = clockOf(...periods);
  const [first = ""] = changes;
  let now = at(first.split(" ")[0] ?? "");
  const end = instant(now + 80 * 3_600_000);
  const found = [];
  while (now < end) {
    found.push(`${instantText(now).replace(":00.000", "")} ${clock.at(now)}`);
    now = clock.nextChange(now, end);
  }
  expect(found).toEqual(changes);
});
