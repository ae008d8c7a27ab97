import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileExchangeTable } from "./exchange-table.ts";

const table = (text: string, file = "exchanges.csv") => ({ file, text });
const found = (text: string, e164: string, day: string | null = null) =>
  compileExchangeTable([table(text)]).exchanges.find(e164, day);

describe("columns by heading", () => {
  it.each([
    ["ours", "prefix,state,rate_center,lata,ocn\n312555,IL,Zenith,358,0101\n"],
    [
      "the administrator's report",
      "State,NPA-NXX,OCN,Company,RateCenter,LATA,EffectiveDate\nIL,312-555,0101,Example Tel,ZENITH,358,04/01/2020\n",
    ],
    ["area code and exchange apart", "NPA,NXX,X,State,Rate Center,LATA,OCN\n312,555,,IL,Zenith,358,0101\n"],
    ["the block that stands for all", "NPA,NXX,X,State,Rate Center,LATA,OCN\n312,555,A,IL,Zenith,358,0101\n"],
    [
      "quotes, and CRLF",
      'prefix,state,rate_center,lata,ocn,note\r\n"312555","IL","Zenith",358,0101,"a, b"\r\n',
    ],
    ["CR alone", "prefix,state,rate_center,lata,ocn\r312555,IL,Zenith,358,0101\r"],
    ["zeros that a spreadsheet dropped", "prefix,state,rate_center,lata,ocn\n312555,IL,Zenith,358,101\n"],
    [
      "small letters, blanks and blank lines",
      "Prefix, State ,rate_center,lata,ocn\n\n 312555 , il ,zenith,358,0101\n,,,,\n",
    ],
  ])("%s", (_what, text) => {
    expect(found(text, "13125550142", "2026-04-01")).toMatchObject({
      state: "IL",
      rateCenter: "ZENITH",
      lata: "358",
      ocn: "0101",
    });
  });

  it("a company's code may hold letters, and cells may be empty", () => {
    expect(found("prefix,ocn,state\n312555,7a2b,\n", "13125550142")).toMatchObject({
      ocn: "7A2B",
      state: null,
      rateCenter: null,
      lata: null,
    });
  });
});

describe("the block before its exchange, each on its day", () => {
  const text = `prefix,ocn,from,until
312555,0100,,2026-04-01
312555,0200,2026-04-01,
3125557,0300,2026-03-01,2026-05-01
`;

  it.each([
    ["13125550142", "2026-03-31", "0100"],
    ["13125550142", "2026-04-01", "0200"],
    ["13125557142", "2026-02-28", "0100"],
    ["13125557142", "2026-03-01", "0300"],
    ["13125557142", "2026-04-30", "0300"],
    ["13125557142", "2026-05-01", "0200"],
    ["13125557142", null, "0200"], // no day: what counts without end
    ["13125560142", "2026-04-01", undefined],
    ["12125550142", "2026-04-01", undefined],
    ["442079460123", "2026-04-01", undefined],
  ])("%s on %s is of %s", (e164, day, ocn) => {
    expect(found(text, e164, day)?.ocn).toBe(ocn);
  });
});

describe("what is wrong with a row", () => {
  it.each([
    ["prefix,state\n31255,IL\n312556,IL\n", 2],
    ["prefix,state\n312555,IL\n012556,IL\n", 3],
    ["prefix,state\n312055,IL\n", 2],
    ["prefix,state\n312555,Illinois\n", 2],
    ["prefix,lata\n312555,12\n", 2],
    ["prefix,from\n312555,2026-02-30\n", 2],
    ["prefix,from\n312555,soon\n", 2],
    ["prefix,from\n312555,13/01/2026\n", 2],
  ])("%j: line %i", (text, line) => {
    const { problems, exchanges } = compileExchangeTable([table(text)]);
    expect(problems.map((problem) => [problem.code, problem.file, problem.line])).toEqual([
      ["NUMBERING_ROW_BROKEN", "exchanges.csv", line],
    ]);
    expect(exchanges.size).toBe(text.trim().split("\n").length - 2);
  });

  it("no column of exchanges", () => {
    const { problems } = compileExchangeTable([table("npa,state\n312,IL\n")]);
    expect(problems).toMatchObject([{ code: "NUMBERING_COLUMN_MISSING", line: 1 }]);
  });

  it("two places for one prefix and day, also in two files; the same twice is harmless", () => {
    const other = (text: string) =>
      compileExchangeTable([table("prefix,state\n312555,IL\n"), table(text, "exchanges-il.csv")]).problems;
    expect(other("prefix,state\n312555,IN\n")).toMatchObject([{ code: "NUMBERING_ROW_BROKEN" }]);
    expect(other("prefix,state\n312555,IL\n")).toEqual([]);
    expect(other("prefix,state,from\n312555,IN,2026-04-01\n")).toEqual([]);
  });

  it("tells a hundred and no more", () => {
    const { problems } = compileExchangeTable([table(`prefix\n${"1\n".repeat(500)}`)]);
    expect(problems).toHaveLength(100);
  });
});

it("finds what a walk through all rows finds", () => {
  const prefix = fc.stringMatching(/^[23]12[23]5[0-9][0-3]?$/);
  const rows = fc.uniqueArray(fc.record({ prefix, ocn: fc.stringMatching(/^[1-9]{4}$/) }), {
    selector: (row) => row.prefix,
    maxLength: 30,
  });
  fc.assert(
    fc.property(rows, fc.stringMatching(/^1[23]12[23]5[0-9]{5}$/), (held, e164) => {
      const text = ["prefix,ocn", ...held.map((row) => `${row.prefix},${row.ocn}`)].join("\n");
      const longest = held
        .filter((row) => e164.startsWith(`1${row.prefix}`))
        .toSorted((left, right) => right.prefix.length - left.prefix.length)[0];
      expect(found(text, e164)?.ocn).toBe(longest?.ocn);
    }),
  );
});
