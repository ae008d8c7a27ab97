import { instantText } from "@tollwright/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timePatternFault, timeReader } from "./time-pattern.ts";

/** `2026-04-07 14:03:10.000` for a reading, `…Z` for an instant. */
function told(pattern: string, text: string): string | null {
  const stamp = timeReader(pattern)(text);
  if (stamp === null || stamp === "unreadable") return stamp;
  const iso = new Date(stamp.kind === "local" ? stamp.reading : stamp.at).toISOString();
  return `${stamp.day} ${iso.slice(0, 10) === stamp.day ? "" : "UTC "}${iso.slice(11, stamp.kind === "local" ? 23 : 24)}`;
}

describe("times by a pattern", () => {
  it.each([
    ["YYYY-MM-DD HH:mm:ss", "2026-04-07 14:03:10", "2026-04-07 14:03:10.000"],
    ["YYYY-MM-DD HH:mm:ss", " 2026-04-07  14:03:10 ", "2026-04-07 14:03:10.000"],
    ["YYYY/M/D H:mm", "2026/4/7 9:03", "2026-04-07 09:03:00.000"],
    ["DD/MM/YY HH:mm", "04/09/17 12:39", "2017-09-04 12:39:00.000"],
    ["MM/DD/YYYY hh:mm:ss A", "04/07/2026 02:03:10 PM", "2026-04-07 14:03:10.000"],
    ["MM/DD/YYYY hh:mm:ss A", "04/07/2026 12:00:00 am", "2026-04-07 00:00:00.000"],
    ["MM/DD/YYYY hh:mm:ss A", "04/07/2026 12:00:00 pm", "2026-04-07 12:00:00.000"],
    ["MM/DD/YYYY hh:mm:ss A", "04/07/2026 13:00:00 pm", "unreadable"],
    ["YYYYMMDDHHmmss.SSS", "20260407140310.104", "2026-04-07 14:03:10.104"],
    ["YYYYMMDDHHmmss", "20260407140310", "2026-04-07 14:03:10.000"],
    ["DD.MM.YYYY HH:mm:ss", "07.04.2026 14:03:10", "2026-04-07 14:03:10.000"],
    ["MM/DD/YYYY HH:mm:ss.S", "04/07/2026 14:03:10.9", "2026-04-07 14:03:10.900"],
    ["YYYY-MM-DD HH:mm:ss.S", "2026-04-07 14:03:10.123456789", "2026-04-07 14:03:10.123"],
    ["ddd MMM D HH:mm:ss YYYY", "Tue Apr  7 14:03:10 2026", "2026-04-07 14:03:10.000"],
    ["HH:mm:ss.S ZZ MMM DD YYYY", "14:03:10.250 PDT APR 07 2026", "2026-04-07 21:03:10.250Z"],
    ["YYYY-MM-DD HH:mm:ss ZZ", "2026-04-07 23:03:10 -0500", "2026-04-07 UTC 04:03:10.000Z"],
    ["YYYY-MM-DD HH:mm:ss.SZZ", "2026-04-07 23:03:10.26634+00", "2026-04-07 23:03:10.266Z"],
    ["YYYY-MM-DD HH:mm:ss ZZ", "2026-04-07 23:03:10 QQT", "unreadable"],
    ["YYYY-MM-DD [at] HH[h]mm", "2026-04-07 at 14h03", "2026-04-07 14:03:00.000"],
    ["iso8601", "2026-04-07T14:03:10.25Z", "2026-04-07 14:03:10.250Z"],
    ["iso8601", "2026-04-07T14:03:10-05:00", "2026-04-07 19:03:10.000Z"],
    ["iso8601", "2026-04-07T14:03Z", "2026-04-07 14:03:00.000Z"],
    ["iso8601", "2026-04-07 14:03:10", "2026-04-07 14:03:10.000"],
    ["iso8601", "07/04/2026", "unreadable"],
    ["rfc2822", "Tue, 07 Apr 2026 14:03:10 +0000", "2026-04-07 14:03:10.000Z"],
    ["rfc2822", "7 Apr 2026 14:03:10 GMT", "2026-04-07 14:03:10.000Z"],
    ["epochSeconds", "1775570590", "2026-04-07 14:03:10.000Z"],
    ["epochSeconds", "1775570590.250", "2026-04-07 14:03:10.250Z"],
    ["epochMilliseconds", "1775570590250", "2026-04-07 14:03:10.250Z"],
    ["epochMicroseconds", "1775570590250999", "2026-04-07 14:03:10.250Z"],
    ["epochSeconds", "1775570590250", "unreadable"], // milliseconds: the year 58,235
    ["epochSeconds", "1.7E+9", "unreadable"],
    ["epochSeconds", "-1", "unreadable"],
  ])("%s of %j is %s", (pattern, text, expected) => {
    expect(told(pattern, text)).toBe(expected);
  });

  it.each([
    ["YYYY-MM-DD HH:mm:ss", ""],
    ["YYYY-MM-DD HH:mm:ss", "1970-01-01 00:00:00"],
    ["YYYY-MM-DD HH:mm:ss", "1970-12-31 23:59:59"],
    ["YYYY-MM-DD HH:mm:ss", "1900-01-01 00:00:00"],
    ["YYYY-MM-DD HH:mm:ss", "0000-00-00 00:00:00"],
    ["epochSeconds", "0"],
    ["epochMicroseconds", "0"],
    ["iso8601", " "],
  ])("%s of %j is no time", (pattern, text) => {
    expect(told(pattern, text)).toBeNull();
  });

  it.each([
    ["YYYY-MM-DD HH:mm:ss", "2026-02-29 00:00:00"],
    ["YYYY-MM-DD HH:mm:ss", "2026-04-31 00:00:00"],
    ["YYYY-MM-DD HH:mm:ss", "2026-13-01 00:00:00"],
    ["YYYY-MM-DD HH:mm:ss", "2026-04-07 24:00:00"],
    ["YYYY-MM-DD HH:mm:ss", "2026-04-07 23:60:00"],
    ["YYYY-MM-DD HH:mm:ss", "2026-04-07 23:59:60"],
    ["YYYY-MM-DD HH:mm:ss", "2026-04-07 23:59"],
    ["YYYY-MM-DD HH:mm:ss", "2026-04-07 23:59:59 x"],
    ["YYYY-MM-DD HH:mm:ss", "NA"],
  ])("%s of %j is unreadable", (pattern, text) => {
    expect(told(pattern, text)).toBe("unreadable");
  });

  it("29 February is a day in a leap year, and only there", () => {
    const years = [2000, 2024, 2026, 2100].map(
      (year) => told("YYYY-MM-DD HH:mm", `${year}-02-29 00:00`) !== "unreadable",
    );
    expect(years).toEqual([true, true, false, false]);
  });

  it("agrees with the runtime on every instant since 1971", () => {
    const reads = [
      ["YYYY-MM-DDTHH:mm:ss.SSSZZ", (iso: string) => iso],
      ["iso8601", (iso: string) => iso],
      ["epochMilliseconds", (iso: string) => String(Date.parse(iso))],
      ["YYYYMMDDHHmmss.SSS ZZ", (iso: string) => `${iso.slice(0, 23).replace(/[-:T]/g, "")} UTC`],
    ] as const;
    const readers = reads.map(([pattern, write]) => ({ read: timeReader(pattern), write }));
    fc.assert(
      fc.property(fc.integer({ min: 31_536_000_000, max: 253_402_300_799_999 }), (epoch) => {
        const iso = new Date(epoch).toISOString();
        for (const { read, write } of readers) {
          const stamp = read(write(iso));
          expect(stamp).toMatchObject({ kind: "instant", day: iso.slice(0, 10) });
          if (stamp !== null && stamp !== "unreadable" && stamp.kind === "instant")
            expect(instantText(stamp.at)).toBe(iso);
        }
      }),
    );
  });
});

it.each([
  ["YYYY-MM-DD HH:mm:ss", null],
  ["epochSeconds", null],
  ["epochsecond", '"e" means nothing; letters that stand for themselves go into [ ]'],
  ["YYYY-MM-DD hh:mm", "hours of 12 (hh) go with A, hours of 24 (HH) without"],
  ["YYYY-MM-DD HH:mm A", "hours of 12 (hh) go with A, hours of 24 (HH) without"],
  ["YYYY-MM-DD", "it has no hour"],
  ["YYYY-MM-DD HH:MM:ss", "the month stands there twice"],
])("the pattern %j: %s", (pattern, expected) => {
  expect(timePatternFault(pattern)).toBe(expected);
});
