import { describe, expect, it } from "vitest";
import { exampleCalls } from "../testing/example-invoice.ts";
import { callRowWriter } from "./call-rows.ts";

const [call] = exampleCalls;
const rowOf = (facts: Partial<NonNullable<typeof call>>, row = 2): string =>
  callRowWriter()({ ...call!, ...facts }, row);

describe("a call as a row", () => {
  it.each([
    [2, '<row r="2"><c r="A2" s="200"'],
    [999, '<row r="999"><c r="A999" s="200"'],
    [1000, '<row r="1000"><c r="A1000" s="200"'],
    [1001, '<row r="1001"><c r="A1001" s="200"'],
    [1_048_576, '<row r="1048576"><c r="A1048576" s="200"'],
  ])("row %i is numbered so in every cell", (row, start) => {
    const text = rowOf({}, row);
    expect(text.startsWith(start)).toBe(true);
    expect(text.match(/ r="[A-P]\d+"/g)?.every((cell) => cell.endsWith(`${row}"`))).toBe(true);
    expect(text.endsWith("</row>")).toBe(true);
  });

  // Days since the end of 1899: 2026-04-01 is 46,113.
  it.each([
    ["2026-04-01 00:00:00", "46113.0000000000"],
    ["2026-04-01 12:00:00", "46113.5000000000"],
    ["2026-04-01 23:59:59", "46113.9999884259"],
    ["2026-04-02 09:03:10", "46114.3771990741"],
  ])("%s is %s", (dateTime, serial) => {
    expect(rowOf({ dateTime })).toContain(`<c r="B2" s="202"><v>${serial}</v></c>`);
  });

  it("reads each day anew, in whichever order they come", () => {
    const write = callRowWriter();
    const days = ["2026-04-02 00:00:00", "2026-04-01 00:00:00", "2026-04-02 00:00:00"];
    const serials = days.map((dateTime) => /<v>(\d+)/.exec(write({ ...call!, dateTime }, 2))?.[1]);
    expect(serials).toEqual(["46114", "46113", "46114"]);
  });

  it.each([
    ["plain", "<t>plain</t>"],
    [" spaced", '<t xml:space="preserve"> spaced</t>'],
    ["a & b < c", "<t>a &amp; b &lt; c</t>"],
    ["_x0041_", "<t>_x005F_x0041_</t>"],
    ["tab\there", "<t>tab_x0009_here</t>"],
    ["Łódź", "<t>Łódź</t>"],
    ["=1+1", "<t>=1+1</t>"],
    ["", "<t></t>"],
  ])("text %j is never a formula, and reads the same", (destination, cell) => {
    expect(rowOf({ destination })).toContain(`<c r="G2" s="212" t="inlineStr"><is>${cell}</is></c>`);
  });

  it("leaves the rate of a free call empty", () => {
    expect(rowOf({ ratePerMinute: "" })).toContain('<c r="L2" s="222"/><c r="M2" s="224"><v>');
  });

  it.each([
    [{ dateTime: "2026-04-01 24:00:00" }, /wall-clock/],
    [{ billedCharge: "1e3" }, /not decimal text/],
  ])("stops at %j: that is a bug of the caller", (facts, message) => {
    expect(() => rowOf(facts)).toThrow(message);
  });
});
