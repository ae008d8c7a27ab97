import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "flowroute-csv", zone: "UTC" };

const CALL = {
  direction: "outbound",
  start_time: "2026-04-07 14:03:00",
  end_time: "2026-04-07 14:04:22",
  destination: "12125550100",
  number_alias: "front desk",
  callerid: "13125550142",
  total_cost: "0.0138",
  result: "Completed",
  call_fail_sip_code: "",
  duration: "72",
  billed_duration: "78",
  custom_x_tag: "acme",
  customer_ip: "10.0.0.1",
  sip_callid: "a84b4c76e66710",
  cdr_id: "c-1",
};
type Call = Partial<typeof CALL>;
const heading = `${Object.keys(CALL).join(",")}\n`;
const row = (changes: Call = {}): string => `${Object.values({ ...CALL, ...changes }).join(",")}\n`;

describe("a row of the export", () => {
  it("is a call of 72 s, answered when it started", () => {
    expect(callJson(oneCall(settings, heading + row()), "cdrs.csv")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "13125550142",
      to: "12125550100",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:00.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "Completed",
      direction: "outbound",
      trunkIn: "10.0.0.1",
      trunkOut: null,
      accountHint: "acme",
    });
  });

  it.each<[name: string, changes: Call, told: object]>([
    ["in", { direction: "inbound" }, { direction: "inbound", trunkIn: null, trunkOut: "10.0.0.1" }],
    ["no way", { direction: "" }, { direction: "unknown" }],
    ["no seconds: unanswered", { duration: "0" }, { answered: false, answeredAt: null }],
    ["none said: unanswered", { duration: "" }, { answered: false, billableMilliseconds: 0 }],
    [
      "failed, with seconds all the same",
      { call_fail_sip_code: "486" },
      { answered: false, billableMilliseconds: 0, releaseCause: "486" },
    ],
    ["no failure by its code", { call_fail_sip_code: "200" }, { answered: true }],
    [
      "as the maker prints one",
      {
        start_time: "2026-04-07 14:03:00+00",
        end_time: "2026-04-07 14:04:22+00",
        direction: "Outbound",
        result: "completed",
        call_fail_sip_code: "200",
        customer_ip: "192.0.2.52:5080",
      },
      {
        answered: true,
        startedAt: "2026-04-07T14:03:00.000Z",
        releasedAt: "2026-04-07T14:04:22.000Z",
        direction: "outbound",
        trunkIn: "192.0.2.52",
      },
    ],
    ["no key", { cdr_id: "" }, { keyIsWeak: true }],
    [
      "UTC, in whatever zone we are",
      { start_time: "2026-04-07T14:03:00.000000" },
      { startedAt: "2026-04-07T14:03:00.000Z" },
    ],
  ])("%s", (_, changes, told) =>
    expect(
      callJson(oneCall({ ...settings, zone: "America/Chicago" }, heading + row(changes)), "x"),
    ).toMatchObject(told),
  );

  it.each<[name: string, changes: Call, reason: string]>([
    ["a time of another shape", { start_time: "04/07/2026 14:03" }, "RECORD_TIME"],
    ["seconds that are none", { duration: "1:12" }, "RECORD_DURATION"],
  ])("suspended: %s", (_, changes, reason) =>
    expect(oneAside(settings, heading + row(changes))).toMatchObject({ bucket: "suspended", reason }),
  );

  it("is found under the headings that the source states", () => {
    const headings = { key: "CDR UUID", to: "Called Party" };
    const text = heading.replace("cdr_id", "Cdr Uuid").replace("destination", "called party") + row();
    expect(oneCall({ ...settings, headings }, text)).toMatchObject({ keyIsWeak: false, to: "12125550100" });
  });
});

it("a file damaged in any way: nothing is lost and nothing thrown", () => {
  surviveDamage(settings, heading + row() + row({ cdr_id: "c-2" }));
});
