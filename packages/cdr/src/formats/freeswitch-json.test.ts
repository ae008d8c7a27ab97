import { type Instant, instantText, parseInstant } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import type { Call } from "../call.ts";
import { callJson } from "../call-json.ts";
import { openReader } from "../read-records.ts";
import type { SetAside } from "../set-aside.ts";
import { Source } from "../source.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = {
  id: "fs",
  description: "a test switch",
  format: "freeswitch-json",
  zone: "America/Los_Angeles",
  carrierTrunks: ["sofia/gateway/carrier-la"],
};
const readAt = parseInstant("2026-05-01T06:00:00Z") as Instant;

/** An answered call of 67.54 s at 2026-04-07 07:03:04.534 in Los Angeles, seven hours behind UTC. */
const VARIABLES = {
  uuid: "3da8bf84-c133-4959-9e24-000000000001",
  channel_name: "sofia/external/13235550142@10.0.0.9",
  sip_gateway_name: "acme-la",
  accountcode: "acme",
  last_app: "bridge",
  last_arg: "sofia/gateway/carrier-la/12125550100",
  bridge_channel: "sofia/external/12125550100@10.0.0.1",
  start_stamp: "2026-04-07 07:03:04",
  answer_stamp: "2026-04-07 07:03:07",
  end_stamp: "2026-04-07 07:04:15",
  start_epoch: "1775570584",
  answer_epoch: "1775570587",
  end_epoch: "1775570655",
  start_uepoch: "1775570584534355",
  answer_uepoch: "1775570587954373",
  end_uepoch: "1775570655494269",
  duration: "71",
  billsec: "68",
  mduration: "70960",
  billmsec: "67540",
  hangup_cause: "NORMAL_CLEARING",
};
const CALLFLOW = [{ caller_profile: { caller_id_number: "13235550142", destination_number: "12125550100" } }];
const NEVER = { answer_stamp: undefined, answer_epoch: "0", answer_uepoch: "0", billsec: "0", billmsec: "0" };

type Variables = Partial<Record<string, string | undefined>>;

function documentOf(variables: Variables = {}, callflow: unknown = CALLFLOW): string {
  return JSON.stringify({ "core-uuid": "x", variables: { ...VARIABLES, ...variables }, callflow });
}

function read(text: string | Uint8Array, source: object = {}, closed = true) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const reader = openReader({
    source: Source.parse({ ...settings, ...source }),
    fileHash: "f".repeat(64),
    readAt,
    resumeAt: 0,
  });
  const half = Math.floor(bytes.length / 2);
  const readings = [
    reader.read(bytes.subarray(0, half)),
    reader.read(bytes.subarray(half)),
    reader.end(closed),
  ];
  const calls = readings.flatMap((reading) => reading.calls);
  const setAside = readings.flatMap((reading) => reading.setAside);
  const records = readings.reduce((sum, reading) => sum + reading.records, 0);
  expect(records).toBe(calls.length + setAside.length);
  return { calls, setAside, records, nextOffset: readings.at(-1)?.nextOffset };
}

function one(text: string, source: object = {}): Call {
  const { calls, setAside } = read(text, source);
  expect(setAside).toEqual([]);
  return calls[0] as Call;
}

function aside(text: string, source: object = {}): SetAside {
  const { calls, setAside } = read(text, source);
  expect(calls).toEqual([]);
  return setAside[0] as SetAside;
}

it("releases that write `callflow` once for each part of the call: the last is how it began", () => {
  const later = { caller_profile: { caller_id_number: "1", destination_number: "2" } };
  const first = { caller_profile: { caller_id_number: "13235550142", destination_number: "12125550100" } };
  const text = documentOf({}, undefined).replace(
    /}$/,
    `,"callflow":${JSON.stringify(later)},"callflow":${JSON.stringify(first)}}`,
  );
  expect(read(text)).toMatchObject({ calls: [{ from: "13235550142", to: "12125550100" }], setAside: [] });
});

describe("a document becomes a Call of raw facts", () => {
  it("one A leg, as calls read prints it", () => {
    const text = documentOf();
    const call = one(text, { billingBase: "milliseconds" });
    expect(call.record).toEqual({ fileHash: "f".repeat(64), offset: 0, length: text.length, line: 1 });
    expect(callJson(call, "a_1.cdr.json")).toEqual({
      source: "fs",
      callKey: call.callKey,
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "13235550142",
      to: "12125550100",
      startedAt: "2026-04-07T14:03:04.534Z",
      answeredAt: "2026-04-07T14:03:07.954Z",
      releasedAt: "2026-04-07T14:04:15.494Z",
      billableMilliseconds: 67_540,
      answered: true,
      releaseCause: "NORMAL_CLEARING",
      direction: "outbound",
      trunkIn: "sofia/gateway/acme-la",
      trunkOut: "sofia/gateway/carrier-la",
      accountHint: "acme",
      chargeNumber: null,
      originatingLineInfo: null,
      jurisdictionParameter: null,
      routingNumber: null,
      estimated: false,
      file: "a_1.cdr.json",
      line: 1,
    });
  });

  it.each([
    ["seconds", 68_000],
    ["milliseconds", 67_540],
  ])("billed by %s: %i ms", (billingBase, milliseconds) => {
    expect(one(documentOf(), { billingBase }).billableMilliseconds).toBe(milliseconds);
  });

  it("NORMAL_CLEARING without an answer is an unanswered call", () => {
    const call = one(documentOf(NEVER));
    expect(call).toMatchObject({ answered: false, answeredAt: null, billableMilliseconds: 0 });
    expect(callJson(call, "x").answeredAt).toBeNull();
  });

  it("answered for 0 s is answered", () => {
    expect(one(documentOf({ billsec: "0" }))).toMatchObject({ answered: true, billableMilliseconds: 0 });
  });

  it("URL-encoded values say the same, and are the same call", () => {
    const encoded = Object.fromEntries(
      Object.entries(VARIABLES).map(([name, value]) => [
        name,
        encodeURIComponent(value).replaceAll("%2F", "/"),
      ]),
    );
    const start_stamp = "2026-04-07%2007%3A03%3A04";
    expect(encoded).toMatchObject({ start_stamp });
    const { record: _, ...plain } = one(documentOf());
    expect(one(JSON.stringify({ variables: encoded, callflow: CALLFLOW }))).toMatchObject(plain);
    const accountOf = (accountcode: string) => one(documentOf({ start_stamp, accountcode })).accountHint;
    expect(["Zo%EB", "Zo%C3%AB", "1%25", "%zz"].map(accountOf)).toEqual(["Zoë", "Zoë", "1%", "%zz"]);
  });

  it("a percent sign in values that are not encoded stands for itself", () => {
    expect(one(documentOf({ accountcode: "a%20b" })).accountHint).toBe("a%20b");
  });

  it.each([
    ["microseconds first", {}, "2026-04-07T14:03:04.534Z", "2026-04-07"],
    ["then seconds", { start_uepoch: undefined }, "2026-04-07T14:03:04.000Z", "2026-04-07"],
    [
      "then the local stamp",
      { start_uepoch: undefined, start_epoch: undefined },
      "2026-04-07T14:03:04.000Z",
      "2026-04-07",
    ],
    // 02:00Z on the 8th is 19:00 on the 7th where the switch stands; without a stamp the UTC date counts
    ["UTC date without a stamp", evening(undefined), "2026-04-08T02:00:00.000Z", "2026-04-08"],
    ["the switch's date with one", evening("2026-04-07 19:00:00"), "2026-04-08T02:00:00.000Z", "2026-04-07"],
  ])("%s", (_, variables, startedAt, keyDay) => {
    const call = one(documentOf(variables));
    expect([instantText(call.startedAt), call.keyDay]).toEqual([startedAt, keyDay]);
  });

  it("a transferred call keeps the numbers it began with: the oldest profile, listed last", () => {
    const transferred = { caller_profile: { caller_id_number: "1001", destination_number: "2002" } };
    expect(one(documentOf({}, [transferred, ...CALLFLOW]))).toMatchObject({
      from: "13235550142",
      to: "12125550100",
    });
  });

  it("without a callflow the SIP users count", () => {
    const variables = { sip_from_user: "13235550142", sip_req_user: "911" };
    expect(one(documentOf(variables, []))).toMatchObject({ from: "13235550142", to: "911" });
  });

  it.each([
    ["own gateway, bridged gateway", {}, "sofia/gateway/acme-la", "sofia/gateway/carrier-la"],
    ["profiles where there is no gateway", plainChannels(), "sofia/internal", "sofia/external"],
    ["never bridged", { ...plainChannels(), bridge_channel: undefined }, "sofia/internal", null],
    [
      "gateway in the channel's name",
      { sip_gateway_name: undefined, channel_name: "sofia/gateway/x/1" },
      "sofia/gateway/x",
      "sofia/gateway/carrier-la",
    ],
    [
      "loopback is no trunk",
      { ...plainChannels(), bridge_channel: "loopback/100-a" },
      "sofia/internal",
      null,
    ],
    [
      "the first of several",
      { last_arg: "[a=b]sofia/gateway/one/1|sofia/gateway/two/1" },
      "sofia/gateway/acme-la",
      "sofia/gateway/one",
    ],
  ])("trunks: %s", (_, variables, trunkIn, trunkOut) => {
    expect(one(documentOf(variables))).toMatchObject({ trunkIn, trunkOut });
  });
});

function evening(stamp: string | undefined): Variables {
  const [start, end] = ["1775613600", "1775613700"];
  return {
    ...NEVER,
    start_stamp: stamp,
    start_epoch: start,
    start_uepoch: `${start}000000`,
    end_epoch: end,
    end_uepoch: `${end}000000`,
  };
}

function plainChannels(): Variables {
  return { sip_gateway_name: undefined, channel_name: "sofia/internal/1001@pbx", last_arg: "user/1002@pbx" };
}

describe("legs", () => {
  const B_LEGS: readonly (readonly [string, string])[] = [
    ["originating_leg_uuid", documentOf({ originating_leg_uuid: "x" })],
    ["originator", documentOf({ originator: "x" })],
    ["callflow", documentOf({}, [{ caller_profile: { ...CALLFLOW[0]?.caller_profile, originator: {} } }])],
  ];
  it.each(B_LEGS)("a B leg, told by %s, is ignored with its seconds", (_, text) => {
    expect(aside(text)).toMatchObject({
      bucket: "ignored",
      reason: "OTHER_LEG",
      keyDay: "2026-04-07",
      milliseconds: 68_000,
    });
  });

  it("a source that writes B legs alone bills them, and ignores A legs", () => {
    const call = one(B_LEGS[0]?.[1] ?? "", { billedLeg: "b" });
    expect(call).toMatchObject({ trunkIn: "sofia/gateway/carrier-la", trunkOut: "sofia/gateway/acme-la" });
    expect(aside(documentOf(), { billedLeg: "b" }).reason).toBe("OTHER_LEG");
  });
});

describe("identity", () => {
  it("is the uuid within the source; other facts are another content", () => {
    const [first, again] = [one(documentOf()), one(documentOf({ billsec: "60" }))];
    expect(again.callKey).toBe(first.callKey);
    expect(again.contentHash).not.toBe(first.contentHash);
    expect(one(documentOf({ uuid: "other" })).callKey).not.toBe(first.callKey);
    expect(one(documentOf({ uuid: "other" })).contentHash).toBe(first.contentHash);
  });
});

describe("what is suspended", () => {
  it.each([
    ["billsec above duration", documentOf({ billsec: "72" }), "RECORD_DURATION", 72_000],
    ["negative billsec", documentOf({ billsec: "-1" }), "RECORD_DURATION", null],
    ["no billsec", documentOf({ billsec: undefined }), "RECORD_DURATION", null],
    ["seconds, and never answered", documentOf({ ...NEVER, billsec: "5" }), "RECORD_DURATION", 5_000],
    ["no uuid", documentOf({ uuid: undefined }), "RECORD_NO_KEY", 68_000],
    ["no start", documentOf(noStart()), "RECORD_TIME", 68_000],
    [
      "answered before the start",
      documentOf({ answer_uepoch: "1775570584533999" }),
      "RECORD_TIME_ORDER",
      68_000,
    ],
    ["ended before the answer", documentOf({ end_uepoch: "1775570587954000" }), null, 68_000],
    [
      "ended a millisecond before the answer",
      documentOf({ end_uepoch: "1775570587953000" }),
      "RECORD_TIME_ORDER",
      68_000,
    ],
    ["cut off", documentOf().slice(0, -1), "RECORD_NOT_JSON", null],
    ["another document", '{"hello": 1}', "RECORD_NOT_JSON", null],
    ["a list of something else", "[1]", "RECORD_NOT_JSON", null],
    ["another encoding", "cdr=?variables?", "RECORD_NOT_JSON", null],
  ])("%s", (_, text, reason, milliseconds) => {
    if (reason === null) expect(one(text).billableMilliseconds).toBe(milliseconds);
    else expect(aside(text)).toMatchObject({ bucket: "suspended", reason, milliseconds });
  });

  it("a date outside the window", () => {
    expect(aside(documentOf(), { window: { daysBack: 10, daysAhead: 2 } }).reason).toBe("DATE_OUT_OF_RANGE");
  });

  it.each([
    ["a document", "{"],
    ["an encoded body", "cdr="],
  ])("%s larger than any", (_, begin) => {
    const bytes = new TextEncoder().encode(begin.padEnd(5_000_000, "A"));
    expect(read(bytes).setAside).toMatchObject([{ bucket: "suspended", record: { length: 5_000_000 } }]);
  });
});

function noStart(): Variables {
  return { start_stamp: undefined, start_epoch: "0", start_uepoch: "0" };
}

describe("bytes", () => {
  it("a file that is still open waits, an empty one holds nothing", () => {
    const cutOff = documentOf().slice(0, -1);
    expect(read(cutOff, {}, false)).toMatchObject({ records: 0, nextOffset: 0 });
    expect(read(" \n ")).toMatchObject({ records: 0, nextOffset: 3 });
    expect(read(" ".repeat(200_000))).toMatchObject({ records: 0, nextOffset: 200_000 });
    expect(read(`\uFEFF${documentOf()}\r\n`)).toMatchObject({ records: 1 });
  });

  it.each([
    ["in lines", "\n"],
    ["in a list", ","],
  ])("several documents %s, one broken", (_, between) => {
    const text = [documentOf(), documentOf().slice(0, -3), documentOf({ uuid: "other" })].join(
      `${between}\n`,
    );
    const { calls, setAside } = read(between === "," ? `[\n${text}\n]` : text);
    expect(calls.map(({ callKey }) => callKey)).toEqual([
      one(documentOf()).callKey,
      one(documentOf({ uuid: "other" })).callKey,
    ]);
    expect(setAside).toMatchObject([{ reason: "RECORD_NOT_JSON" }]);
  });

  const base64 = btoa(documentOf());
  it.each([
    ["as a field", `cdr=${documentOf()}`],
    ["URL-encoded", `cdr=${encodeURIComponent(documentOf())}`],
    ["URL-encoded, blanks as plus signs", encodeURIComponent(documentOf()).replaceAll("%20", "+")],
    ["in base64", `cdr=${base64}`],
    ["in base64 of several lines", base64.replace(/.{76}/g, "$&\r\n")],
    ["in base64 that was URL-encoded", `cdr=${encodeURIComponent(base64)}`],
  ])("a document that was posted %s", (_, body) => {
    const { record, ...posted } = one(body);
    const { record: __, ...plain } = one(documentOf());
    expect(posted).toEqual(plain);
    expect(record).toMatchObject({ offset: 0, length: body.length, line: 1 });
    expect(read(body, {}, false)).toMatchObject({ records: 0, nextOffset: 0 });
  });

  it("nothing is lost, whatever byte is wrong", () => {
    surviveDamage(settings, documentOf());
    surviveDamage(settings, `cdr=${encodeURIComponent(documentOf())}`);
  });

  it("a file that was stored is passed over", () => {
    const source = Source.parse(settings);
    const text = new TextEncoder().encode(documentOf());
    const reader = openReader({ source, fileHash: "f".repeat(64), readAt, resumeAt: text.length });
    reader.read(text);
    expect(reader.end(true)).toMatchObject({ records: 0, nextOffset: text.length });
  });
});

describe("a source", () => {
  it("needs a zone that exists", () => {
    expect(Source.safeParse({ ...settings, zone: "America/Springfield" }).error?.issues[0]?.path).toEqual([
      "zone",
    ]);
  });
});
