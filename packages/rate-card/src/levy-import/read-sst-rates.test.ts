import { describe, expect, test } from "vitest";
import { readSstRates } from "./read-sst-rates.ts";

const names = {
  states: new Map([["99", "ZZ"]]),
  counties: new Map([["99001", "Adams"]]),
};

function read(text: string) {
  const result = readSstRates({ path: "ZZR2026Q2FEB19.csv", text }, names);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

describe("a row is a rate of one jurisdiction", () => {
  test.each([
    // row, jurisdiction, rate, first day, last day
    ["99,45,99,0.04,0.04,0,0,20110101,29991231", { level: "state", state: "ZZ" }, "0.04", "2011-01-01", null],
    [
      "99,00,001,0.0050,.005,0,0,20110101,99991231",
      { level: "county", state: "ZZ", county: "Adams", countyFips: "99001" },
      "0.005",
      "2011-01-01",
      null,
    ],
    [
      "99,0,3,0.01,0.01,0,0,20110101,20990101",
      { level: "county", state: "ZZ", countyFips: "99003" },
      "0.01",
      "2011-01-01",
      null,
    ],
    [
      "99,1,4000,0.019,0.019,0,0,20221001,20260331",
      { level: "city", state: "ZZ", cityFips: "9904000" },
      "0.019",
      "2022-10-01",
      "2026-03-31",
    ],
    [
      "99,63,80001,0,0,0,0,20221001,20781231",
      { level: "district", state: "ZZ", district: "sst-99-80001" },
      "0",
      "2022-10-01",
      null,
    ],
    [
      "99,79,11KAN,0.01,0.01,,,20221001,20781231",
      { level: "district", state: "ZZ", district: "sst-99-11KAN" },
      "0.01",
      "2022-10-01",
      null,
    ],
    [
      "99,20,A12,0.00375,0.00375,,,20221001,20771231",
      { level: "district", state: "ZZ", district: "sst-99-00A12" },
      "0.00375",
      "2022-10-01",
      "2077-12-31",
    ],
  ])("%s", (row, jurisdiction, intrastate, from, lastDay) => {
    const { rates, problems } = read(row);
    expect(problems).toEqual([]);
    expect(rates).toMatchObject([{ jurisdiction, intrastate, from, lastDay }]);
  });
});

describe("a row that cannot be read is told by its line, and the others go on", () => {
  test.each([
    ["98,00,001,0.01,0.01,0,0,20110101,29991231", "98: no state has this code"],
    ["99,C,001,0.01,0.01,0,0,20110101,29991231", "C: a type of jurisdiction is two digits"],
    ["99,06,001,0.01,0.01,0,0,20110101,29991231", "06: no layout names this type of jurisdiction"],
    ["99,59,001,0.01,0.01,0,0,20110101,29991231", "59: no layout names this type of jurisdiction"],
    ["99,80,001,0.01,0.01,0,0,20110101,29991231", "80: no layout names this type of jurisdiction"],
    ["99,00,,0.01,0.01,0,0,20110101,29991231", ": a code of a jurisdiction is up to five digits"],
    ["99,00,001,4.0,4.0,0,0,20110101,29991231", "4.0: a rate is a fraction, 0.04 for 4 %"],
    ["99,00,001,1%,0.01,0,0,20110101,29991231", "1%: a rate is a fraction, 0.04 for 4 %"],
    ["99,00,001,0.01,0.01,0,0,2011-01-01,29991231", "2011-01-01, 29991231: days are written YYYYMMDD"],
    ["99,00,001,0.01,0.01,0,0,20110230,29991231", "20110230, 29991231: days are written YYYYMMDD"],
    ["99,00,001,0.01,0.01,0,0,20120101,20111231", "the last day 20111231 lies before the first 20120101"],
    ["99,00,001,0.01,0.01,0,0", "7 cells, where a rate file has 9"],
  ])("%s", (row, message) => {
    const { rates, problems } = read(`${row}\r\n99,00,005,0.01,0.01,0,0,20110101,29991231\r\n`);
    expect(problems).toMatchObject([{ code: "TAX_ROW", line: 1, message }]);
    expect(rates).toHaveLength(1);
  });
});

test("headings, blank lines, empty cells behind the ninth and rows that stand twice are no rows", () => {
  const row = "99,00,001,0.01,0.01,0,0,20110101,29991231";
  const { rates, problems } = read(`\uFEFFState,Type,Code,A,B,C,D,Begin,End\n${row},,\n\n${row}\n`);
  expect(problems).toEqual([]);
  expect(rates).toHaveLength(1);
});

describe("days of one jurisdiction that overlap", () => {
  const row = (rate: string, from: string, to: string) => `99,00,001,${rate},${rate},0,0,${from},${to}`;

  test.each([
    // a closed span into which the next begins, and two that begin on one day
    [row("0.01", "20110101", "20121231"), row("0.02", "20121230", "29991231")],
    [row("0.01", "20110101", "29991231"), row("0.02", "20110101", "29991231")],
  ])("%s and %s: the later row is refused", (first, second) => {
    const { rates, problems } = read(`${first}\n${second}\n`);
    expect(rates).toHaveLength(1);
    expect(problems).toMatchObject([{ line: 2, message: "ZZ-SST-00-001: its days overlap those of line 1" }]);
  });

  test("the last day of one is the first of the next (Menominee, 2020-03-31): the next one counts on it", () => {
    const { rates, problems } = read(
      `${row("0.01", "20110101", "20121231")}\n${row("0.02", "20121231", "29991231")}\n`,
    );
    expect(problems).toEqual([]);
    expect(rates).toMatchObject([
      { intrastate: "0.01", lastDay: "2012-12-30" },
      { intrastate: "0.02", from: "2012-12-31" },
    ]);
  });

  test.each([
    // the next day, and a rate that nobody ended when the next one began
    [row("0.01", "20110101", "20121231"), row("0.02", "20130101", "29991231")],
    [row("0.01", "20110101", "29991231"), row("0.02", "20130101", "29991231")],
  ])("%s and %s: both count", (first, second) => {
    const { rates, problems } = read(`${first}\n${second}\n`);
    expect(problems).toEqual([]);
    expect(rates).toHaveLength(2);
  });
});
