import { instantText } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import {
  clockFirstTime,
  isoTime,
  isoTimeOrUtc,
  printedTime,
  type ReadTime,
  rfc2822Time,
  twelveHourTime,
} from "./written-times.ts";

/** What a text was read as: an instant with `Z`, a local reading without; and the day as it was written. */
function told(readTime: ReadTime, text: string): string | null {
  const stamp = readTime(text);
  if (stamp === null || stamp === "unreadable") return stamp;
  if (stamp.kind === "instant") return `${instantText(stamp.at)} of ${stamp.day}`;
  return `${new Date(stamp.reading).toISOString().slice(0, -1)} of ${stamp.day}`;
}

const ios = clockFirstTime({ XYZ: "-05:00", EET: "+03:00" });

describe("times as carriers write them", () => {
  it.each<[name: string, readTime: ReadTime, text: string, expected: string | null]>([
    ["RFC 2822", rfc2822Time, "Tue, 07 Apr 2026 14:03:00 +0000", "2026-04-07T14:03:00.000Z of 2026-04-07"],
    ["its offset", rfc2822Time, "Tue, 7 Apr 2026 22:03:00 -0400", "2026-04-08T02:03:00.000Z of 2026-04-07"],
    ["no offset", rfc2822Time, "Tue, 07 Apr 2026 14:03:00", "unreadable"],
    ["a day that no month has", rfc2822Time, "Tue, 31 Apr 2026 14:03:00 +0000", "unreadable"],
    ["ISO 8601", isoTime, "2026-04-07T14:03:10Z", "2026-04-07T14:03:10.000Z of 2026-04-07"],
    ["a fraction", isoTime, "2026-04-07T14:03:10.2507Z", "2026-04-07T14:03:10.250Z of 2026-04-07"],
    ["an offset", isoTime, "2026-04-07T23:03:10-04:00", "2026-04-08T03:03:10.000Z of 2026-04-07"],
    ["hours of offset alone", isoTime, "2026-04-07 14:03:10+00", "2026-04-07T14:03:10.000Z of 2026-04-07"],
    ["west of Greenwich", isoTime, "2026-04-07 23:03:10-04", "2026-04-08T03:03:10.000Z of 2026-04-07"],
    ["half an hour digit", isoTime, "2026-04-07 23:03:10-4", "unreadable"],
    ["a space", isoTime, "2026-04-07 14:03:10 UTC", "2026-04-07T14:03:10.000Z of 2026-04-07"],
    ["local", isoTime, "2026-04-07 14:03:10", "2026-04-07T14:03:10.000 of 2026-04-07"],
    [
      "UTC where its column is",
      isoTimeOrUtc,
      "2026-04-07 14:03:10",
      "2026-04-07T14:03:10.000Z of 2026-04-07",
    ],
    ["the month first", isoTime, "04/07/2026 14:03:10", "unreadable"],
    ["the morning", twelveHourTime, "2015/09/12 10:03:05 AM", "2015-09-12T10:03:05.000Z of 2015-09-12"],
    ["the evening", twelveHourTime, "2015/10/19 9:12:46 PM", "2015-10-19T21:12:46.000Z of 2015-10-19"],
    ["midnight", twelveHourTime, "2015/10/19 12:00:00 AM", "2015-10-19T00:00:00.000Z of 2015-10-19"],
    ["noon", twelveHourTime, "2015/10/19 12:00:00 PM", "2015-10-19T12:00:00.000Z of 2015-10-19"],
    ["hour 13 of 12", twelveHourTime, "2015/10/19 13:00:00 PM", "unreadable"],
    ["hour 0 of 12", twelveHourTime, "2015/10/19 0:12:46 AM", "unreadable"],
    ["no half", twelveHourTime, "2015/10/19 9:12:46", "unreadable"],
    ["an SBC", ios, "15:54:56.868 PST DEC 18 2017", "2017-12-18T23:54:56.868Z of 2017-12-18"],
    ["daylight time", ios, "15:54:56.868 PDT JUL 18 2017", "2017-07-18T22:54:56.868Z of 2017-07-18"],
    ["a router", ios, "16:46:02.356 UTC Wed Dec 11 2002", "2002-12-11T16:46:02.356Z of 2002-12-11"],
    ["a clock never set", ios, "*05:39:35.468 UTC Fri Jun 21 2013", "2013-06-21T05:39:35.468Z of 2013-06-21"],
    ["a clock adrift", ios, ".05:39:35.468 UTC Fri Jun 1 2013", "2013-06-01T05:39:35.468Z of 2013-06-01"],
    [
      "letters of the source",
      ios,
      "20:00:00.000 XYZ Fri Jun 21 2013",
      "2013-06-22T01:00:00.000Z of 2013-06-21",
    ],
    [
      "before those of the table",
      ios,
      "16:46:02 EET Wed Dec 11 2002",
      "2002-12-11T13:46:02.000Z of 2002-12-11",
    ],
    ["letters nobody knows", ios, "16:46:02.356 QQQ Wed Dec 11 2002", "unreadable"],
    ["as C prints it", printedTime, "Mon Dec 15 11:38:34 2003", "2003-12-15T11:38:34.000 of 2003-12-15"],
    ["one digit", printedTime, "Mon Dec  1 11:38:34 2003", "2003-12-01T11:38:34.000 of 2003-12-01"],
    ["none", printedTime, "NA", null],
    ["nothing", rfc2822Time, "", null],
    ["the zero of Unix", isoTime, "1970-01-01T00:00:00Z", null],
    ["the zero of SQL", isoTime, "1900-01-01 00:00:00", null],
  ])("%s", (_, readTime, text, expected) => expect(told(readTime, text)).toBe(expected));
});
