import { describe, expect, it } from "vitest";
import { writtenStamp } from "./written-stamp.ts";

const local = (reading: string, day: string) => ({ kind: "local", reading: Date.parse(reading), day });
const instantAt = (at: string, day: string) => ({ kind: "instant", at: Date.parse(at), day });

describe("a time as a switch wrote it", () => {
  it.each([
    ["2026-04-07 14:03:10", local("2026-04-07T14:03:10Z", "2026-04-07")],
    ["2026-04-07 14:03:10.987654", local("2026-04-07T14:03:10.987Z", "2026-04-07")],
    ["2026-04-07T14:03:10", local("2026-04-07T14:03:10Z", "2026-04-07")],
    ["2020/2/10 22:41", local("2020-02-10T22:41:00Z", "2020-02-10")],
    ["2020/2/10 9:41", local("2020-02-10T09:41:00Z", "2020-02-10")],
    ["2020/12/01 09:41:59", local("2020-12-01T09:41:59Z", "2020-12-01")],
    ["2026-04-07 23:03:10.5-04", instantAt("2026-04-08T03:03:10.5Z", "2026-04-07")],
    ["2026-04-07 14:03:10+00", instantAt("2026-04-07T14:03:10Z", "2026-04-07")],
    ["2026-04-07 14:03:10+05:30", instantAt("2026-04-07T08:33:10Z", "2026-04-07")],
    ["2026-04-07T14:03:10-0330", instantAt("2026-04-07T17:33:10Z", "2026-04-07")],
    ["2026-04-07T14:03:10Z", instantAt("2026-04-07T14:03:10Z", "2026-04-07")],
    ["1970-01-01 00:00:00+00", null],
    ["2026-04-07 14:03:10-4", "unreadable"], // an offset that is cut off
    ["1775570590", instantAt("2026-04-07T14:03:10Z", "2026-04-07")],
    ["1775570590.123456", instantAt("2026-04-07T14:03:10.123Z", "2026-04-07")],
    ["1775606399.999999", instantAt("2026-04-07T23:59:59.999Z", "2026-04-07")],
    ["1775606400.000000", instantAt("2026-04-08T00:00:00Z", "2026-04-08")],
    ["", null],
    ["0", null],
    ["0.000000", null],
    ["0000-00-00 00:00:00", null],
    ["1970-01-01 00:00:00", null],
    ["1969-12-31 16:00:00", null],
    ["177557059", "unreadable"], // seconds that are cut off
    ["10/2/2020 22:41", "unreadable"], // day or month first?
    ["20/2/10 22:41", "unreadable"],
    ["2026-04/07 14:03:10", "unreadable"],
    ["2026-02-30 14:03:10", "unreadable"],
    ["2026-04-07 24:00:00", "unreadable"],
    ["2026-04-07", "unreadable"],
    ["1.77557E+9", "unreadable"],
    ["never", "unreadable"],
  ])("%s", (text, expected) => expect(writtenStamp(text)).toEqual(expected));
});
