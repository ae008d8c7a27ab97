import { canonicalJson } from "@tollwright/canonical";
import { describe, expect, it } from "vitest";
import { readDeck } from "./read-deck.ts";
import { StoredDeck, storedDeck } from "./stored-deck.ts";

const BASE = `id: az
description: The world.
currency: USD
effectiveFrom: 2026-04-01
zone: UTC
rows: az.csv
defaults: { initialSeconds: 30, incrementSeconds: 6 }
rateCeilingPerMinute: "5"
rounding: { mode: halfUp, places: 6 }
`;
const AZ = `${BASE}kind: azInternational\n`;

function read(yaml: string, ...rows: readonly string[]) {
  return readDeck({
    description: { path: "decks/x/deck.yaml", text: yaml },
    beside: [{ path: "decks/x/az.csv", text: rows.join("\n") }],
  });
}

/** Rows as `prefix price first/next from until state`, or the problems. */
function told(yaml: string, ...rows: readonly string[]): readonly string[] {
  const result = read(yaml, ...rows);
  if (!result.ok) return result.problems.map(({ message }) => message);
  return result.value.deck.rows.map((row) =>
    [
      row.prefix,
      row.ratePerMinute ?? [row.interstate, row.intrastate, row.indeterminate, row.local].join("|"),
      `${row.initialSeconds}/${row.incrementSeconds}`,
      row.effectiveFrom,
      row.effectiveUntil ?? "open",
      ...(row.blocked ? ["blocked"] : []),
      ...(row.removed ? ["removed"] : []),
    ].join(" "),
  );
}

describe("layouts of carriers", () => {
  it("country code and area code in two columns", () => {
    const yaml = `${AZ}columns: { prefix: [CC, AC], ratePerMinute: Rate }\n`;
    expect(told(yaml, "CC,AC,Rate", "44,20,0.01", "93,,0.2")).toEqual([
      "4420 0.01 30/6 2026-04-01 open",
      "93 0.2 30/6 2026-04-01 open",
    ]);
  });

  it("a price for nights and weekends, where its times are stated", () => {
    const columns = "columns: { prefix: Code, ratePerMinute: Peak, offPeak: Night }\n";
    const times = 'offPeak: { when: [{ weekdays: [6, 7] }, { fromTime: "19:00" }] }\n';
    const found = read(`${AZ}${columns}${times}`, "Code,Peak,Night", "44,0.02,0.01", "93,0.2,");
    expect(
      found.ok && found.value.deck.rows.map(({ ratePerMinute, offPeak }) => [ratePerMinute, offPeak]),
    ).toEqual([
      ["0.02", "0.01"],
      ["0.2", null],
    ]);
    expect(found.ok && found.value.deck.offPeak).toEqual({
      when: [{ weekdays: [6, 7] }, { fromTime: "19:00" }],
    });
  });

  it("peak and off-peak prices by jurisdiction; one that is missing holds at all times", () => {
    const columns =
      "columns: { prefix: P, interstate: Inter, intrastate: Intra, local: Local, offPeakInterstate: Inter Off, offPeakIntrastate: Intra Off, offPeakLocal: Local Off }\n";
    const times = 'offPeak: { when: [{ weekdays: [6, 7] }, { fromTime: "19:00" }] }\n';
    const yaml = `${BASE}kind: npaNxxJurisdictional\n${columns}${times}`;
    const headings = "P,Inter,Inter Off,Intra,Intra Off,Local,Local Off";
    const found = read(
      yaml,
      headings,
      "1312555,0.010,0.008,0.020,0.015,0.005,0.004",
      "1603555,0.010,,0.020,,,",
    );
    expect(
      found.ok &&
        found.value.deck.rows.map((row) => [
          row.offPeakInterstate,
          row.offPeakIntrastate,
          row.offPeakIndeterminate,
          row.offPeakLocal,
        ]),
    ).toEqual([
      ["0.008", "0.015", null, "0.004"],
      [null, null, null, null],
    ]);
    const stored = found.ok
      ? StoredDeck.parse(JSON.parse(canonicalJson(storedDeck(found.value.deck))))
      : null;
    expect(stored).toEqual(found.ok && found.value.deck);
    expect(found.ok && found.value.warnings).toEqual([]);
    const dearer = read(yaml, headings, "1312555,0.010,0.008,0.020,0.021,0.005,0.004");
    expect(dearer.ok && dearer.value.warnings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "DECK_OFF_PEAK_DEARER row 2 (1312555): dearer off-peak than at all other times",
    ]);
  });

  it("an off-peak price by jurisdiction without the price of all other times is refused", () => {
    const yaml = `${BASE}kind: npaNxxJurisdictional\ncolumns: { prefix: P, interstate: A, intrastate: B, offPeakLocal: C }\noffPeak: { when: [{ weekdays: [7] }] }\n`;
    expect(told(yaml, "P,A,B,C", "1312555,0.01,0.02,0.005")).toEqual([
      expect.stringContaining("stands beside the price of all other times: columns.local"),
    ]);
  });

  it.each([
    [
      "no times",
      "columns: { prefix: Code, ratePerMinute: Peak, offPeak: Night }\n",
      "when does the off-peak price hold?",
    ],
    [
      "times and no column",
      "columns: { prefix: Code, ratePerMinute: Peak }\noffPeak: { when: [{ weekdays: [7] }] }\n",
      "names the column of their prices",
    ],
    [
      "a night across midnight",
      'columns: { prefix: Code, ratePerMinute: Peak, offPeak: Night }\noffPeak: { when: [{ fromTime: "19:00", untilTime: "07:00" }] }\n',
      "what crosses midnight is two periods",
    ],
  ])("off-peak prices with %s are refused", (_, yaml, message) => {
    expect(told(`${AZ}${yaml}`, "Code,Peak,Night", "44,0.02,0.01")).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it("several codes and ranges in a cell, each with the row's number", () => {
    const yaml = `${AZ}columns: { prefix: Code, ratePerMinute: Rate }\ncodesInCell: several\n`;
    expect(told(yaml, "Code,Rate", '"9370, 9372-9374",0.1', "9379;9375,0.2")).toEqual(
      ["9370 0.1", "9372 0.1", "9373 0.1", "9374 0.1", "9375 0.2", "9379 0.2"].map(
        (row) => `${row} 30/6 2026-04-01 open`,
      ),
    );
    expect(told(yaml, "Code,Rate", "1-242,0.1", "9379-9370,0.1", "9370-93799,0.1")).toEqual([
      'row 2: prefix "1-242" has 1-242, which is no range of equally long codes',
      'row 3: prefix "9379-9370" has 9379-9370, which is no range of equally long codes',
      'row 4: prefix "9370-93799" has 9370-93799, which is no range of equally long codes',
    ]);
  });

  it("increments in one column, whole minutes by a mark", () => {
    const increments = `${AZ}columns: { prefix: Code, ratePerMinute: Rate, increments: Inc }\n`;
    expect(told(increments, "Code,Rate,Inc", "52,0.1,60/60", "56,0.1,", "57,0.1,6x6")).toEqual([
      'row 4: increments "6x6" is not written as 30/6',
    ]);
    expect(told(increments, "Code,Rate,Inc", "52,0.1,60/60", "56,0.1,")[0]).toContain("60/60");
    const minutes = `${AZ}columns: { prefix: Code, ratePerMinute: Rate, secondsAllowed: S }\n`;
    expect(told(minutes, "Code,Rate,S", "52,0.1,N", "56,0.1,Y")).toEqual([
      "52 0.1 60/60 2026-04-01 open",
      "56 0.1 30/6 2026-04-01 open",
    ]);
  });

  it("expiry dates, meant one way or the other", () => {
    const yaml = (is: string) =>
      `${AZ}columns: { prefix: Code, ratePerMinute: Rate, effectiveFrom: From, effectiveUntil: To }\n${is}`;
    const rows = ["Code,Rate,From,To", "52,0.1,2026-04-01,2026-04-30", "56,0.1,immediately,"];
    expect(told(yaml("expiryIs: lastDay\n"), ...rows)).toEqual([
      "52 0.1 30/6 2026-04-01 2026-05-01",
      "56 0.1 30/6 2026-04-01 open",
    ]);
    expect(told(yaml("expiryIs: firstDayAfter\n"), ...rows)[0]).toContain("2026-04-30");
    expect(told(yaml(""), ...rows)).toEqual([
      "columns.effectiveUntil: To: a deck with expiry dates says expiryIs: lastDay or firstDayAfter",
    ]);
    expect(
      told(yaml("expiryIs: firstDayAfter\n"), "Code,Rate,From,To", "52,0.1,2026-04-02,2026-04-02"),
    ).toEqual(["row 2: effectiveUntil 2026-04-02 is before its price begins, 2026-04-02"]);
  });

  it("words for what became of a price", () => {
    const yaml = `${AZ}columns: { prefix: Code, ratePerMinute: Rate, status: Change }\n`;
    expect(
      told(yaml, "Code,Rate,Change", "52,0.1,Increase", "56,999,Closed", "57,,Deleted", "58,0.2,No Change"),
    ).toEqual([
      "52 0.1 30/6 2026-04-01 open",
      "56 ||| 30/6 2026-04-01 open blocked",
      "57 ||| 30/6 2026-04-01 open removed",
      "58 0.2 30/6 2026-04-01 open",
    ]);
    expect(told(yaml, "Code,Rate,Change", "52,0.1,Sometimes")).toEqual([
      'row 2: status "Sometimes" is no word that is known; say what it means in statusWords',
    ]);
    expect(
      told(`${yaml}statusWords: { Sometimes: blocked }\n`, "Code,Rate,Change", "52,0.1,Sometimes")[0],
    ).toContain("blocked");
  });

  it("words and figures for a price that is none", () => {
    const yaml = `${AZ}columns: { prefix: Code, ratePerMinute: Rate }\nblockedRates: ["N/A", "999", "0"]\n`;
    expect(told(yaml, "Code,Rate", "52,N/A", "56,999", "57,0", "58,0.00")).toEqual([
      'row 5: ratePerMinute "0.00" is zero; mark the row blocked, or say zeroRateIsFree: true in deck.yaml',
    ]);
    expect(told(yaml, "Code,Rate", "52,N/A", "56,999", "57,0").every((row) => row.endsWith("blocked"))).toBe(
      true,
    );
  });

  it("access digits, decimal commas, currency signs, and amounts in parts of the currency", () => {
    const yaml = `${AZ}columns: { prefix: Code, ratePerMinute: Rate }\naccessDigits: "00"\ndelimiter: ";"\n`;
    expect(told(`${yaml}decimalMark: ","\n`, "Code;Rate", "0044;0,0125")[0]).toContain("44 0.0125");
    expect(told(`${yaml}decimalMark: ","\n`, "Code;Rate", "0044;1.234,5")).toEqual([
      'row 2: ratePerMinute "1.234,5" is not a decimal',
    ]);
    expect(told(`${yaml}currencySign: $\n`, "Code;Rate", "0044;$ 0.0125")[0]).toContain("44 0.0125");
    expect(told(`${yaml}amountsDividedBy: "10000"\n`, "Code;Rate", "0044;973")[0]).toContain("44 0.0973");
    expect(told(yaml, "Code;Rate", "44;0.01")).toEqual(['row 2: prefix "44" does not begin with 00']);
  });

  it("headings several rows down, and a footer", () => {
    const yaml = `${AZ}columns: { prefix: Code, ratePerMinute: Rate }\nheadingRows: 3\nfooterRows: 1\n`;
    expect(told(yaml, "Acme rates,", ",", "Code,Rate", "52,0.1", "", "Confidential,", ",", "")).toEqual([
      "52 0.1 30/6 2026-04-01 open",
    ]);
  });

  it("a local price beside the others, and one price by exchange", () => {
    const jurisdictional = `${BASE}kind: npaNxxJurisdictional\ncolumns: { prefix: Code, interstate: A, intrastate: B, local: L }\n`;
    expect(told(jurisdictional, "Code,A,B,L", "312555,0.01,0.02,0.001", "312556,0.01,0.02,")).toEqual([
      "1312555 0.01|0.02||0.001 30/6 2026-04-01 open",
      "1312556 0.01|0.02|| 30/6 2026-04-01 open",
    ]);
    const flat = `${BASE}kind: npaNxxFlat\ncolumns: { prefix: Code, ratePerMinute: A }\n`;
    expect(told(flat, "Code,A", "3125551,0.01")).toEqual(["13125551 0.01 30/6 2026-04-01 open"]);
  });
});

describe("rows that are parted without a quote anywhere", () => {
  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["CR", "\r"],
  ])("%s: the same as with quotes, blank rows counted", (_, end) => {
    const yaml = `${AZ}columns: { prefix: Code, destination: Name, ratePerMinute: Rate }\n`;
    const rows = (name: string) =>
      [`\uFEFFCode,Name,Rate`, `52,${name},0.1`, "", "", `56,${name},x`, ""].join(end);
    const plain = read(yaml, rows("Mexico"));
    expect(plain).toEqual(read(yaml, rows('"Mexico"')));
    expect(plain.ok ? [] : plain.problems.map(({ line }) => line)).toEqual([5]);
  });
});

describe("what is doubtful, but no reason to refuse", () => {
  const warnings = (yaml: string, ...rows: readonly string[]) => {
    const result = read(yaml, ...rows);
    return result.ok ? result.value.warnings.map(({ code, message }) => `${code} ${message}`) : ["refused"];
  };

  it("a word that does not fit the two prices of its row", () => {
    const yaml = `${AZ}columns: { prefix: Code, previousRate: Old, ratePerMinute: New, status: Change }\n`;
    const rows = [
      "52,0.10,0.12,Increase",
      "56,0.10,0.12,Decrease",
      "57,0.1,0.10,No Change",
      "58,0.2,0.1,No Change",
    ];
    expect(warnings(yaml, "Code,Old,New,Change", ...rows)).toEqual([
      "DECK_STATED_CHANGE row 3: the sender says decrease, and the price goes from 0.10 to 0.12",
      "DECK_STATED_CHANGE row 5: the sender says unchanged, and the price goes from 0.2 to 0.1",
    ]);
  });

  it("a price far from the middle one of its family", () => {
    const yaml = `${AZ}columns: { prefix: Code, ratePerMinute: Rate }\n`;
    const family = Array.from({ length: 9 }, (_, index) => `447${index},0.02`);
    expect(
      warnings(yaml, "Code,Rate", ...family, "4420,2.00", "4421,2.01", "4422,0.0002", "4423,0.00019"),
    ).toEqual([
      "DECK_PRICE_FAR row 12: prefix 4421 costs 2.01 a minute; the middle price of the 13 rows of 44… is 0.02",
      "DECK_PRICE_FAR row 14: prefix 4423 costs 0.00019 a minute; the middle price of the 13 rows of 44… is 0.02",
    ]);
    expect(warnings(yaml, "Code,Rate", ...family.slice(2), "4421,2.01")).toEqual([
      "DECK_PRICE_FAR row 9: prefix 4421 costs 2.01 a minute; the middle price of the 8 rows of 44… is 0.02",
    ]);
    expect(warnings(yaml, "Code,Rate", ...family.slice(3), "4421,2.01")).toEqual([]);
  });
});
