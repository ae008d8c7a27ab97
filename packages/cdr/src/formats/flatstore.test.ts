import { describe, expect, it } from "vitest";
import type { Call } from "../call.ts";
import { callJson } from "../call-json.ts";
import { joinParts } from "../join-parts.ts";
import { oneAside, oneCall, readAll, sourceOf } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = {
  format: "flatstore",
  carrierTrunks: ["carrier"],
  columns: [
    ...["method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason", "time"],
    ...["account", "from", "to", "unused", "trunk_out"],
  ],
};
const INVITE = "INVITE|aaa|bbb|c1@10.0.0.1|200|OK|1775570590|acme|3125550101|2125550142||carrier\n";
const BYE = "BYE|aaa|bbb|c1@10.0.0.1|200|OK|1775570662|||||\n";

/** The calls that rows make together, as `calls read` prints them. */
function joined(text: string, isOverdue = false, changes: object = {}) {
  const source = sourceOf({ ...settings, ...changes });
  const { parts } = readAll({ ...settings, ...changes }, text);
  return [...Map.groupBy(parts, ({ callKey }) => callKey).values()].map((ofCall) =>
    joinParts({ source, parts: ofCall, isOverdue }),
  );
}
const callOf = (text: string): Call | null => joined(text)[0]?.call ?? null;

it("two rows without the line end between them are no piece", () => {
  expect(oneAside(settings, INVITE.trimEnd() + INVITE)).toMatchObject({ reason: "RECORD_COLUMNS" });
});

it("a separator inside a text, as Kamailio encodes it", () => {
  const call = callOf((INVITE + BYE).replaceAll("c1@", "c%7C1@").replace("acme", "acme%7Cchicago %41"));
  expect(call).toMatchObject({ accountHint: "acme|chicago %41", billableMilliseconds: 72_000 });
});

describe("INVITE and BYE", () => {
  it("make one call", () => {
    expect(callJson(callOf(INVITE + BYE) as Call, "acc_1.log")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "3125550101",
      to: "2125550142",
      startedAt: "2026-04-07T14:03:10.000Z",
      answeredAt: "2026-04-07T14:03:10.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      direction: "outbound",
      accountHint: "acme",
      trunkOut: "carrier",
      line: 2,
    });
  });

  it.each([
    ["the BYE comes first", BYE + INVITE],
    ["the called side hangs up: the tags change places", INVITE + BYE.replace("aaa|bbb", "bbb|aaa")],
    ["the BYE was answered by nobody", INVITE + BYE.replace("200|OK", "408|Timeout")],
    ["a row comes twice", INVITE + INVITE + BYE + BYE],
    ["an ACK is written too", `${INVITE}${INVITE.replace("INVITE", "ACK")}${BYE}`],
    ["the call is renegotiated", INVITE + INVITE.replace("0590", "0620") + BYE],
    [
      "the INVITE has no time and its ACK has one",
      `${INVITE.replace("1775570590", "")}ACK|aaa|bbb|c1@10.0.0.1|200|OK|1775570590|||||\n${BYE}`,
    ],
    [
      "the ACK that has the time comes last",
      `${BYE}${INVITE.replace("1775570590", "")}ACK|aaa|bbb|c1@10.0.0.1|200|OK|1775570590|||||\n`,
    ],
    ["numbers are addresses", INVITE.replace("3125550101", "sip:3125550101@pbx.example") + BYE],
  ])("%s", (_, text) => {
    expect(joined(text)).toHaveLength(1);
    expect(callOf(text)).toMatchObject({
      billableMilliseconds: 72_000,
      keyDay: "2026-04-07",
      from: "3125550101",
      to: "2125550142",
      accountHint: "acme",
      callKey: callOf(INVITE + BYE)?.callKey,
    });
  });

  it("two calls under one Call-ID (a forked call answered twice) are two", () => {
    const other = (INVITE + BYE).replaceAll("bbb", "ccc");
    expect(joined(INVITE + other + BYE).map(({ call }) => call?.billableMilliseconds)).toEqual([
      72_000, 72_000,
    ]);
  });

  it("an INVITE alone waits; when the time is over it still does not say how long the call was", () => {
    expect(joined(INVITE)).toMatchObject([{ call: null, fault: null }]);
    expect(joined(INVITE, true)).toMatchObject([
      { call: null, fault: "no piece says how long the call was" },
    ]);
  });
});

describe("calls that were not answered", () => {
  const missed = INVITE.replace("200|OK", "486|Busy here");

  it("are calls by themselves", () => {
    expect(oneCall(settings, missed)).toMatchObject({
      answered: false,
      billableMilliseconds: 0,
      releaseCause: "486",
      from: "3125550101",
      keyDay: "2026-04-07",
    });
    expect(oneCall(settings, missed.replace("|bbb|", "||"))).toMatchObject({ answered: false });
  });

  it("in acc and in missed_calls alike are one; branches that fail one after the other are several", () => {
    const branch = missed.replace("1775570590", "1775570591");
    const { calls } = readAll(settings, missed + missed + branch);
    expect(calls[1]).toMatchObject({ callKey: calls[0]?.callKey, contentHash: calls[0]?.contentHash });
    expect(calls[2]?.callKey).not.toBe(calls[0]?.callKey);
  });
});

describe("OpenSIPS that writes whole calls", () => {
  const whole = {
    ...settings,
    columns: [...settings.columns, "setuptime", "created", "duration", "ms_duration"],
  };
  const row = INVITE.replace("\n", "|10|1775570580|72|71640\n");

  it.each([
    ["seconds", 72_000],
    ["milliseconds", 71_640],
  ])("billed by %s", (billingBase, milliseconds) => {
    expect(callJson(oneCall({ ...whole, billingBase }, row), "x")).toMatchObject({
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:10.000Z",
      billableMilliseconds: milliseconds,
      answered: true,
    });
  });

  it("a call that was not answered has no seconds in its row", () => {
    const text = row.replace("200|OK", "487|Request Terminated").replace("|72|71640", "");
    expect(callJson(oneCall(whole, text), "x")).toMatchObject({
      answered: false,
      startedAt: "2026-04-07T14:03:00.000Z",
      releasedAt: "2026-04-07T14:03:10.000Z",
    });
  });

  it("rows without them are pieces as ever", () => {
    expect(readAll(whole, INVITE + BYE).parts.map(({ part }) => part.role)).toEqual(["start", "stop"]);
  });
});

describe("a file that ends without a line end", () => {
  const other = INVITE.replaceAll("aaa", "ccc").replace("c1@", "c2@");
  it.each<[name: string, last: string, reasons: readonly string[]]>([
    ["a whole INVITE", other.trimEnd(), []],
    ["a whole BYE, which has no trunk", BYE.replace("c1@", "c2@").trimEnd(), []],
    ["an INVITE cut before its trunk: each one before had one", other.slice(0, -8), ["RECORD_CUT_OFF"]],
    ["an INVITE cut inside its trunk", other.slice(0, -3), ["RECORD_CUT_OFF"]],
  ])("%s", (_, last, reasons) => {
    const { setAside } = readAll(settings, INVITE + BYE + last);
    expect(setAside.map(({ reason }) => reason)).toEqual(reasons);
  });
});

describe("rows that are no calls, and what is refused", () => {
  it.each(["CANCEL", "OPTIONS", "REGISTER", "UPDATE"])("%s is ignored", (method) => {
    expect(oneAside(settings, INVITE.replace("INVITE", method))).toMatchObject({
      bucket: "ignored",
      reason: "NOT_A_CALL",
    });
  });

  it.each([
    ["RECORD_KIND", "call me later|a|b|c|d|e|f\n"],
    ["RECORD_KIND", INVITE.replace("200", "100")],
    ["RECORD_COLUMNS", INVITE.slice(0, 70)],
    ["RECORD_COLUMNS", "BYE|aaa|bbb|c1|200|OK\n"],
    ["RECORD_TIME", INVITE.replace("1775570590", "17755")],
    ["RECORD_TIME", BYE.replace("1775570662", "")],
    ["RECORD_NO_KEY", BYE.replace("c1@10.0.0.1", "")],
  ])("%s", (reason, text) => {
    expect(oneAside(settings, text)).toMatchObject({ bucket: "suspended", reason });
  });

  it("nothing is lost, whatever byte is wrong", () => {
    surviveDamage(settings, INVITE + BYE + INVITE.replace("200|OK", "404|Not Found"));
    expect(readAll(settings, INVITE.replace("\n", "|new\n")).extra).toBe(1);
  });
});
