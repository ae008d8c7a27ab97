import type { ItemisedCall } from "@tollwright/invoice";
import { describe, expect, it } from "vitest";
import { inOnePiece } from "../in-one-piece.ts";
import { exampleCalls } from "../testing/example-invoice.ts";
import { itemisationHeader, itemisationLine, renderCsv } from "./csv.ts";

const call = exampleCalls[0]!;

function line(change: Partial<ItemisedCall>): string {
  return itemisationLine({ ...call, ...change });
}

describe("the itemised CSV", () => {
  it("has a heading line and one line a call, each with its line end", () => {
    expect(itemisationHeader).toBe(
      "Account,Date and time,Zone,Direction,From,To,Destination,Call class,Seconds,Billed seconds,Pool seconds,Rate per minute,List charge,Billed charge,Charge key,Call key\r\n",
    );
    expect(itemisationLine(call)).toBe(
      'acme,2026-04-01 09:03:10,America/Chicago,outbound,13125550100,12125550123,"New York, NY",interstate,61.5,62,0,0.3242,0.335000,0.335000,acme/hq/voice/long-distance/interstate,11111111111111111111111111111111\r\n',
    );
  });

  it.each([0, 1, 998, 999, 1_000, 2_500])(
    "is the heading and the lines of %s calls put together",
    async (count) => {
      const calls = Array.from({ length: count }, () => call);
      const text = new TextDecoder().decode(await inOnePiece(renderCsv(calls)));
      expect(text).toBe(itemisationHeader + calls.map(itemisationLine).join(""));
    },
  );

  it.each([
    ['He said "no"', '"He said ""no"""'],
    ["two\r\nlines", '"two\r\nlines"'],
    ["plain", "plain"],
    ["Łódź, Poland", '"Łódź, Poland"'],
  ])("quotes %j as RFC 4180 asks", (destination, expected) => {
    expect(line({ destination })).toContain(`,${expected},interstate,`);
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+cmd", "'+cmd"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\rx", `"'\rx"`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ["New York", "New York"],
  ])("defuses %j, for a caller's name comes from strangers", (destination, expected) => {
    expect(line({ destination })).toContain(`,${expected},interstate,`);
  });

  it.each([
    ["+13125550100", "+13125550100"],
    ["13125550100", "13125550100"],
    ["anonymous", "anonymous"],
    ["+1312=1", "'+1312=1"],
    ["@caller", "'@caller"],
  ])("writes the telephone number %j as %s", (from, expected) => {
    expect(line({ from })).toContain(`,outbound,${expected},12125550123,`);
  });

  it("keeps a credit a number", () => {
    expect(line({ billedCharge: "-0.5" })).toContain(",0.335000,-0.5,");
  });

  it("lets a free call have no rate", () => {
    expect(line({ ratePerMinute: "" })).toContain(",62,0,,0.335000,");
  });

  it.each([
    ["billedCharge", "0.33e5"],
    ["seconds", "=1"],
    ["dateTime", "yesterday"],
  ] as const)("stops at %s %j: numbers and times are the caller's own", (field, value) => {
    expect(() => line({ [field]: value })).toThrow(/not /);
  });
});
