import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "twilio-json", zone: "UTC" };

const CALL = {
  sid: "CA00000000000000000000000000000001",
  parent_call_sid: null,
  account_sid: "AC00000000000000000000000000000009",
  trunk_sid: null,
  from: "+13125550142",
  to: "+12125550100",
  direction: "outbound-api",
  status: "completed",
  date_created: "Tue, 07 Apr 2026 14:02:58 +0000",
  start_time: "Tue, 07 Apr 2026 14:03:00 +0000",
  end_time: "Tue, 07 Apr 2026 14:04:12 +0000",
  duration: "72",
  price: null,
  price_unit: "USD",
  subresource_uris: { recordings: "/x.json" },
};
type Call = { readonly [Name in keyof typeof CALL | "date_updated"]?: unknown };
const one = (changes: Call = {}): string => JSON.stringify({ ...CALL, ...changes });

describe("a call", () => {
  it("of 72 s that the application placed", () => {
    expect(callJson(oneCall(settings, one()), "calls.json")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "+13125550142",
      to: "+12125550100",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:00.000Z",
      releasedAt: "2026-04-07T14:04:12.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "completed",
      direction: "outbound",
      trunkIn: null,
      trunkOut: null,
      accountHint: CALL.account_sid,
    });
  });

  it.each<[name: string, changes: Call, told: object]>([
    [
      "that came in",
      { direction: "inbound", trunk_sid: "TK1" },
      { direction: "inbound", trunkIn: null, trunkOut: "TK1" },
    ],
    [
      "by the customer's trunk",
      { direction: "outbound-dial", trunk_sid: "TK1" },
      { direction: "outbound", trunkIn: "TK1", trunkOut: null },
    ],
    [
      "from a telephone of ours",
      { direction: "inbound", from: "sip:ann@acme.example" },
      { direction: "unknown", from: "sip:ann@acme.example" },
    ],
    [
      "out by a trunk",
      { direction: "trunking-terminating", to: "sip:+12125550100@acme.example", trunk_sid: "TK1" },
      { direction: "outbound", trunkIn: "TK1" },
    ],
    [
      "in by a trunk",
      { direction: "trunking-originating", trunk_sid: "TK1" },
      { direction: "inbound", trunkOut: "TK1" },
    ],
    [
      "to an application",
      { direction: "outbound-dial", to: "client:bob" },
      { direction: "unknown", to: "client:bob" },
    ],
    [
      "from a number that cannot be",
      { from: "+13051416799" },
      { from: "+13051416799", direction: "outbound" },
    ],
    ["in another direction", { direction: "sideways" }, { direction: "unknown" }],
    ["answered and over at once", { duration: "0" }, { answered: true, billableMilliseconds: 0 }],
    [
      "that nobody took",
      { status: "no-answer", duration: "" },
      { answered: false, billableMilliseconds: 0, answeredAt: null, releaseCause: "no-answer" },
    ],
    [
      "busy, with seconds all the same",
      { status: "busy", duration: "5" },
      { answered: false, billableMilliseconds: 0 },
    ],
    [
      "failed before it was dialled",
      { status: "failed", start_time: "", end_time: null, duration: null },
      { answered: false, startedAt: "2026-04-07T14:02:58.000Z" },
    ],
    [
      "late in the evening of the writer",
      { start_time: "Tue, 07 Apr 2026 23:59:59 -0400", end_time: null },
      { keyDay: "2026-04-07", startedAt: "2026-04-08T03:59:59.000Z" },
    ],
    [
      "as the bulk export writes it",
      { start_time: "2026-04-07T14:03:00Z", end_time: "2026-04-07T14:04:12Z", duration: 72 },
      { startedAt: "2026-04-07T14:03:00.000Z", billableMilliseconds: 72_000 },
    ],
  ])("%s", (_, changes, told) => expect(callJson(oneCall(settings, one(changes)), "x")).toMatchObject(told));

  it("as its libraries write it", () => {
    const inCamelCase = Object.entries(CALL).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]);
    const call = oneCall(settings, JSON.stringify(Object.fromEntries(inCamelCase)));
    expect(call).toEqual({ ...oneCall(settings, one()), record: call.record });
  });

  it.each<[name: string, changes: Call, reason: string, milliseconds: number | null]>([
    ["no sid", { sid: undefined }, "RECORD_NO_KEY", 72_000],
    ["still going on", { status: "in-progress", duration: null }, "CALL_UNFINISHED", 0],
    ["queued", { status: "queued", start_time: null, duration: null }, "CALL_UNFINISHED", 0],
    ["a status that we do not know", { status: "merged" }, "RECORD_DISPOSITION", 72_000],
    ["a time of another shape", { start_time: "04/07/2026 14:03:00" }, "RECORD_TIME", 72_000],
    ["no time at all", { start_time: null, date_created: null }, "RECORD_TIME", 72_000],
    [
      "the end before the start",
      { end_time: "Tue, 07 Apr 2026 14:02:59 +0000" },
      "RECORD_TIME_ORDER",
      72_000,
    ],
    ["seconds that are none", { duration: "1:12" }, "RECORD_DURATION", null],
    ["seconds below zero", { duration: "-72" }, "RECORD_DURATION", null],
    [
      "long ago",
      { start_time: "Mon, 07 Apr 2014 14:03:00 +0000", end_time: null },
      "DATE_OUT_OF_RANGE",
      72_000,
    ],
  ])("suspended: %s", (_, changes, reason, milliseconds) =>
    expect(oneAside(settings, one(changes))).toMatchObject({ bucket: "suspended", reason, milliseconds }),
  );

  it("is the same call once its price is known", () => {
    const [unpriced, priced] = [one(), one({ price: "-0.0130", date_updated: "x" })].map((text) =>
      oneCall(settings, text),
    );
    expect([priced?.callKey, priced?.contentHash]).toEqual([unpriced?.callKey, unpriced?.contentHash]);
  });
});

describe("a file", () => {
  const child = { sid: "CA2", parent_call_sid: CALL.sid, direction: "outbound-dial", duration: "60" };
  it.each<[name: string, text: string]>([
    ["a page", `{"page":0,"calls":[${one()},${one(child)}],"end":1,"uri":"/x?a=[{"}`],
    [
      "a page, written wide",
      JSON.stringify({ first: [{}], calls: [CALL, { ...CALL, ...child }], end: 1 }, null, 2),
    ],
    ["a list", `[${one()},\n${one(child)}]`],
    ["one a line", `${one()}\n${one(child)}\n`],
  ])("%s: both legs are calls of their own", (_, text) => {
    const { calls, setAside } = readAll(settings, text);
    expect(setAside).toEqual([]);
    expect(calls.map((call) => [call.billableMilliseconds, call.keyIsWeak])).toEqual([
      [72_000, false],
      [60_000, false],
    ]);
    expect(new Set(calls.map(({ callKey }) => callKey)).size).toBe(2);
  });

  it("that ends in the middle: the whole calls are read, the rest is suspended", () => {
    const text = `{"calls":[${one()},${one(child)}]}`;
    const { calls, setAside } = readAll(settings, text.slice(0, -20));
    expect([calls.length, setAside.map(({ reason }) => reason)]).toEqual([1, ["RECORD_NOT_JSON"]]);
  });

  it("damaged in any way: nothing is lost and nothing thrown", () => {
    surviveDamage(settings, `{"calls":[\n${one()},\n${one(child)}\n]}`);
  });
});

describe("a file of rows", () => {
  const csv = { format: "twilio-csv", zone: "UTC" };
  const rowOf = (changes: Call = {}): string => {
    const {
      sid,
      account_sid,
      parent_call_sid,
      from,
      to,
      status,
      direction,
      date_created,
      start_time,
      end_time,
      duration,
    } = {
      ...CALL,
      ...changes,
    };
    const cells = [
      sid,
      parent_call_sid,
      account_sid,
      date_created,
      from,
      to,
      status,
      start_time,
      end_time,
      duration,
      direction,
    ];
    return `${cells.map((cell) => `"${cell ?? ""}"`).join(",")}\r\n`;
  };
  const heading =
    "Sid,ParentCallSid,AccountSid,DateCreated,From,To,Status,StartTime,EndTime,Duration,Direction\r\n";

  it("says what its JSON says", () => {
    const call = oneCall(csv, heading + rowOf());
    const { billableMilliseconds, callKey, contentHash, direction, from, startedAt, to } = oneCall(
      settings,
      one(),
    );
    expect(call).toMatchObject({
      billableMilliseconds,
      callKey,
      contentHash,
      direction,
      from,
      startedAt,
      to,
    });
  });

  it.each<[name: string, names: string, changes: Call, told: object]>([
    [
      "other words for its columns",
      heading.replace("Sid", "Call SID").replace("StartTime", "start_time"),
      {},
      { answered: true },
    ],
    [
      "ISO 8601",
      heading,
      { start_time: "2026-04-07 14:03:00+00:00" },
      { startedAt: "2026-04-07T14:03:00.000Z" },
    ],
    [
      "a call that never began",
      heading,
      { status: "failed", start_time: "", end_time: "", duration: "" },
      { answered: false, startedAt: "2026-04-07T14:02:58.000Z" },
    ],
  ])("%s", (_, names, changes, told) =>
    expect(callJson(oneCall(csv, names + rowOf(changes)), "x")).toMatchObject(told),
  );

  it.each<[name: string, text: string, reason: string]>([
    ["no heading", rowOf(), "RECORD_COLUMNS"],
    ["cut off", heading + rowOf().split(",").slice(0, -2).join(","), "RECORD_COLUMNS"],
    ["no sid", heading + rowOf({ sid: "" }), "RECORD_NO_KEY"],
    ["still going on", heading + rowOf({ status: "in-progress" }), "CALL_UNFINISHED"],
  ])("suspended: %s", (_, text, reason) =>
    expect(oneAside(csv, text)).toMatchObject({ bucket: "suspended", reason }),
  );

  it("damaged in any way: nothing is lost and nothing thrown", () => {
    surviveDamage(csv, heading + rowOf() + rowOf({ sid: "CA2", from: "sip:a,b@acme.example" }));
  });
});
