import { formatInTimeZone } from "date-fns-tz";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { civilDate } from "./civil-date.ts";
import {
  civilDateIn,
  fromLocal,
  type Instant,
  instant,
  instantText,
  isZone,
  localText,
  parseInstant,
  startOfDay,
  zoneOffset,
} from "./instant.ts";

const at = (text: string): Instant => {
  const value = parseInstant(text);
  if (value === null) throw new Error(`not an instant: ${text}`);
  return value;
};
const wall = (text: string): number => Date.parse(`${text}Z`);

describe("an instant from text", () => {
  it.each([
    ["2026-04-07T14:03:10Z", "2026-04-07T14:03:10.000Z"],
    ["2026-04-07T14:03Z", "2026-04-07T14:03:00.000Z"],
    ["2026-04-07T09:03:10-05:00", "2026-04-07T14:03:10.000Z"],
    ["2026-04-07T09:03:10.25-0500", "2026-04-07T14:03:10.250Z"],
    ["2026-04-07T14:03:10.123987Z", "2026-04-07T14:03:10.123Z"], // digits beyond the millisecond are dropped
    ["2028-02-29T23:59:59Z", "2028-02-29T23:59:59.000Z"],
  ])("%s is %s", (text, normal) => {
    expect(instantText(at(text))).toBe(normal);
  });

  it.each([
    "2026-04-07T14:03:10", // no zone: whose clock?
    "2026-04-07",
    "2026-04-07 14:03:10Z",
    "2026-02-30T00:00:00Z", // Date.parse makes 2 March of it
    "2026-02-29T00:00:00Z",
    "2026-04-31T00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T10:60:00Z",
    "2026-06-30T23:59:60Z",
    "2026-01-01T10:00:00+24:00",
    "2026-01-01T10:00:00+01",
    "1775570590",
    "",
  ])("%j is none", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it("half a millisecond is no instant", () => {
    expect(() => instant(0.5)).toThrow("not an instant");
  });
});

describe("zones", () => {
  it.each([
    ["America/Chicago", true],
    ["America/Argentina/Buenos_Aires", true],
    ["UTC", true],
    ["Etc/GMT+5", true],
    ["America/Springfield", false],
    ["CST", false], // an abbreviation names several offsets
    ["EST5EDT", false],
    ["+05:00", false],
    ["", false],
  ])("%s is a zone: %s", (name, known) => {
    expect(isZone(name)).toBe(known);
    if (!known) expect(() => zoneOffset(instant(0), name)).toThrow("not a zone");
  });

  it.each([
    ["America/New_York", "2026-03-08T06:59:59Z", "2026-03-08 01:59:59"],
    ["America/New_York", "2026-03-08T07:00:00Z", "2026-03-08 03:00:00"], // 02:00 to 02:59 never were
    ["America/Chicago", "2026-03-08T07:59:59Z", "2026-03-08 01:59:59"],
    ["America/Chicago", "2026-03-08T08:00:00Z", "2026-03-08 03:00:00"],
    ["America/Los_Angeles", "2026-03-08T09:59:59Z", "2026-03-08 01:59:59"],
    ["America/Los_Angeles", "2026-03-08T10:00:00Z", "2026-03-08 03:00:00"],
    ["America/New_York", "2026-11-01T05:59:59Z", "2026-11-01 01:59:59"],
    ["America/New_York", "2026-11-01T06:00:00Z", "2026-11-01 01:00:00"], // the second 01:00
    ["America/Phoenix", "2026-07-01T12:00:00Z", "2026-07-01 05:00:00"], // no summer time
    ["America/St_Johns", "2026-07-01T12:00:00Z", "2026-07-01 09:30:00"],
    ["Asia/Kathmandu", "2026-07-01T12:00:00Z", "2026-07-01 17:45:00"],
    ["UTC", "2026-07-01T12:00:00Z", "2026-07-01 12:00:00"],
  ])("clocks of %s at %s show %s", (zone, text, shown) => {
    expect(localText(at(text), zone)).toBe(shown);
  });

  it.each([
    ["America/New_York", "2026-03-31T23:59:59-04:00", "2026-03-31"],
    ["America/New_York", "2026-04-01T00:00:00-04:00", "2026-04-01"],
    ["America/Los_Angeles", "2026-04-01T06:59:59Z", "2026-03-31"],
    ["America/Los_Angeles", "2026-04-01T07:00:00Z", "2026-04-01"],
    ["UTC", "1969-12-31T23:59:59Z", "1969-12-31"],
  ])("the calendar of %s at %s shows %s", (zone, text, day) => {
    expect(civilDateIn(at(text), zone)).toBe(day);
  });

  it.each([
    ["America/New_York", "2026-03-08", "2026-03-08T05:00:00.000Z", 23], // the short day
    ["America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z", 25], // the long one
    ["America/Chicago", "2026-03-08", "2026-03-08T06:00:00.000Z", 23],
    ["America/Chicago", "2026-04-07", "2026-04-07T05:00:00.000Z", 24],
    ["America/Los_Angeles", "2026-11-01", "2026-11-01T07:00:00.000Z", 25],
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z", 25], // midnight comes twice: the first
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z", 23], // midnight never comes: 01:00
  ])("in %s %s begins at %s and has %i hours", (zone, day, first, hours) => {
    const begins = startOfDay(civilDate(day), zone);
    expect(instantText(begins)).toBe(first);
    const next = civilDateIn(instant(begins + 30 * 3_600_000), zone);
    expect((startOfDay(next, zone) - begins) / 3_600_000).toBe(hours);
    expect(civilDateIn(begins, zone)).toBe(day);
    expect(civilDateIn(instant(begins - 1), zone) < day).toBe(true);
  });

  it.each(["America/New_York", "America/Chicago", "America/Los_Angeles"])("the nights of %s", (zone) => {
    const standard = zoneOffset(at("2026-01-01T00:00Z"), zone);
    const hour = 3_600_000;
    const twice = wall("2026-11-01T01:30:00");
    expect(fromLocal(twice, zone)).toEqual({
      kind: "twice",
      first: twice - standard - hour,
      second: twice - standard,
    });
    const never = fromLocal(wall("2026-03-08T02:30:00"), zone);
    expect(never).toEqual({ kind: "never", after: wall("2026-03-08T02:30:00") - standard });
    const kinds = [
      "2026-03-08T01:59:59",
      "2026-03-08T02:00:00",
      "2026-03-08T02:59:59",
      "2026-03-08T03:00:00",
    ];
    expect(kinds.map((text) => fromLocal(wall(text), zone).kind)).toEqual(["once", "never", "never", "once"]);
    const autumn = [
      "2026-11-01T00:59:59",
      "2026-11-01T01:00:00",
      "2026-11-01T01:59:59",
      "2026-11-01T02:00:00",
    ];
    expect(autumn.map((text) => fromLocal(wall(text), zone).kind)).toEqual([
      "once",
      "twice",
      "twice",
      "once",
    ]);
  });

  const zones = [
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/St_Johns",
    "Europe/London",
    "Australia/Lord_Howe",
  ];

  it("offsets agree with the runtime's own calendar and with date-fns-tz, at any instant and around every change", () => {
    const anyInstant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });
    const property = fc.property(fc.constantFrom(...zones), anyInstant, (zone, milliseconds) => {
      const value = instant(milliseconds);
      expect(localText(value, zone)).toBe(shownByIntl(value, zone));
      expect(localText(value, zone)).toBe(formatInTimeZone(milliseconds, zone, "yyyy-MM-dd HH:mm:ss"));
    });
    fc.assert(property, { numRuns: 1000 });
    for (const zone of zones) {
      for (let hour = Date.UTC(2026, 0, 1); hour < Date.UTC(2027, 0, 1); hour += 3_600_000 * 5) {
        expect(localText(instant(hour), zone)).toBe(shownByIntl(instant(hour), zone));
      }
    }
  });

  it("an instant is among the readings of what its clock shows", () => {
    const anyInstant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2037, 0, 1) });
    const property = fc.property(fc.constantFrom(...zones), anyInstant, (zone, milliseconds) => {
      const reading = fromLocal(milliseconds + zoneOffset(instant(milliseconds), zone), zone);
      const instants =
        reading.kind === "twice"
          ? [reading.first, reading.second]
          : reading.kind === "once"
            ? [reading.first]
            : [];
      expect(instants).toContain(milliseconds);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

const formats = new Map<string, Intl.DateTimeFormat>();

/** One oracle: what the runtime writes for a wall clock. The other is date-fns-tz. */
function shownByIntl(value: Instant, zone: string): string {
  const known = formats.get(zone);
  const options = { timeZone: zone, dateStyle: "short", timeStyle: "medium" } as const;
  const format = known ?? new Intl.DateTimeFormat("sv-SE", options);
  formats.set(zone, format);
  return format.format(value);
}
