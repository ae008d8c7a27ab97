import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "grandstream-csv", carrierTrunks: ["SIP/trunk_1"] };
const HEADING =
  "AcctId,accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield,channel_ext,dstchannel_ext,service";
const BEFORE =
  '62,acme,5300,12125550100,from-internal,"Smith, Ann" <5300>,SIP/5300-00000002,SIP/trunk_1/12125550100-00000003,Dial';
const AFTER =
  "2026-04-07 10:03:00,2026-04-07 10:03:10,2026-04-07 10:04:22,82,72,ANSWERED,DOCUMENTATION,1775570580.2,EXT,5300,trunk_1,s";

describe("the columns are counted from the start time", () => {
  it.each([
    ["quoted", '"SIP/trunk_1/12125550100,60,"'],
    ["bare, two columns too many", "SIP/trunk_1/12125550100,60,"],
    ["bare, four columns too many", "SIP/trunk_1/12125550100,60,tT,,x"],
    ["empty", ""],
  ])("lastdata %s", (_, lastData) => {
    const call = oneCall(settings, `${HEADING}\n${BEFORE},${lastData},${AFTER}\n`);
    expect(callJson(call, "Master.csv")).toMatchObject({
      keyIsWeak: false,
      from: "5300",
      to: "12125550100",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:10.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      direction: "outbound",
      trunkIn: "SIP/5300",
      trunkOut: "SIP/trunk_1",
      accountHint: "acme",
    });
  });

  it("an unanswered call has no answer between its times", () => {
    const after = AFTER.replace("2026-04-07 10:03:10", "").replace(",72,ANSWERED", ",0,NO ANSWER");
    const call = oneCall(settings, `${BEFORE},SIP/trunk_1,60,,${after}\n`);
    expect(call).toMatchObject({ answered: false, billableMilliseconds: 0, releaseCause: "NO ANSWER" });
  });

  it("older firmware writes no column behind userfield", () => {
    const call = oneCall(settings, `${BEFORE},,${AFTER.replace(",5300,trunk_1,s", "")}\n`);
    expect(call).toMatchObject({ keyIsWeak: false, billableMilliseconds: 72_000 });
  });

  it.each([
    ["a bare lastdata of two cells", '"Smith, Ann" <5300>', "SIP/trunk_1/12125550100,60"],
    ["a caller without commas", "5300", ""],
    ["a caller's commas in quotes", '"""Smith, Ann"" <5300>"', '"SIP/trunk_1/12125550100,60,"'],
  ])("files without AcctId: %s", (_, caller, lastData) => {
    const before = BEFORE.replace("62,", "").replace('"Smith, Ann" <5300>', caller);
    const whole = oneCall(settings, `${BEFORE},,${AFTER}\n`);
    const heading = HEADING.replace("AcctId,", "");
    const { calls, setAside } = readAll(settings, `${heading}\n${before},${lastData},${AFTER}\n`);
    expect(setAside).toEqual([]);
    expect(calls).toEqual([{ ...whole, record: calls[0]?.record }]);
  });

  it("the number that the box gives the row is no part of what the call says", () => {
    const [one, other] = [62, 63].map((id) =>
      oneCall(settings, `${BEFORE.replace("62", `${id}`)},,${AFTER}\n`),
    );
    expect([other?.callKey, other?.contentHash]).toEqual([one?.callKey, one?.contentHash]);
  });
});

describe("what is refused", () => {
  it.each([
    ["RECORD_COLUMNS", `${BEFORE},,soon,,later,82,72,ANSWERED,3,1775570580.2,EXT,,,\n`],
    ["RECORD_COLUMNS", `${BEFORE},,${AFTER.slice(0, 80)}\n`],
    ["RECORD_COLUMNS", `${BEFORE},,${AFTER.replace(/0\.2,EXT.*/, "")}`], // cut off inside the unique id
    ["RECORD_DURATION", `${BEFORE},,${AFTER.replace("82,72", "71,72")}\n`],
  ])("%s", (reason, text) => expect(oneAside(settings, text)).toMatchObject({ reason }));

  it("nothing is lost, whatever byte is wrong", () => {
    const line = `${BEFORE},SIP/trunk_1,60,,${AFTER}\n`;
    surviveDamage(settings, `${HEADING}\n${line}${line}`);
    surviveDamage(settings, line.replace("62,", "").repeat(2));
    expect(readAll(settings, `${BEFORE},,${AFTER},,new\n`).extra).toBe(1);
  });
});
