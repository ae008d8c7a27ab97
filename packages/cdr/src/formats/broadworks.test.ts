import { type Instant, parseInstant } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { openReader } from "../read-records.ts";
import { oneAside, oneCall, readAll, sourceOf } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

type Fields = Readonly<Record<string, string>>;
const NORMAL = {
  serviceProvider: "Reseller",
  type: "Normal",
  userNumber: "+13125550101",
  direction: "Originating",
  callingNumber: "+13125550101",
  calledNumber: "+12125550142",
  startTime: "20260407140300.000",
  userTimeZone: "1-050000",
  answerIndicator: "Yes",
  answerTime: "20260407140310.250",
  releaseTime: "20260407140422.500",
  terminationCause: "016",
  route: "gw1.example",
  group: "Acme",
  trunkGroupName: "Acme/Trunk1",
  chargeNumber: "+13125550100",
  routingNumber: "2125550000",
  asCallType: "Network",
};

const HEADER = ["serviceProvider", "type"];
const CENTREX = ["group", "trunkGroupName"];
const name = (counter: number) => ({
  eventCounter: String(counter).padStart(10, "0"),
  systemId: "AS1",
  date: "20260407140300.000",
  systemTimeZone: "1-050000",
});
const tags = (fields: Fields): string =>
  Object.entries(fields)
    .map(([tag, text]) => `<${tag}>${text.replaceAll("&", "&amp;")}</${tag}>`)
    .join("");
const among = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => names.includes(field)));

function xml(...records: readonly Fields[]): string {
  const data = records.map((fields, index) => {
    const others = Object.keys(fields).filter((field) => ![...HEADER, ...CENTREX, "route"].includes(field));
    const header = `<recordId>${tags(name(index + 1))}</recordId>${tags(among(fields, HEADER))}`;
    return `  <cdrData>\n    <headerModule>${header}</headerModule>
    <basicModule>${tags(among(fields, others))}</basicModule>
    <centrexModule>${tags(among(fields, CENTREX))}</centrexModule>
    <ipModule>${tags(among(fields, ["route"]))}</ipModule>\n  </cdrData>\n`;
  });
  return `<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE broadWorksCDR>\n<broadWorksCDR version="19.0">\n${data.join("")}</broadWorksCDR>\n`;
}

const COLUMNS: Readonly<Record<string, number>> = {
  ...{ serviceProvider: 2, type: 3, userNumber: 4, direction: 6, callingNumber: 7, calledNumber: 9 },
  ...{ startTime: 10, userTimeZone: 11, answerIndicator: 12, answerTime: 13, releaseTime: 14 },
  ...{ terminationCause: 15, route: 24, group: 32, trunkGroupName: 135, chargeNumber: 146 },
  ...{ q850Cause: 188, routingNumber: 198, asCallType: 231 },
};

function csv(width: number, ...records: readonly Fields[]): string {
  return records
    .map((fields, index) => {
      const cells = Array.from({ length: width }, () => "");
      cells[0] = Object.values(name(index + 1)).join("");
      for (const [field, text] of Object.entries(fields))
        cells[(COLUMNS[field] ?? 1) - 1] = text.replaceAll("\\", "\\\\").replaceAll(",", "\\,");
      return `${cells.slice(0, width).join(",")}\n`;
    })
    .join("");
}

const START = { type: "Start" };
const END = { type: "End" };

describe.each([
  ["broadworks-xml", xml],
  ["broadworks-csv", (...records: readonly Fields[]) => csv(448, ...records)],
])("%s", (format, written) => {
  const settings = { format };

  it("a Normal record is a call of release less answer, times in GMT", () => {
    expect(callJson(oneCall(settings, written(NORMAL)), "x")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "+13125550101",
      to: "+12125550142",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:10.250Z",
      releasedAt: "2026-04-07T14:04:22.500Z",
      billableMilliseconds: 72_250,
      answered: true,
      releaseCause: "016",
      direction: "outbound",
      trunkIn: "Acme/Trunk1",
      trunkOut: "gw1.example",
      accountHint: "Acme",
      chargeNumber: "+13125550100",
      routingNumber: "2125550000",
    });
  });

  it.each([
    [
      "was not answered",
      { answerIndicator: "No", answerTime: "" },
      { answered: false, billableMilliseconds: 0 },
    ],
    ["was answered behind a redirection", { answerIndicator: "Yes-PostRedirection" }, { answered: true }],
    [
      "came in",
      { direction: "Terminating" },
      { direction: "inbound", trunkIn: "gw1.example", trunkOut: "Acme/Trunk1" },
    ],
    ["does not say which way it went", { direction: "" }, { direction: "unknown", trunkIn: "Acme/Trunk1" }],
    ["has no group", { group: "" }, { accountHint: "Reseller" }],
    [
      "has a group with a comma and a backslash",
      { group: "Smith, A\\B & Co" },
      { accountHint: "Smith, A\\B & Co" },
    ],
    ["has a cause of Q.850", { q850Cause: "17" }, { releaseCause: "17" }],
  ])("one that %s", (_, changes, expected) => {
    expect(oneCall(settings, written({ ...NORMAL, ...changes }))).toMatchObject(expected);
  });

  it("markers and records in between are no calls, and all are counted by their number", () => {
    const text = written(START, NORMAL, { ...NORMAL, type: "Long Duration" }, NORMAL, END);
    const { calls, setAside } = readAll(settings, text);
    expect(calls).toHaveLength(2);
    expect(setAside.map(({ bucket, reason, milliseconds }) => [bucket, reason, milliseconds])).toEqual([
      ["ignored", "MARKER_RECORD", null],
      ["ignored", "INTERIM_RECORD", 72_250],
      ["ignored", "MARKER_RECORD", null],
    ]);
    const readAt = parseInstant("2026-05-01T00:00:00Z") as Instant;
    const reader = openReader({ source: sourceOf(settings), fileHash: "f", readAt, resumeAt: 0 });
    const { sequences } = reader.read(new TextEncoder().encode(text));
    expect([...sequences, ...reader.end(true).sequences]).toEqual([{ counter: "AS1", from: 1, until: 6 }]);
  });

  describe("an on-net call has two records", () => {
    const both = ["Originating", "Terminating"].map((direction) => ({
      ...NORMAL,
      direction,
      asCallType: "Group",
    }));

    it.each([
      ["the Originating one is billed", {}, ["onNet"], "Terminating"],
      ["the Terminating one, where the source says so", { billedLeg: "b" }, ["onNet"], "Originating"],
      ["both, where nothing is on-net", { onNet: "never" }, ["outbound", "inbound"], null],
    ])("%s", (_, changes, directions, other) => {
      const { calls, setAside } = readAll({ ...settings, ...changes }, written(...both));
      expect(calls.map(({ direction }) => direction)).toEqual(directions);
      expect(setAside.map(({ reason, message }) => [reason, message])).toEqual(
        other === null ? [] : [["OTHER_LEG", `the ${other} record of an on-net call`]],
      );
    });

    it("a call over the network has one for each of our users, and each is a call", () => {
      const network = both.map((fields) => ({ ...fields, asCallType: "Network" }));
      const { calls } = readAll(settings, written(...network));
      expect(calls.map(({ direction }) => direction)).toEqual(["outbound", "inbound"]);
    });
  });

  it.each([
    ["RECORD_KIND", { type: "Unheard" }],
    ["RECORD_TIME", { startTime: "2026-04-07" }],
    ["RECORD_TIME", { startTime: "" }],
    ["RECORD_TIME", { answerTime: "" }],
    ["RECORD_TIME", { releaseTime: "" }],
    ["RECORD_TIME", { releaseTime: "20260431140422.500" }],
    ["RECORD_DURATION", { releaseTime: "20260407140310.249" }],
    ["RECORD_TIME_ORDER", { startTime: "20260407140311.000" }],
    ["NUMBER_CLIPPED", { calledNumber: "1.21256E+10" }],
  ])("%s", (reason, changes) => {
    expect(oneAside(settings, written({ ...NORMAL, ...changes }))).toMatchObject({
      bucket: "suspended",
      reason,
    });
  });

  it("nothing is lost, whatever byte is wrong", () => {
    surviveDamage(settings, written(START, NORMAL));
  });
});

describe("the two shapes", () => {
  it("give one record the same key and the same content", () => {
    const [one, other] = [
      oneCall({ format: "broadworks-xml" }, xml(NORMAL)),
      oneCall({ format: "broadworks-csv" }, csv(336, NORMAL)),
    ];
    expect([other.callKey, other.contentHash]).toEqual([one.callKey, one.contentHash]);
  });

  it.each([
    ["cut off", csv(196, NORMAL), "RECORD_COLUMNS"],
    ["without a recordId", csv(336, NORMAL).replace(/^[^,]*/, ""), "RECORD_NO_KEY"],
  ])("CSV %s", (_, text, reason) => {
    expect(oneAside({ format: "broadworks-csv" }, text)).toMatchObject({ reason });
  });

  it("CSV of release 14: 197 columns, and a first line that names the release", () => {
    const file = `version=14.2 encoding=ISO-8859-1\n1,,Start\n${csv(197, NORMAL)}2,,End\n`;
    const { calls, setAside } = readAll({ format: "broadworks-csv" }, file);
    const { routingNumber: _, ...facts } = oneCall({ format: "broadworks-csv" }, csv(336, NORMAL));
    expect(calls).toMatchObject([
      {
        billableMilliseconds: facts.billableMilliseconds,
        from: facts.from,
        to: facts.to,
        routingNumber: null,
      },
    ]);
    expect(setAside.map(({ reason }) => reason)).toEqual(Array.from({ length: 3 }, () => "MARKER_RECORD"));
  });

  it("CSV: a record with fewer columns than the one before it is cut off", () => {
    const file = csv(336, NORMAL) + csv(335, NORMAL);
    expect(readAll({ format: "broadworks-csv" }, file).setAside).toMatchObject([
      { reason: "RECORD_COLUMNS", message: "335 columns, and not 336" },
    ]);
  });

  it("CSV of a later release: columns that nobody knows are counted", () => {
    expect(readAll({ format: "broadworks-csv" }, csv(449, NORMAL))).toMatchObject({ extra: 1, records: 1 });
  });

  it("XML that is not well-formed inside a record is set aside", () => {
    const text = xml(NORMAL).replace("<group>", "<group><");
    expect(oneAside({ format: "broadworks-xml" }, text)).toMatchObject({ bucket: "suspended" });
  });
});
