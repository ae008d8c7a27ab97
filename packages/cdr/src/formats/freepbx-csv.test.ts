import { describe, expect, it } from "vitest";
import { callJson } from "../call-json.ts";
import { oneAside, oneCall, readAll } from "../testing/read-all.ts";
import { surviveDamage } from "../testing/survive-damage.ts";

const settings = { format: "freepbx-csv", carrierTrunks: ["SIP/carrier"] };
const HEADING =
  "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield";
const ROW =
  '2026-04-07 10:03:00,"Ann, 2nd floor" <114>,114,12125550100,from-internal,SIP/114-000000c4,SIP/carrier-000000c5,Dial,"SIP/carrier/12125550100,60,rI",82,72,ANSWERED,3,acme,1775570580.228,';
const file = (...rows: readonly string[]) => `${[HEADING, ...rows].join("\n")}\n`;

describe("a row under the heading is a call", () => {
  it("answer and end follow from the record's seconds", () => {
    expect(callJson(oneCall(settings, file(ROW)), "cdr.csv")).toMatchObject({
      keyIsWeak: false,
      keyDay: "2026-04-07",
      from: "114",
      to: "12125550100",
      startedAt: "2026-04-07T14:03:00.000Z",
      answeredAt: "2026-04-07T14:03:10.000Z",
      releasedAt: "2026-04-07T14:04:22.000Z",
      billableMilliseconds: 72_000,
      answered: true,
      releaseCause: "ANSWERED",
      direction: "outbound",
      trunkIn: "SIP/114",
      trunkOut: "SIP/carrier",
      accountHint: "acme",
    });
  });

  it.each([
    ["a leg that the switch dials to itself", "Local/0@from-internal-0000000f;2", null, "unknown"],
    ["an announcement or voice mail", "", null, "unknown"],
    ["another telephone", "SIP/113-000000c5", "SIP/113", "onNet"],
  ])("%s: to %s, %s", (_, to, trunkOut, direction) => {
    const row = ROW.replace("SIP/carrier-000000c5", to);
    expect(oneCall(settings, file(row))).toMatchObject({ trunkOut, direction });
  });

  it("unanswered, and answered for no time", () => {
    const unanswered = oneCall(settings, file(ROW.replace("82,72,ANSWERED", "82,0,NO ANSWER")));
    expect(unanswered).toMatchObject({ answered: false, billableMilliseconds: 0, answeredAt: null });
    const noTime = oneCall(settings, file(ROW.replace("82,72,ANSWERED", "0,0,ANSWERED")));
    expect(noTime).toMatchObject({ answered: true, billableMilliseconds: 0, answeredAt: noTime.startedAt });
  });

  it("columns are found by their names; a sequence is part of the key, an answer column is believed", () => {
    const heading = "uniqueid,sequence,src,dst,calldate,answer,end,duration,billsec,disposition";
    const cells =
      "1775570580.228,7,114,12125550100,2026-04-07 10:03:00,2026-04-07 10:03:09,2026-04-07 10:04:22";
    const call = oneCall(settings, `${heading}\n${cells},82,72,ANSWERED\n`);
    expect(callJson(call, "x").answeredAt).toBe("2026-04-07T14:03:09.000Z");
    expect(oneCall(settings, `${heading}\n${cells.replace(",7,", ",8,")},82,72,ANSWERED\n`).callKey).not.toBe(
      call.callKey,
    );
  });

  it("two rows without the line end between them are no call", () => {
    expect(oneAside(settings, file(ROW + ROW))).toMatchObject({ reason: "RECORD_COLUMNS" });
  });

  it("what a database writes for nothing is nothing, and another separator is stated", () => {
    const nulls = `${ROW.replace(",acme,", ",NULL,")},NULL,\\N`;
    const heading = HEADING.replace("userfield", "userfield,did,linkedid");
    expect(oneCall(settings, `${heading}\n${nulls}\n`)).toMatchObject({
      to: "12125550100",
      accountHint: null,
    });
    const semicolons = file(ROW).replaceAll(",", ";").replace("Ann; 2nd", "Ann, 2nd");
    expect(oneCall({ ...settings, separator: ";" }, semicolons).billableMilliseconds).toBe(72_000);
  });

  it("the number that was called from outside counts, not where it led", () => {
    const text = file(`${ROW},13125550142`).replace("userfield", "userfield,did");
    expect(oneCall(settings, text)).toMatchObject({ from: "114", to: "13125550142" });
    expect(oneCall(settings, file(ROW)).contentHash).not.toBe(oneCall(settings, text).contentHash);
  });

  it("the heading may come again, and quoted; CR may end lines; the size of the file does not matter", () => {
    const quoted = HEADING.replace(/\w+/g, '"$&"');
    const text = `\uFEFF${quoted}\n${ROW}\n${HEADING}\n${ROW.replace(".228", ".229")}`;
    for (const written of [text, text.replaceAll("\n", "\r"), text.replaceAll("\n", "\r\n")])
      expect(readAll(settings, written)).toMatchObject({ records: 2, calls: [{}, {}] });
  });
});

describe("what is refused", () => {
  it.each([
    ["RECORD_COLUMNS", "no heading", ROW],
    ["RECORD_COLUMNS", "a cell too few", file(ROW.slice(0, -1))],
    ["RECORD_COLUMNS", "no disposition", `calldate,src,dst,billsec\n2026-04-07 10:03:00,114,113,72\n`],
    ["RECORD_DURATION", "more billable seconds than it lasted", file(ROW.replace("82,72", "71,72"))],
    [
      "RECORD_TIME",
      "day and month in an order that nobody stated",
      file(ROW.replace("2026-04-07", "07/04/26")),
    ],
    ["RECORD_DISPOSITION", "an unknown end", file(ROW.replace("ANSWERED", "3"))],
    ["NUMBER_CLIPPED", "a number out of a spreadsheet", file(ROW.replace(",12125550100,", ",1.21256E+10,"))],
  ])("%s: %s", (reason, _, text) => expect(oneAside(settings, text)).toMatchObject({ reason }));

  it("a surplus column is counted", () => expect(readAll(settings, file(`${ROW},new`)).extra).toBe(1));

  it("nothing is lost, whatever byte is wrong", () => {
    surviveDamage(settings, file(ROW, ROW.replace(".228", ".229")));
  });
});
