import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "cucm-csv", carrierTrunks: ["trunk-chi"] };

const ROW = {
  cdrRecordType: "1",
  globalCallID_callId: "7001",
  dateTimeOrigination: "1775570580",
  callingPartyNumber: "5550101",
  origCause_value: "16",
  originalCalledPartyNumber: "5550102",
  finalCalledPartyNumber: "12125550142",
  destCause_value: "0",
  dateTimeConnect: "1775570590",
  dateTimeDisconnect: "1775570662",
  pkid: "00000000-0000-0000-0000-000000000001",
  duration: "72",
  origDeviceName: "SEP000000000001",
  destDeviceName: "trunk-chi",
  authCodeDescription: "front desk",
  clientMatterCode: "acme",
};
type Row = typeof ROW;
const line = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/^\d+$/.test(cell) ? cell : `"${cell}"`)).join(",")}\n`;
const heading = (names: readonly string[] = Object.keys(ROW)): string =>
  line(names) + line(names.map(() => "INTEGER")).replaceAll('"', "");
const row = (changes: Partial<Row> = {}): string => line(Object.values({ ...ROW, ...changes }));

describe("a row", () => {
  it("is read by the names of its columns", () => {
    const call = oneCall(settings, heading() + row());
    expect(callJson(call, "cdr")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "5550101",
      to: "12125550142",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:10.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "16",
      direction: "outbound",
      trunkIn: "SEP000000000001",
      trunkOut: "trunk-chi",
      accountHint: "acme",
    });
  });

  it("in another order, with more columns and fewer of those that may lack: the same call", () => {
    const { clientMatterCode, ...others } = { ...ROW, newColumn: "x" };
    const names = Object.keys(others)
      .toReversed()
      .filter((name) => name !== "cdrRecordType");
    const cells = names.map((name) => (others as Record<string, string>)[name] ?? "");
    const text = heading(["cdrRecordType", ...names]) + line(["1", ...cells]);
    const call = oneCall(settings, text);
    expect(call.callKey).toBe(oneCall(settings, heading() + row()).callKey);
    expect([call.accountHint, clientMatterCode]).toEqual(["front desk", "acme"]);
  });

  it.each([
    [
      "was never answered",
      { dateTimeConnect: "0", duration: "0" },
      { answered: false, answeredAt: null, billableMilliseconds: 0 },
    ],
    ["was answered for less than a second", { duration: "0" }, { answered: true, billableMilliseconds: 0 }],
    [
      "was released by the called side",
      { origCause_value: "0", destCause_value: "17" },
      { releaseCause: "17" },
    ],
    ["was not forwarded", { finalCalledPartyNumber: "" }, { to: "5550102" }],
    ["has no key", { pkid: "" }, { keyIsWeak: true }],
  ])("that %s", (_, changes, expected) => {
    expect(oneCall(settings, heading() + row(changes))).toMatchObject(expected);
  });

  it("with cells behind those that are named counts as such", () => {
    expect(readAll(settings, heading() + row().replace("\n", ",9\n"))).toMatchObject({
      extra: 1,
      records: 1,
    });
  });
});

describe("what is no call", () => {
  it("a leg of a recorder is ignored, with its seconds", () => {
    const leg = row({ callingPartyNumber: "b001234567890", destCause_value: "1459617833" });
    expect(oneAside(settings, heading() + leg)).toMatchObject({
      bucket: "ignored",
      reason: "NOT_A_CALL",
      milliseconds: 72_000,
      keyDay: "2026-04-07",
    });
  });

  it("every row of a cmr file is ignored", () => {
    const quality = `"cdrRecordType","globalCallID_callId","numberPacketsSent","duration"\nINTEGER,INTEGER,INTEGER,INTEGER\n2,7001,559,11\n2,7001,555,11\n`;
    const { setAside, records } = readAll(settings, quality);
    expect(records).toBe(2);
    expect(setAside.map(({ bucket, reason }) => [bucket, reason])).toEqual([
      ["ignored", "NOT_A_CALL"],
      ["ignored", "NOT_A_CALL"],
    ]);
  });
});

describe("what is refused", () => {
  it.each([
    ["RECORD_COLUMNS", row()],
    ["RECORD_COLUMNS", heading(Object.keys(ROW).filter((name) => name !== "pkid")) + row()],
    ["RECORD_COLUMNS", heading() + row().split(",").slice(0, 9).join(",")],
    ["RECORD_QUOTING", heading() + row().slice(0, 100)],
    ["RECORD_KIND", heading() + row({ cdrRecordType: "7" })],
    ["RECORD_TIME", heading() + row({ dateTimeConnect: "soon" })],
    ["RECORD_TIME", heading() + row({ dateTimeOrigination: "0" })],
    ["RECORD_TIME_ORDER", heading() + row({ dateTimeDisconnect: "1775570589" })],
    ["RECORD_DURATION", heading() + row({ duration: "-1" })],
    ["RECORD_DURATION", heading() + row({ duration: "" })],
    ["NUMBER_CLIPPED", heading() + row({ callingPartyNumber: "1.21256E+10" })],
  ])("%s", (reason, text) => {
    expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason });
  });

  it("nothing is lost, whatever byte is wrong", () => {
    surviveDamage(settings, heading() + row() + row({ pkid: "2" }));
  });
});
