import { describe, expect, it } from "vitest";
import { billReader } from "./bill-lines.ts";
import { comparedNumber } from "./compared-number.ts";

const HEADINGS = { charge: "Amount", ratePerMinute: "Rate", billedSeconds: "Secs" };

function read(line: string, heading = "Id,Secs,Rate,Amount", separator = ","): unknown {
  const reader = billReader(heading, separator, HEADINGS);
  if (!reader.ok) return reader.problems.map(({ code }) => code);
  const found = reader.value.read(line);
  return found.ok ? found.value : found.problems.map(({ code }) => code);
}

describe("the amounts of a line", () => {
  it.each([
    ["plain", "7,66,0.0060,0.006600", ["0.006600", "0.0060", 66]],
    ["with signs and separators", '7,66,$0.0060,"$1,234.50"', ["1234.50", "0.0060", 66]],
    ["a credit in brackets", "7,66,0.0060,(0.01)", ["-0.01", "0.0060", 66]],
    ["a quote in a cell before", '"7 ""a"", b",66,0.0060,0.01', ["0.01", "0.0060", 66]],
  ])("%s", (_, line, [charge, ratePerMinute, billedSeconds]) => {
    expect(read(line)).toEqual({ charge, ratePerMinute, billedSeconds });
  });

  it.each([
    ["no amount", "7,66,0.0060,"],
    ["words", "7,66,0.0060,none"],
    ["an exponent, as spreadsheets write them", "7,66,0.0060,6.6E-3"],
    ["seconds with a point", "7,66.5,0.0060,0.01"],
    ["too few columns", "7,66"],
  ])("refuses %s", (_, line) => {
    expect(read(line)).toEqual(["BILL_AMOUNT"]);
  });
});

it("finds columns by heading, behind a byte-order mark and with any separator, or by place", () => {
  expect(read("0.0066|66|0.0060", "\uFEFFAmount|Secs|Rate", "|")).toMatchObject({ charge: "0.0066" });
  const byPlace = billReader("a,b", ",", { charge: "#2" });
  expect(byPlace.ok && byPlace.value.read("1,2")).toMatchObject({
    value: { charge: "2", billedSeconds: null },
  });
  expect(billReader("a,b", ",", { charge: "#3" }).ok).toBe(false);
  expect(read("1", "Id,Rate")).toEqual(["BILL_COLUMN_MISSING", "BILL_COLUMN_MISSING"]);
});

it.each([
  ["+1 (312) 555-0100", "13125550100"],
  ["3125550100", "13125550100"],
  ["011442079460123", "442079460123"],
  ["Anonymous ", "anonymous"],
])("writes %s as %s", (raw, number) => {
  expect(comparedNumber(raw)).toBe(number);
});
