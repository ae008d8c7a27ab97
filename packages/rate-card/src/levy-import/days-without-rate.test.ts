import { expect, test } from "vitest";
import { withDaysWithoutRate } from "./days-without-rate.ts";
import { readSstRates } from "./read-sst-rates.ts";

const names = { states: new Map([["99", "ZZ"]]), counties: new Map<string, string>() };

/** `from..last day rate` of every rate of the file for the quarter that begins on 2026-04-01. */
function told(rows: readonly string[], name = "ZZR2026Q2FEB19"): readonly string[] {
  const read = readSstRates({ path: `${name}.csv`, text: `${rows.join("\n")}\n` }, names);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return withDaysWithoutRate(read.value.rates, name).map(
    ({ from, lastDay, intrastate }) => `${from}..${lastDay ?? ""} ${intrastate}`,
  );
}
const county = (rate: string, from: string, until: string) =>
  `99,00,001,${rate},${rate},0,0,${from},${until}`;

test.each([
  [
    "what ended before the quarter is over",
    [county("0.01", "20200101", "20260331")],
    ["2020-01-01..2026-03-31 0.01", "2026-04-01.. 0"],
  ],
  [
    "what ends within it may be followed by something in the next file",
    [county("0.01", "20200101", "20260401")],
    ["2020-01-01..2026-04-01 0.01"],
  ],
  [
    "between two rates was none",
    [county("0.01", "20100101", "20141231"), county("0.02", "20200101", "29991231")],
    ["2010-01-01..2014-12-31 0.01", "2015-01-01..2019-12-31 0", "2020-01-01.. 0.02"],
  ],
  [
    "one on the other's heels, in whatever order",
    [county("0.02", "20150101", "29991231"), county("0.01", "20100101", "20141231")],
    ["2015-01-01.. 0.02", "2010-01-01..2014-12-31 0.01"],
  ],
  [
    "the state's own rate stays a gap",
    ["99,45,99,0.04,0.04,0,0,20200101,20251231"],
    ["2020-01-01..2025-12-31 0.04"],
  ],
])("%s", (_, rows, expected) => {
  expect(told(rows)).toEqual(expected);
});

test("a file whose name tells no quarter leaves ends open", () => {
  expect(told([county("0.01", "20200101", "20200331")], "rates")).toEqual(["2020-01-01..2020-03-31 0.01"]);
});
