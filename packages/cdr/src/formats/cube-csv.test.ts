import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "cube-csv", zone: "UTC" };

/** In the order of the compact form. */
const LEG = {
  unix_time: "1775570662",
  "call-id": "4319",
  "cdr-type": "1",
  "leg-type": "2",
  "h323-conf-id": "CA615B46 D96B11E2 8F499C9C 52CD806F",
  "peer-address": "12125550100",
  "peer-sub-address": "",
  "h323-setup-time": "*14:03:00.468 UTC Tue Apr 07 2026",
  "alert-time": "*14:03:04.868 UTC Tue Apr 07 2026",
  "h323-connect-time": "*14:03:10.978 UTC Tue Apr 07 2026",
  "h323-disconnect-time": "*14:04:22.548 UTC Tue Apr 07 2026",
  "h323-disconnect-cause": "10",
  "disconnect-text": "normal call clearing (16)",
  "h323-call-origin": "answer",
  "charged-units": "0",
  "info-type": "2",
  "paks-out": "281",
  "bytes-out": "44960",
  "paks-in": "295",
  "bytes-in": "47200",
  username: "3125550142",
  clid: "3125550142",
  dnis: "12125550100",
  feature: "fn:TWC",
};
type Leg = Partial<typeof LEG>;
const row = (changes: Leg = {}): string => `${Object.values({ ...LEG, ...changes }).join(",")},,,,\n`;
const OUT: Leg = { "call-id": "4320", "h323-call-origin": "originate" };

describe("the leg by which a call came in", () => {
  it("is the call, from connect to disconnect: 71 s of 71,570 ms", () => {
    expect(callJson(oneCall(settings, row()), "cdr.txt")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "3125550142",
      to: "12125550100",
      startedAt: "2026-04-07T14:03:00.468Z",
      answeredAt: "2026-04-07T14:03:10.978Z",
      releasedAt: "2026-04-07T14:04:22.548Z",
      billableMilliseconds: 71_000,
      answered: true,
      releaseCause: "10",
    });
    expect(oneCall({ ...settings, billingBase: "milliseconds" }, row()).billableMilliseconds).toBe(71_570);
  });

  it.each<[name: string, changes: Leg, told: object]>([
    ["never connected", { "h323-connect-time": "" }, { answered: false, billableMilliseconds: 0 }],
    [
      "connected and released at once: never answered",
      { "h323-connect-time": LEG["h323-disconnect-time"] },
      { answered: false, answeredAt: null },
    ],
    [
      "answered for less than a second",
      { "h323-connect-time": "*14:04:21.900 UTC Tue Apr 07 2026" },
      { answered: true, billableMilliseconds: 0 },
    ],
    ["called back", { "h323-call-origin": "callback" }, { answered: true }],
    [
      "the feature and what belongs to it in one cell",
      { feature: '"fn:TWC,ft:04/07/2026 14:03:00.466,frs:0"' },
      { answered: true },
    ],
    [
      "in the zone of its letters",
      { "h323-setup-time": ".10:03:00.468 EDT Tue Apr 07 2026" },
      { startedAt: "2026-04-07T14:03:00.468Z" },
    ],
  ])("%s", (_, changes, told) => expect(callJson(oneCall(settings, row(changes)), "x")).toMatchObject(told));

  it("bills alone: the other leg, and what was done on the way, are ignored and counted with their time", () => {
    const { calls, setAside } = readAll(settings, row() + row(OUT) + row({ feature: "HOLD" }));
    expect(calls).toHaveLength(1);
    expect(setAside).toMatchObject([
      { bucket: "ignored", reason: "OTHER_LEG", milliseconds: 71_000, keyDay: "2026-04-07" },
      { bucket: "ignored", reason: "NOT_A_CALL" },
    ]);
  });

  it("does not, where the source bills the other leg", () => {
    const { calls, setAside } = readAll({ ...settings, billedLeg: "b" }, row() + row(OUT));
    expect([calls.length, setAside.map(({ reason }) => reason)]).toEqual([1, ["OTHER_LEG"]]);
  });

  it.each<[name: string, text: string, reason: string]>([
    ["cut off", row().slice(0, 200), "RECORD_COLUMNS"],
    ["cut off in the feature", row().slice(0, row().indexOf("TWC")), "RECORD_COLUMNS"],
    ["cut off in the number that was called", row().slice(0, row().indexOf(",fn:TWC") - 4), "RECORD_COLUMNS"],
    ["neither way", row({ "h323-call-origin": "x" }), "RECORD_KIND"],
    ["no set-up time", row({ "h323-setup-time": "" }), "RECORD_TIME"],
    [
      "letters that mean no zone",
      row({ "h323-setup-time": "14:03:00.468 QST Tue Apr 07 2026" }),
      "RECORD_TIME",
    ],
    ["answered, and no end", row({ "h323-disconnect-time": "" }), "RECORD_DURATION"],
    [
      "over before it was answered",
      row({ "h323-disconnect-time": "14:03:10.000 UTC Tue Apr 07 2026" }),
      "RECORD_DURATION",
    ],
  ])("suspended: %s", (_, text, reason) =>
    expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason }),
  );

  it("is found in the detailed form, with its trunks, and the features far behind", () => {
    const detailed = (changes: Readonly<Record<number, string>>): string => {
      const cells = [...Object.values(LEG).slice(0, 23), ...Array<string>(107).fill("")];
      for (const [position, text] of Object.entries({ 113: "TWC", ...changes }))
        cells[Number(position) - 1] = text;
      return `${cells.join(",")}\n`;
    };
    const trunks = { 33: "4711", 76: "00", 77: "3125550000", 82: "to-carrier", 85: "from-pbx" };
    const text = detailed(trunks) + detailed({ 113: "HOLD" });
    const { calls, setAside } = readAll(settings, text + text.slice(0, 400));
    expect(calls).toMatchObject([
      {
        ...{ from: "3125550142", to: "12125550100", billableMilliseconds: 71_000 },
        ...{ trunkIn: "from-pbx", trunkOut: "to-carrier", accountHint: "4711" },
        ...{ chargeNumber: "3125550000", originatingLineInfo: "00" },
      },
    ]);
    expect(setAside.map(({ reason }) => reason)).toEqual(["NOT_A_CALL", "RECORD_COLUMNS"]);
  });

  it("is found in the columns that the source states", () => {
    const columns = Object.keys(LEG).toReversed();
    const text = columns.map((name) => LEG[name as keyof typeof LEG]).join(",");
    expect(oneCall({ ...settings, columns }, text)).toMatchObject({
      from: "3125550142",
      billableMilliseconds: 71_000,
    });
  });
});

it("a file damaged in any way: nothing is lost and nothing thrown", () => {
  surviveDamage(settings, row() + row(OUT) + row({ ...OUT, feature: '"fn:HOLD,ft:x"' }));
});
