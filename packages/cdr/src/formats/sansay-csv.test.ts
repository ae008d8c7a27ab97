import { type Instant, parseInstant } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { openReader } from "../read-records.ts";
import { oneAside, oneCall, readAll, sourceOf } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "sansay-csv", zone: "America/Los_Angeles" };

/** By column, from 1. */
type Cells = Readonly<Record<number, string>>;

const CALL: Cells = {
  1: "002452502",
  2: "V1.10",
  3: "R",
  4: "WithMedia",
  5: "181-1071459514@10.0.0.28",
  6: "0001",
  7: "Mon Dec 15 11:38:34 2025",
  8: "Mon Dec 15 11:38:41 2025",
  9: "Mon Dec 15 11:39:53 2025",
  10: "480",
  14: "000200",
  16: "13125550142",
  18: "12125550100",
  33: "000300",
  52: "F",
  53: "12125550000",
  54: "72",
  57: "72340",
  59: "13125550142",
};
const row = (changes: Cells = {}, width = 59): string =>
  Array.from({ length: width }, (_, index) => `${{ ...CALL, ...changes }[index + 1] ?? ""};`).join("");

describe("a row", () => {
  it("is a call of 72 s, by the minutes west of Greenwich beside its times", () => {
    expect(callJson(oneCall(settings, row()), "cdr")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2025-12-15",
      from: "13125550142",
      to: "12125550100",
      startedAt: "2025-12-15T19:38:34.000Z",
      answeredAt: "2025-12-15T19:38:41.000Z",
      releasedAt: "2025-12-15T19:39:53.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "0001",
      trunkIn: "000200",
      trunkOut: "000300",
      routingNumber: null,
    });
    expect(oneCall({ ...settings, billingBase: "milliseconds" }, row()).billableMilliseconds).toBe(72_340);
  });

  it.each<[name: string, zone: string, changes: Cells, startedAt: string]>([
    ["the record's minutes before another zone", "America/New_York", {}, "2025-12-15T19:38:34.000Z"],
    ["and before UTC", "UTC", {}, "2025-12-15T19:38:34.000Z"],
    ["east of Greenwich", "UTC", { 10: "-60" }, "2025-12-15T10:38:34.000Z"],
    [
      "summer, with daylight time in the minutes",
      "America/Los_Angeles",
      { ...at("Jul 15"), 10: "420" },
      "2025-07-15T18:38:34.000Z",
    ],
    [
      "summer, without: the zone knows",
      "America/Los_Angeles",
      { ...at("Jul 15"), 10: "480" },
      "2025-07-15T18:38:34.000Z",
    ],
    [
      "summer where clocks do not change",
      "America/Phoenix",
      { ...at("Jul 15"), 10: "420" },
      "2025-07-15T18:38:34.000Z",
    ],
  ])("%s", (_, zone, changes, startedAt) =>
    expect(callJson(oneCall({ ...settings, zone }, row(changes)), "x")).toMatchObject({ startedAt }),
  );

  it.each<[name: string, changes: Cells, told: object]>([
    [
      "nobody answered",
      { 6: "0002", 8: "NA", 54: "0", 57: "0" },
      { answered: false, answeredAt: null, billableMilliseconds: 0 },
    ],
    [
      "failed, with seconds all the same",
      { 6: "404" },
      { answered: false, billableMilliseconds: 0, releaseCause: "404" },
    ],
    ["no calling number", { 16: "" }, { from: "" }],
    ["an attempt on which seconds were spent", { 52: "I" }, { answered: true, billableMilliseconds: 72_000 }],
  ])("%s", (_, changes, told) => expect(callJson(oneCall(settings, row(changes)), "x")).toMatchObject(told));

  it("that tells of an attempt at another route is ignored", () => {
    expect(oneAside(settings, row({ 6: "403", 8: "NA", 52: "I", 54: "0" }))).toMatchObject({
      bucket: "ignored",
      reason: "OTHER_LEG",
      keyDay: "2025-12-15",
    });
  });

  it.each<[name: string, text: string, reason: string]>([
    ["an audit record", row({ 3: "A" }), "RECORD_KIND"],
    ["cut off", row({}, 56), "RECORD_COLUMNS"],
    ["cut off inside the last column that is read", row({}, 57).slice(0, -2), "RECORD_COLUMNS"],
    ["no minutes west", row({ 10: "" }), "RECORD_TIME"],
    ["a time of another shape", row({ 7: "2025-12-15 11:38:34" }), "RECORD_TIME"],
    ["seconds that are none", row({ 54: "NA" }), "RECORD_DURATION"],
    ["the end before the answer", row({ 9: "Mon Dec 15 11:38:40 2025" }), "RECORD_TIME_ORDER"],
  ])("suspended: %s", (_, text, reason) =>
    expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason }),
  );
});

describe("a file", () => {
  const second = row({ 1: "002452503", 5: "182@10.0.0.28" });
  const heading =
    "Record Sequence Number;Version Number;Record Type;Connection Type;Session ID;Release Cause;";
  const inTwo = row().replace("V1.10;R;", "V1.10;R;\n");
  it.each<[name: string, text: string]>([
    ["rows alone", `${row()}\n${second}\n`],
    ["a heading", `${heading}\r\n${row()}\r\n${second}\r\n`],
    ["padding behind the last row", `${row()}\n${second}\n${"\0".repeat(40)}`],
    ["blanks behind the last row", `${row()}\n${second}${" ".repeat(40)}\n   \n`],
    ["the header of a record in a row of its own", `${inTwo}\n${second}\n`],
  ])("%s: two calls, and nothing else", (_, text) => {
    const { calls, setAside, records } = readAll(settings, text);
    expect([records, setAside, calls.map(({ billableMilliseconds }) => billableMilliseconds)]).toEqual([
      2,
      [],
      [72_000, 72_000],
    ]);
    expect(calls[0]?.callKey).toBe(oneCall(settings, row()).callKey);
    expect(calls[0]?.contentHash).toBe(oneCall(settings, row()).contentHash);
  });

  it("reports the numbers of its records, for what is missing between them was never delivered", () => {
    const readAt = parseInstant("2026-05-01T06:00:00Z") as Instant;
    const source = sourceOf(settings);
    const reader = openReader({ source, fileHash: "f".repeat(64), readAt, resumeAt: 0 });
    const rows = [7, 8, 11].map((number) => row({ 1: String(number), 5: `${number}@h` }));
    expect(reader.read(new TextEncoder().encode(`${rows.join("\n")}\n`)).sequences).toEqual([
      { counter: "record", from: 7, until: 9 },
      { counter: "record", from: 11, until: 12 },
    ]);
  });

  it("damaged in any way: nothing is lost and nothing thrown", () => {
    surviveDamage(settings, `${heading}\n${row()}\n${inTwo}\n${second}\n`);
  });
});

function at(day: string): Cells {
  const time = (clock: string): string => `Tue ${day} ${clock} 2025`;
  return { 7: time("11:38:34"), 8: time("11:38:41"), 9: time("11:39:53") };
}
