import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "acme-csv", zone: "America/Los_Angeles" };

/** By column, from 1. */
type Cells = Readonly<Record<number, string>>;

const STOP: Cells = {
  1: "2",
  2: "10.0.0.5",
  4: '"SD00000001-aa"',
  10: `"'ANN "THE" 5551234'<sip:13125550142@10.0.0.1:5060;user=phone>;tag=SD1"`,
  11: '"<sip:+12125550100;npdi;rn=+12125550000@10.0.0.2>"',
  12: "1",
  13: "72",
  14: '"07:03:00.100 PDT APR 07 2026"',
  15: '"07:03:10.250 PDT APR 07 2026"',
  16: '"07:04:22.900 PDT APR 07 2026"',
  17: "16",
  22: '"carrier"',
  23: '"acme"',
};
const START: Cells = {
  1: "1",
  4: STOP[4] ?? "",
  10: STOP[10] ?? "",
  11: STOP[11] ?? "",
  12: STOP[14] ?? "",
  13: STOP[15] ?? "",
  18: STOP[22] ?? "",
  19: STOP[23] ?? "",
};

function row(cells: Cells, width: number): string {
  return Array.from({ length: width }, (_, index) => cells[index + 1] ?? "").join(",");
}
const stop = (changes: Cells = {}, width = 175): string => row({ ...STOP, ...changes }, width);

describe("a Stop", () => {
  it.each([175, 269, 180])("of %i columns is a whole call of 72 s", (width) => {
    expect(callJson(oneCall(settings, stop({}, width)), "cdr202604070704a")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "13125550142",
      to: "+12125550100",
      routingNumber: "12125550000",
      startedAt: "2026-04-07T14:03:00.100Z",
      answeredAt: "2026-04-07T14:03:10.250Z",
      releasedAt: "2026-04-07T14:04:22.900Z",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "16",
      trunkIn: "acme",
      trunkOut: "carrier",
      direction: "unknown",
    });
  });

  it("of release S-CX6.1 lacks a column, and says the same; so does its Start", () => {
    const withoutForked = (text: string): string => text.split(",").toSpliced(7, 1).join(",");
    const { contentHash: _, ...facts } = oneCall(settings, stop({}, 169));
    const older = oneCall(settings, withoutForked(stop({}, 169)));
    expect(older).toMatchObject({ ...facts, record: { ...facts.record, length: facts.record.length - 1 } });
    const [part] = readAll(settings, `${withoutForked(row(START, 116))}\n`).parts;
    expect(part).toMatchObject({
      callKey: facts.callKey,
      part: { role: "start", facts: { trunkIn: "acme" } },
    });
  });

  it.each<[name: string, changes: Cells, told: object]>([
    [
      "connect empty: unanswered",
      { 13: "0", 15: "" },
      { answered: false, answeredAt: null, billableMilliseconds: 0 },
    ],
    ["no seconds: unanswered, though it connected", { 13: "0" }, { answered: false, answeredAt: null }],
    ["seconds, and never connected: unanswered", { 15: "" }, { answered: false, billableMilliseconds: 0 }],
    ["the termination cause, where there is no other", { 17: "" }, { releaseCause: "1" }],
    [
      "who hides the number is known by the asserted one",
      { 10: "<sip:anonymous@anonymous.invalid>", 126: "<sip:+13125550177@h>" },
      { from: "+13125550177" },
    ],
    ["or not at all", { 10: "<sip:anonymous@anonymous.invalid>" }, { from: "anonymous" }],
    ["who shows it is known by it", { 126: "<sip:+13125550177@h>" }, { from: "13125550142" }],
    ["in another zone", { 14: "10:03:00.000 EDT APR 07 2026" }, { startedAt: "2026-04-07T14:03:00.000Z" }],
  ])("%s", (_, changes, told) => expect(callJson(oneCall(settings, stop(changes)), "x")).toMatchObject(told));

  it("keeps P-Asserted-ID in rows of 269 behind the 94 columns more", () => {
    const changes = { 10: "<sip:anonymous@anonymous.invalid>", 126: "junk", 220: "<sip:+13125550177@h>" };
    expect(oneCall(settings, stop(changes, 269)).from).toBe("+13125550177");
  });

  it.each<[name: string, text: string, reason: string]>([
    ["cut off", row(STOP, 22), "RECORD_COLUMNS"],
    ["cut off in its realm", row(STOP, 23), "RECORD_COLUMNS"],
    ["of an unknown kind", stop({ 1: "7" }), "RECORD_KIND"],
    ["letters that mean no zone", stop({ 14: "07:03:00.100 QST APR 07 2026" }), "RECORD_TIME"],
    ["seconds that are none", stop({ 13: "1:12" }), "RECORD_DURATION"],
    ["the end before the answer", stop({ 16: "07:03:09.000 PDT APR 07 2026" }), "RECORD_TIME_ORDER"],
  ])("suspended: %s", (_, text, reason) =>
    expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason }),
  );

  it("reads letters that the source explains", () => {
    const source = { ...settings, zoneAbbreviations: { QST: "-07:00" } };
    const text = stop({ 14: "07:03:00.100 QST APR 07 2026" });
    expect(callJson(oneCall(source, text), "x").startedAt).toBe("2026-04-07T14:03:00.100Z");
  });
});

describe("Start and Interim", () => {
  it.each([
    ["1", "start"],
    ["3", "interim"],
  ])("kind %s is a piece of the same call (%s)", (kind, role) => {
    const { calls, parts } = readAll(settings, `${row({ ...START, 1: kind }, 122)}\n${stop()}\n`);
    expect(parts).toMatchObject([
      {
        keyDay: "2026-04-07",
        part: {
          role,
          facts: {
            from: "13125550142",
            to: "+12125550100",
            answered: true,
            billableMilliseconds: null,
            trunkIn: "acme",
            trunkOut: "carrier",
            routingNumber: "12125550000",
          },
        },
      },
    ]);
    expect(parts[0]?.callKey).toBe(calls[0]?.callKey);
  });

  it("Interims of one call differ by what stands behind the columns that are read", () => {
    const interims = ["100", "200"].map((octets) => row({ ...START, 1: "3", 40: octets }, 122));
    const { parts } = readAll(settings, interims.join("\n"));
    expect(new Set(parts.map(({ part }) => part.contentHash)).size).toBe(2);
  });

  it("a Start that was not answered yet says so", () => {
    const { parts } = readAll(settings, row({ ...START, 13: "" }, 122));
    expect(parts[0]?.part.facts).toMatchObject({ answered: null, answeredAt: null });
  });

  it.each([
    ["no session", row({ ...START, 4: "" }, 122), "RECORD_NO_KEY"],
    ["cut off", row(START, 18), "RECORD_COLUMNS"],
    ["cut off in its realm", row(START, 19), "RECORD_COLUMNS"],
  ])("suspended: %s", (_, text, reason) => expect(oneAside(settings, text).reason).toBe(reason));
});

it("a file damaged in any way: nothing is lost and nothing thrown", () => {
  surviveDamage(settings, `${row(START, 30)}\n${row(STOP, 30)}\n${row({ ...STOP, 4: "SD2" }, 30)}\n`);
});
