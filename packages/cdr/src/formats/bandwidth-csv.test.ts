import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "bandwidth-csv", zone: "UTC" };

const RECORD = {
  AccountNumber: "1234567",
  CallStartDateTime: "2026/04/07 2:03:00 PM",
  CallEndDateTime: "2026/04/07 2:04:12 PM",
  CallType: "INTERSTATE",
  CallSource: "13125550142",
  CallDestination: "12125550100",
  Duration: "72",
  PerMinRate: "0.0115",
  Amount: "0.0138",
  TierType: "0",
  SourceState: "IL",
  DestinationState: "NY",
  DesinationRateCenter: "NWYRCYZN01",
  CallID: "58337677151",
  BdrID: "58337677152",
  SourceIP: "10.0.0.1",
  RateAttempts: "1",
  LRN: "12125550000",
  SubAccountID: "acme",
};
type Changes = Partial<typeof RECORD>;

const heading = `${Object.keys(RECORD).join(",")}\r\n`;
const row = (changes: Changes = {}): string => `${Object.values({ ...RECORD, ...changes }).join(",")}\r\n`;

describe("a billing detail record", () => {
  it("is a call of 72 s, answered when it started", () => {
    expect(callJson(oneCall(settings, heading + row()), "bdr.csv")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "13125550142",
      to: "12125550100",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:00.000Z",
      releasedAt: "2026-04-07T14:04:12.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      direction: "unknown",
      routingNumber: "12125550000",
      accountHint: "acme",
    });
  });

  it.each<[name: string, changes: Changes, told: object]>([
    ["that came in", { CallType: "TOLL-FREE ORIGINATION" }, { direction: "inbound" }],
    ["of no seconds is unanswered", { Duration: "0" }, { answered: false, answeredAt: null }],
    [
      "a second after midnight",
      { CallStartDateTime: "2026/04/07 12:00:01 AM", CallEndDateTime: "" },
      { startedAt: "2026-04-07T00:00:01.000Z", releasedAt: null },
    ],
  ])("%s", (_, changes, told) =>
    expect(callJson(oneCall(settings, heading + row(changes)), "x")).toMatchObject(told),
  );

  it.each<[name: string, changes: Changes, reason: string]>([
    ["rated again", { RateAttempts: "2", BdrID: "58337677999" }, "RECORD_RERATED"],
    ["no BdrID", { BdrID: "" }, "RECORD_NO_KEY"],
    ["a 24-hour clock", { CallStartDateTime: "2026/04/07 14:03:00" }, "RECORD_TIME"],
    ["no seconds", { Duration: "" }, "RECORD_DURATION"],
    ["the end before the start", { CallEndDateTime: "2026/04/07 2:02:59 PM" }, "RECORD_TIME_ORDER"],
    ["a key out of a spreadsheet", { BdrID: "5.83377E+10" }, "NUMBER_CLIPPED"],
  ])("suspended: %s", (_, changes, reason) =>
    expect(oneAside(settings, heading + row(changes))).toMatchObject({ bucket: "suspended", reason }),
  );

  it("rated again is billed where the source reads no attempts", () => {
    const source = { ...settings, headings: { attempt: "none" } };
    expect(oneCall(source, heading + row({ RateAttempts: "2" })).billableMilliseconds).toBe(72_000);
  });

  it("is one call by its BdrID, whatever Bandwidth charges", () => {
    const [first, second] = [row(), row({ Amount: "0.02" })].map((text) => oneCall(settings, heading + text));
    expect([second?.callKey, second?.contentHash]).toEqual([first?.callKey, first?.contentHash]);
    expect(oneCall(settings, heading + row({ BdrID: "1" })).callKey).not.toBe(first?.callKey);
  });

  it("may stand between other separators", () => {
    const text = (heading + row()).replaceAll(",", "|");
    expect(oneCall({ ...settings, separator: "|" }, text).billableMilliseconds).toBe(72_000);
  });
});

it("a file without a heading: every record is suspended, none lost", () => {
  const { records, setAside } = readAll(settings, row() + row());
  expect([records, setAside.map(({ reason }) => reason)]).toEqual([2, ["RECORD_COLUMNS", "RECORD_COLUMNS"]]);
});

it("a file damaged in any way: nothing is lost and nothing thrown", () => {
  surviveDamage(settings, heading + row() + row({ BdrID: "2", SourceState: '"I,L"' }));
});
