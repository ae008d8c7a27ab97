import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const csv = { format: "telnyx-csv", zone: "America/Chicago" };
const json = { format: "telnyx-json", zone: "UTC" };

const CALL = {
  sip_call_id: "a84b4c76e66710",
  origination_number: "+13125550142",
  terminating_number: "+12125550100",
  direction: "outbound",
  start_timestamp_utc: "2026-04-07T14:03:00Z",
  answer_timestamp: "2026-04-07T14:03:10.250Z",
  end_timestamp: "2026-04-07T14:04:22Z",
  call_duration: "72",
  billable_time: "120",
  record_type: "1",
  hangup_code: "16",
  connection_id: "1293384261075731499",
  billing_group: "acme",
};
type Call = Partial<typeof CALL>;

function file(changes: Call = {}, without: readonly (keyof Call)[] = []): string {
  const cells = Object.entries({ ...CALL, ...changes }).filter(
    ([name]) => !without.includes(name as keyof Call),
  );
  return `${cells.map(([name]) => name).join(",")}\n${cells.map(([, cell]) => `"${cell}"`).join(",")}\n`;
}

describe("a row of the report", () => {
  it("is a call of 72 s", () => {
    expect(callJson(oneCall(csv, file()), "report.csv")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "+13125550142",
      to: "+12125550100",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:10.250Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "16",
      direction: "outbound",
      trunkIn: "1293384261075731499",
      trunkOut: null,
      accountHint: "acme",
    });
  });

  it.each<[name: string, changes: Call, without: readonly (keyof Call)[], told: object]>([
    [
      "in",
      { direction: "inbound" },
      [],
      { direction: "inbound", trunkIn: null, trunkOut: CALL.connection_id },
    ],
    ["call type 1", { direction: "1" }, [], { direction: "inbound" }],
    ["call type 2", { direction: "2" }, [], { direction: "outbound" }],
    ["no way", { direction: "" }, [], { direction: "unknown" }],
    [
      "never answered",
      { answer_timestamp: "", call_duration: "0" },
      [],
      { answered: false, billableMilliseconds: 0 },
    ],
    [
      "incomplete, with seconds all the same",
      { record_type: "2" },
      [],
      { answered: false, billableMilliseconds: 0 },
    ],
    ["an error", { record_type: "Errors" }, [], { answered: false }],
    ["its type not picked", {}, ["record_type"], { answered: true, billableMilliseconds: 72_000 }],
    ["its duration not picked: the rounded one", {}, ["call_duration"], { billableMilliseconds: 120_000 }],
    ["no key picked: a weak one", {}, ["sip_call_id"], { keyIsWeak: true }],
    [
      "UTC by the heading",
      { start_timestamp_utc: "2026-04-07 14:03:00" },
      [],
      { startedAt: "2026-04-07T14:03:00.000Z" },
    ],
    [
      "the report's zone",
      { answer_timestamp: "2026-04-07 09:03:10" },
      [],
      { answeredAt: "2026-04-07T14:03:10.000Z" },
    ],
  ])("%s", (_, changes, without, told) =>
    expect(callJson(oneCall(csv, file(changes, without)), "x")).toMatchObject(told),
  );

  it.each<[name: string, text: string, reason: string]>([
    ["without the answer nothing can be said", file({}, ["answer_timestamp"]), "RECORD_COLUMNS"],
    ["nor without the seconds", file({}, ["call_duration", "billable_time"]), "RECORD_COLUMNS"],
    ["a time of another shape", file({ start_timestamp_utc: "04/07/2026 14:03" }), "RECORD_TIME"],
    ["seconds that are none", file({ call_duration: "1:12" }), "RECORD_DURATION"],
    ["a number out of a spreadsheet", file({ terminating_number: "1.21256E+10" }), "NUMBER_CLIPPED"],
    ["cut off", file().slice(0, -40), "RECORD_QUOTING"],
  ])("suspended: %s", (_, text, reason) =>
    expect(oneAside(csv, text)).toMatchObject({ bucket: "suspended", reason }),
  );

  it("is found under the headings that the source states", () => {
    const headings = { seconds: "Secs", key: "Id" };
    const text = file().replace("call_duration", "secs").replace("sip_call_id", "ID");
    expect(oneCall({ ...csv, headings }, text)).toMatchObject({
      billableMilliseconds: 72_000,
      keyIsWeak: false,
    });
  });
});

const DETAIL = {
  record_type: "sip-trunking",
  id: "d-1",
  cli: "+13125550142",
  cld: "+12125550100",
  direction: "outbound",
  started_at: "2026-04-07T14:03:00.000Z",
  answered_at: "2026-04-07T14:03:10.250Z",
  finished_at: "2026-04-07T14:04:22.000Z",
  call_sec: 72,
  billed_sec: 120,
};

describe("a detail record", () => {
  it.each([
    ["of a page", JSON.stringify({ data: [DETAIL], meta: { page_number: 1 } })],
    ["of a page that begins otherwise", JSON.stringify({ meta: { a: [1] }, data: [DETAIL] }, null, 2)],
    ["of a list", JSON.stringify([DETAIL])],
    ["alone", JSON.stringify(DETAIL)],
  ])("%s is the call of 72 s", (_, text) => {
    expect(callJson(oneCall(json, text), "x")).toMatchObject({
      keyIsWeak: false,
      from: "+13125550142",
      to: "+12125550100",
      answeredAt: "2026-04-07T14:03:10.250Z",
      billableMilliseconds: 72_000,
      answered: true,
      direction: "outbound",
    });
  });

  it("without an answer time, as the maker shows it: the seconds say that it was answered, from its start", () => {
    const { answered_at: _, ...rest } = DETAIL;
    const found = oneCall(
      json,
      JSON.stringify({ data: [{ ...rest, sip_call_id: "s", lrn: "12125550000" }] }),
    );
    expect(callJson(found, "x")).toMatchObject({
      ...{ answered: true, billableMilliseconds: 72_000, routingNumber: "12125550000" },
      answeredAt: "2026-04-07T14:03:00.000Z",
    });
    expect(found.callKey).toBe(oneCall(json, JSON.stringify(DETAIL)).callKey);
    expect(oneCall(json, JSON.stringify({ ...rest, call_sec: 0 }))).toMatchObject({ answered: false });
  });

  it("with seconds and an answer that is left empty contradicts itself", () => {
    const text = JSON.stringify({ ...DETAIL, answered_at: null });
    expect(oneAside(json, text)).toMatchObject({ reason: "RECORD_TIME", milliseconds: 72_000 });
  });

  it("never answered", () => {
    const text = JSON.stringify({ ...DETAIL, answered_at: null, call_sec: 0 });
    expect(oneCall(json, text)).toMatchObject({ answered: false, billableMilliseconds: 0 });
  });

  it("of another product has no time of a call, and is suspended", () => {
    expect(oneAside(json, '{"data":[{"record_type":"messaging","cli":"1"}]}').reason).toBe("RECORD_TIME");
  });
});

it("files damaged in any way: nothing is lost and nothing thrown", () => {
  surviveDamage(csv, `${file()}${file().split("\n")[1]}\n`);
  surviveDamage(json, `{"data":[\n${JSON.stringify(DETAIL)},\n${JSON.stringify(DETAIL)}\n]}`);
  expect(readAll(csv, "").records).toBe(0);
});
