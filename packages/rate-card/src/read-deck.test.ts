import { describe, expect, it } from "vitest";
import { type DeckFiles, readDeck } from "./read-deck.ts";

const US = `id: us
description: US by exchange.
kind: npaNxxJurisdictional
currency: USD
effectiveFrom: 2026-01-01
zone: America/New_York
rows: us.csv
columns: { prefix: NPANXX, interstate: Inter, intrastate: Intra, effectiveFrom: Effective }
defaults: { initialSeconds: 6, incrementSeconds: 6 }
rateCeilingPerMinute: "0.75"
rounding: { mode: halfUp, places: 6 }
`;

const AZ = `id: az
description: The world.
kind: azInternational
currency: USD
effectiveFrom: 2026-01-01
zone: UTC
rows: az.csv
columns: { prefix: Code, destination: Name, ratePerMinute: Rate, connectFee: Fee, initialSeconds: First, incrementSeconds: Next, blocked: Blocked }
defaults: { initialSeconds: 30, incrementSeconds: 6, connectFee: "0.01" }
rateCeilingPerMinute: "5"
rounding: { mode: halfUp, places: 6 }
`;
const AZ_HEADINGS = "Name,Code,Rate,Fee,First,Next,Blocked";

function files(yaml: string, rows: string, name = yaml === AZ ? "az.csv" : "us.csv"): DeckFiles {
  return {
    description: { path: "decks/x/deck.yaml", text: yaml },
    beside: [{ path: `decks/x/${name}`, text: rows }],
  };
}

function readUs(...rows: readonly string[]) {
  return readDeck(files(US, ["NPANXX,Inter,Intra,Effective", ...rows, ""].join("\n")));
}

function readAz(...rows: readonly string[]) {
  return readDeck(files(AZ, [AZ_HEADINGS, ...rows, ""].join("\n")));
}

function problemsOf(result: ReturnType<typeof readDeck>): readonly string[] {
  return result.ok ? [] : result.problems.map(({ code, line, message }) => `${code} ${line}: ${message}`);
}

describe("a deck that can be read", () => {
  it("keeps all decimals, sorts by prefix, and remembers the row", () => {
    const read = readUs("201201,0.00950800,.0125,", "201200,0.008,0.008,2026-04-15");
    expect(
      read.ok &&
        read.value.deck.rows.map((row) => [
          row.prefix,
          row.interstate,
          row.intrastate,
          row.effectiveFrom,
          row.row,
        ]),
    ).toEqual([
      ["1201200", "0.008", "0.008", "2026-04-15", 3],
      ["1201201", "0.00950800", "0.0125", "2026-01-01", 2],
    ]);
  });

  it("takes a row's own increments and fee, else the deck's", () => {
    const read = readAz("Mexico,52,0.02,0.05,60,60,", "Chile,56,0.03,,,,");
    expect(
      read.ok &&
        read.value.deck.rows.map((row) => [
          row.prefix,
          row.connectFee,
          row.initialSeconds,
          row.incrementSeconds,
        ]),
    ).toEqual([
      ["52", "0.05", 60, 60],
      ["56", "0.01", 30, 6],
    ]);
  });

  it("reads no price of a blocked row, whatever stands there", () => {
    const read = readAz("Nowhere,882,N/A,,,,Y", "Elsewhere,883,999,,,,closed");
    expect(read.ok && read.value.deck.rows.map((row) => [row.blocked, row.ratePerMinute])).toEqual([
      [true, null],
      [true, null],
    ]);
  });

  it.each([
    ["a byte-order mark and CRLF", "\uFEFFNPANXX,Inter,Intra,Effective\r\n201200,0.1,0.2,\r\n"],
    ["CR alone", "NPANXX,Inter,Intra,Effective\r201200,0.1,0.2,\r"],
    ["no line end at the end", "NPANXX,Inter,Intra,Effective\n201200,0.1,0.2,"],
    ["blank rows and a short row", "NPANXX,Inter,Intra,Effective\n\n201200,0.1,0.2\n,,,\n"],
    ["columns in another order, and more of them", "Note,Effective,Intra,Inter,NPANXX\nx,,0.2,0.1,201200\n"],
  ])("accepts %s", (_what, text) => {
    const read = readDeck(files(US, text));
    expect(
      read.ok && read.value.deck.rows.map((row) => [row.prefix, row.interstate, row.intrastate]),
    ).toEqual([["1201200", "0.1", "0.2"]]);
  });

  it("finds columns by number where two headings are the same, or none is there", () => {
    const byNumber = US.replace("Inter,", '"#2",').replace("Intra,", '"#3",').replace("Effective", '"#4"');
    const twice = readDeck(files(byNumber, "NPANXX,rate,rate,day\n201200,0.1,0.2,\n", "us.csv"));
    expect(twice.ok && twice.value.deck.rows[0]).toMatchObject({ interstate: "0.1", intrastate: "0.2" });
    const none = `${byNumber.replace("NPANXX", '"#1"')}headingRows: 0\n`;
    const bare = readDeck(files(none, "201200,0.1,0.2,\n", "us.csv"));
    expect(bare.ok && bare.value.deck.rows[0]).toMatchObject({ prefix: "1201200", row: 1 });
  });

  it("counts a prefix that stands twice at one price once, and tells it", () => {
    const read = readUs("201200,0.10,0.2,", "1201200,0.1,0.2,");
    expect(read.ok && read.value.deck.rows.length).toBe(1);
    expect(read.ok && read.value.warnings.map(({ code, line }) => [code, line])).toEqual([
      ["DECK_PREFIX_REPEATED", 3],
    ]);
  });
});

describe("a deck that is refused", () => {
  it("lists every bad row at once, with its row number", () => {
    const read = readUs(
      "2O1200,0.1,0.2,",
      "201201,0.1,0.2,",
      "201202,1.2E-2,0.2,",
      "201203,0.1,,",
      "201204,0.75,0.750001,",
      "201205,0,0.1,",
      "201206,0.1,0.2,4/1/2026",
    );
    expect(problemsOf(read)).toEqual([
      'DECK_ROW 2: row 2: prefix "2O1200" is not digits only',
      'DECK_ROW 4: row 4: interstate "1.2E-2" was turned into a float by a spreadsheet; format the column as text',
      'DECK_ROW 5: row 5: intrastate "" is empty',
      'DECK_ROW 6: row 6: intrastate "0.750001" is above the ceiling of 0.75 a minute',
      'DECK_ROW 7: row 7: interstate "0" is zero; mark the row blocked, or say zeroRateIsFree: true in deck.yaml',
      'DECK_ROW 8: row 8: effectiveFrom "4/1/2026" is not a day written YYYY-MM-DD',
    ]);
  });

  it.each([
    ["two prices of one prefix from one day", ["201200,0.1,0.2,", "201200,0.1,0.3,"], "DECK_PREFIX_TWICE 3"],
    ["a comma without quotes", ["201200,0.1,0.2,,x"], "DECK_ROW 2: row 2: 5 cells where 4 belong"],
    ["a currency sign", ["201200,$0.1,0.2,"], 'interstate "$0.1" carries a currency sign'],
    ["no rows", [], "DECK_ROW undefined: the file holds no row"],
  ])("%s", (_what, rows, says) => {
    expect(problemsOf(readUs(...rows)).join()).toContain(says);
  });

  it("a decimal comma, increments that are no seconds", () => {
    expect(problemsOf(readAz('Chile,56,"0,03",,0,6.0,'))).toEqual([
      'DECK_ROW 2: row 2: ratePerMinute "0,03" has a decimal comma; write a point, or say decimalMark in deck.yaml',
      'DECK_ROW 2: row 2: initialSeconds "0" is not a whole number of seconds above zero',
      'DECK_ROW 2: row 2: incrementSeconds "6.0" is not a whole number of seconds above zero',
    ]);
  });

  it.each([
    [
      "a heading that is not there",
      files(US, "NPANXX,Inter,Intra\n201200,0.1,0.2\n"),
      'DECK_HEADING 1: columns.effectiveFrom: no heading "Effective"',
    ],
    [
      "a heading that stands twice",
      files(US, "NPANXX,Inter,Inter,Intra,Effective\n"),
      'the heading "Inter" stands 2 times',
    ],
    ["no rows file", files(US, "", "other.csv"), "DECK_ROWS_MISSING"],
    [
      "a quote that is never closed",
      files(US, 'NPANXX,Inter,Intra,Effective\n201,1,1,\n"201200,0.1,0.2,\n202,1,1,\n'),
      "INVALID_CSV 3: a quote opens in this line",
    ],
    [
      "a column that its kind needs",
      files(US.replace("intrastate: Intra,", ""), ""),
      "needs columns.intrastate",
    ],
    [
      "a column that its kind has not",
      files(AZ.replace("ratePerMinute: Rate,", "ratePerMinute: Rate, interstate: X,"), ""),
      "has no interstate",
    ],
    ["a zone that is none", files(US.replace("America/New_York", "EST5"), ""), "a time zone such as"],
  ])("%s", (_what, given, says) => {
    expect(problemsOf(readDeck(given)).join()).toContain(says);
  });

  it("zero is a price where the deck says so", () => {
    const read = readDeck(
      files(`${US}zeroRateIsFree: true\n`, "NPANXX,Inter,Intra,Effective\n201200,0,0,\n", "us.csv"),
    );
    expect(read.ok && read.value.deck.rows[0]?.interstate).toBe("0");
  });
});
