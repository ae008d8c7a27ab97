import { instantText } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import type { Call } from "../call.ts";
import { callJson } from "../call-json.ts";
import { joinParts } from "../join-parts.ts";
import { oneAside, oneCall, readAll, sourceOf } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "ribbon-act", zone: "America/Los_Angeles", carrierTrunks: ["CARRIER"] };

/** A record of a kind with cells at positions from 1; all others are empty. */
function record(kind: string, columns: number, cells: Readonly<Record<number, string>>): string {
  const all = Array.from({ length: columns }, (_, index) => cells[index + 1] ?? "");
  return `${[kind, ...all.slice(1)].join(",")}\n`;
}

const HEAD = {
  2: "SBC1",
  3: "0x0001042B00000012",
  5: "GMT-08:00-Pacific(US)",
  6: "04/07/2026",
  7: "10:02:12.5",
};
const SUB_RECORD = '"SIP,1@10.0.0.1,%22Ann%22;tag=a,;tag=b,0,,,,BYE"';
const STOP = {
  ...HEAD,
  10: "511",
  11: "04/07/2026",
  12: "10:02:20.7",
  14: "306",
  15: "16",
  20: "3125550101",
  21: "2125550142",
  28: "3125550100",
  34: "CUSTOMER",
  43: "27",
  44: "312555",
  52: SUB_RECORD,
  60: "12125550142",
  68: "CARRIER",
  118: "0",
  119: "306",
};
const stop = (changes: Readonly<Record<number, string>> = {}): string =>
  record("STOP", 223, { ...STOP, ...changes });
const START = {
  ...HEAD,
  10: "511",
  15: "3125550101",
  16: "2125550142",
  23: "3125550100",
  29: "CUSTOMER",
  54: "CARRIER",
};
const start = (changes: Readonly<Record<number, string>> = {}): string =>
  record("START", 191, { ...START, ...changes });
const ATTEMPT = {
  ...HEAD,
  10: "10:02:12.9",
  12: "21",
  17: "3125550101",
  18: "2125550142",
  27: "1",
  31: "CUSTOMER",
  45: SUB_RECORD,
  58: "CARRIER",
};
const attempt = (changes: Readonly<Record<number, string>> = {}): string =>
  record("ATTEMPT", 186, { ...ATTEMPT, ...changes });
const intermediate = (time: string, units: string): string =>
  record("INTERMEDIATE", 170, {
    ...HEAD,
    9: "511",
    10: "04/07/2026",
    11: time,
    12: units,
    17: "3125550101",
    18: "2125550142",
  });

describe("a STOP", () => {
  it("is a call by itself: seconds in units of 10 ms, the answer by the time since set-up", () => {
    expect(callJson(oneCall(settings, stop()), "a.ACT")).toMatchObject({
      keyDay: "2026-04-07",
      keyIsWeak: false,
      from: "3125550101",
      to: "2125550142",
      startedAt: "2026-04-07T17:02:12.500Z", // daylight time, though the record says GMT-08:00
      answeredAt: "2026-04-07T17:02:17.610Z",
      releasedAt: "2026-04-07T17:02:20.700Z",
      billableMilliseconds: 3_060,
      answered: true,
      releaseCause: "16",
      direction: "outbound",
      trunkIn: "CUSTOMER",
      trunkOut: "CARRIER",
      chargeNumber: "3125550100",
      originatingLineInfo: "27",
      jurisdictionParameter: "312555",
    });
  });

  it.each([
    ["without a calling number", { 20: "" }, { from: "" }],
    ["without a translated number", { 21: "" }, { to: "12125550142" }],
    ["of another release, with more columns", { 119: "306" }, { billableMilliseconds: 3_060 }],
    [
      "whose end, cut to tenths, lies before its answer",
      { 12: "10:02:17.6", 14: "3" },
      { billableMilliseconds: 30 },
    ],
    [
      "after midnight",
      { 7: "23:59:59.9", 10: "20", 11: "04/08/2026", 12: "00:00:03.1" },
      { keyDay: "2026-04-07" },
    ],
  ])("%s", (_, changes, expected) => {
    expect(oneCall(settings, stop(changes))).toMatchObject(expected);
  });

  it.each([
    ["07/01/2026", "GMT-08:00-Pacific(US)", "17:02:12.500Z"],
    ["07/01/2026", "GMT-07:00-Pacific(US)", "17:02:12.500Z"],
    ["12/01/2026", "GMT-08:00-Pacific(US)", "18:02:12.500Z"],
    ["12/01/2026", "Pacific", "18:02:12.500Z"],
  ])("on %s by a node of %s began at %s: the source's zone counts", (date, zone, at) => {
    const text = stop({ 5: zone, 6: date, 11: date });
    const { calls } = readAll(settings, text, { readOn: "2026-12-31" });
    expect(instantText((calls[0] as Call).startedAt).slice(11)).toBe(at);
  });

  it("on the night that repeats an hour: what fits its seconds", () => {
    const text = stop({
      6: "11/01/2026",
      7: "01:50:00.0",
      10: "1000",
      11: "11/01/2026",
      12: "01:05:10.0",
      14: "90000",
    });
    const { calls } = readAll(settings, text, { readOn: "2026-12-31" });
    expect(callJson(calls[0] as Call, "x")).toMatchObject({
      startedAt: "2026-11-01T08:50:00.000Z",
      answeredAt: "2026-11-01T08:50:10.000Z",
      releasedAt: "2026-11-01T09:05:10.000Z",
    });
  });

  it("that is answered in the hour that spring skips: so long behind its start", () => {
    const text = stop({
      6: "03/08/2026",
      7: "01:59:58.0",
      10: "500",
      11: "03/08/2026",
      12: "03:00:06.0",
      14: "306",
    });
    expect(callJson(oneCall(settings, text), "x")).toMatchObject({
      startedAt: "2026-03-08T09:59:58.000Z",
      answeredAt: "2026-03-08T10:00:03.000Z",
    });
  });
});

describe("an ATTEMPT is a call that was not answered", () => {
  it.each([
    ["its end has no date", {}, "2026-04-07T17:02:12.900Z"],
    [
      "the column of its date holds something else (other releases)",
      { 105: "17" },
      "2026-04-07T17:02:12.900Z",
    ],
    ["its end has a date (newer releases)", { 105: "04/07/2026" }, "2026-04-07T17:02:12.900Z"],
    ["it ends in the second in which it began", { 10: "10:02:12.5" }, "2026-04-07T17:02:12.500Z"],
    [
      "it ends just after midnight, without a date",
      { 7: "23:59:59.8", 10: "00:00:00.1" },
      "2026-04-08T07:00:00.100Z",
    ],
    [
      "it ends just after midnight, with a date",
      { 7: "23:59:59.8", 10: "00:00:00.1", 105: "04/08/2026" },
      "2026-04-08T07:00:00.100Z",
    ],
  ])("%s", (_, changes, releasedAt) => {
    expect(callJson(oneCall(settings, attempt(changes)), "x")).toMatchObject({
      answered: false,
      answeredAt: null,
      billableMilliseconds: 0,
      releasedAt,
      releaseCause: "21",
      keyDay: "2026-04-07",
      trunkIn: "CUSTOMER",
      trunkOut: "CARRIER",
    });
  });

  it("two routes tried for one call are two records, and no other than its STOP", () => {
    const { calls } = readAll(settings, attempt() + attempt({ 27: "2", 12: "34" }) + stop());
    expect(new Set(calls.map(({ callKey }) => callKey)).size).toBe(3);
  });
});

describe("pieces", () => {
  const pieces = (text: string) => readAll(settings, text).parts;
  const join = (text: string, isOverdue = false, changes = {}) =>
    joinParts({ source: sourceOf({ ...settings, ...changes }), parts: pieces(text), isOverdue });

  it("START and INTERMEDIATE are under the key of the call's STOP", () => {
    const keys = [start(), intermediate("10:03:17.6", "6000")].flatMap((text) =>
      pieces(text).map(({ callKey }) => callKey),
    );
    expect(new Set([...keys, oneCall(settings, stop()).callKey]).size).toBe(1);
  });

  it("a call whose STOP never comes is billed as far as it is known", () => {
    const text = intermediate("10:04:17.6", "12000") + start() + intermediate("10:03:17.6", "6000");
    expect(join(text).call).toBeNull();
    expect(join(text, true).call).toMatchObject({
      billableMilliseconds: 120_000,
      estimated: true,
      from: "3125550101",
      trunkOut: "CARRIER",
      keyDay: "2026-04-07",
    });
  });

  it.each([
    ["cumulative", "12000", "18000", 180_000],
    ["pieces", "6000", "18000", 300_000],
  ])(
    "a STOP that closes a long-duration call, where the source's records are %s",
    (interim, units, own, milliseconds) => {
      const closing = stop({ 12: "10:05:17.6", 14: own, 118: "3" });
      const text = start() + intermediate("10:03:17.6", "6000") + intermediate("10:04:17.6", units) + closing;
      expect(pieces(text).map(({ part }) => part.role)).toEqual(["start", "interim", "interim", "stop"]);
      expect(join(text, false, { interim }).call).toMatchObject({
        billableMilliseconds: milliseconds,
        estimated: false,
      });
    },
  );
});

describe("records that are no calls, and what is refused", () => {
  it.each([
    ["07042026 235959: File administratively closed.\n", "MARKER_RECORD"],
    ["07042026 235959: something else\n", null],
    ["RECORDING,SBC,0x0001,95396662,GMT-05:00-Eastern(US),12,0x0001,call@10.0.0.1,1,1\n", "NOT_A_CALL"],
  ])("a line that is no call's: %j", (text, reason) => {
    expect(oneAside(settings, text)).toMatchObject(
      reason === null ? { bucket: "suspended", reason: "RECORD_KIND" } : { bucket: "ignored", reason },
    );
  });

  it.each(["REBOOT", "SWITCHOVER", "SW_CHANGE"])("%s is a marker", (kind) => {
    const text = record(kind, 7, {
      2: "SBC1",
      3: "0x0",
      4: "GMT-08:00-Pacific(US)",
      5: "04/07/2026",
      6: "10:00:00.0",
    });
    expect(oneAside(settings, text)).toMatchObject({ bucket: "ignored", reason: "MARKER_RECORD" });
  });

  it.each([["\n"], [" \r\n"]])(
    "the first line of a file, which names its maker and its kind, is a marker (end %j)",
    (end) => {
      const text = `Example Networks, Inc.${"0".repeat(40)}ACT20260407100000${"0".repeat(14)}${end}${stop()}`;
      const { calls, setAside } = readAll(settings, text);
      expect(calls).toHaveLength(1);
      expect(setAside).toMatchObject([{ bucket: "ignored", reason: "MARKER_RECORD" }]);
    },
  );

  it.each([
    ["RECORD_KIND", "HELLO,SBC1,0x1\n"],
    ["RECORD_KIND", "HELLO,SBC1,ACT20260407100000\n"],
    ["RECORD_ZONE", stop({ 5: "GMT" })],
    ["RECORD_COLUMNS", record("STOP", 118, STOP)],
    ["RECORD_COLUMNS", record("ATTEMPT", 58, ATTEMPT)],
    ["RECORD_COLUMNS", record("START", 54, START)],
    ["RECORD_ZONE", stop({ 5: "GMT-05:00-Eastern(US)" })],
    ["RECORD_TIME", stop({ 6: "13/07/2026" })],
    ["RECORD_TIME", stop({ 7: "" })],
    ["RECORD_TIME", stop({ 11: "", 12: "" })],
    ["RECORD_TIME", stop({ 10: "soon" })],
    ["RECORD_TIME", attempt({ 10: "25:00:00.0" })],
    ["RECORD_TIME", stop({ 11: "someday" })],
    ["RECORD_TIME_SKIPPED", stop({ 6: "03/08/2026", 7: "02:30:00.0", 11: "03/08/2026" })],
    ["RECORD_TIME_ORDER", stop({ 12: "10:02:17.4" })],
    ["RECORD_DURATION", stop({ 14: "" })],
    ["RECORD_DURATION", stop({ 14: "-3" })],
    ["RECORD_NO_KEY", start({ 3: "" })],
    ["RECORD_QUOTING", stop({ 52: '"never closed' })],
  ])("%s", (reason, text) => {
    expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason });
  });

  it("a year that is damaged has no zone, and is no time", () => {
    const { setAside } = readAll(settings, stop({ 6: "04/07/0026", 11: "04/07/0026" }));
    expect(setAside).toMatchObject([{ bucket: "suspended" }]);
  });

  it("nothing is lost, whatever byte is wrong", () => {
    surviveDamage(settings, start() + stop() + attempt() + intermediate("10:03:17.6", "6000"));
  });
});
