import { civilDate } from "@tollwright/calendar";
import { describe, expect, it } from "vitest";
import { proposed } from "../testing/proposed-deck.ts";
import { csvText } from "./csv-text.ts";
import { delimiterOf, tableOfText } from "./table-of-text.ts";

/** Enough rows for shares of a column to mean something. */
function rows(count: number, row: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => row(index)).join("\n");
}

describe("columns are told by their headings", () => {
  it("one column of plain seconds is the first length and every next step", () => {
    const text = `Code,Country,Rate,Billing Increment\n${rows(4, (i) => `44${i},United Kingdom,0.02,${i < 2 ? 1 : 60}`)}\n`;
    const { columns, doubts, deck } = proposed(text);
    expect(columns).toContain("initialSeconds=Billing Increment");
    expect(columns).toContain("incrementSeconds=Billing Increment");
    expect(doubts).toContain("column 4 is taken for the first seconds of a call and for every next step");
    expect(
      deck?.rows.map(({ initialSeconds, incrementSeconds }) => [initialSeconds, incrementSeconds]),
    ).toEqual([
      [1, 1],
      [1, 1],
      [60, 60],
      [60, 60],
    ]);
  });

  it("a price list of the world with prices by jurisdiction is a deck of one price where that kind is asked for", () => {
    const text =
      "Destination,Prefix,First Interval,Sub Interval,Default,Interstate Rate,Intrastate Rate,Status,Start Date\n" +
      '"CANADA, MOBILE",1204,6,6,0.00833,0.00833,0.00833,Current,2026-01-01 00:00:00\n' +
      "UNITED STATES,1201200,6,6,0.0120,0.0010,0.0100,Current,2026-01-01 00:00:00\n" +
      "UNITED KINGDOM MOBILE,447,6,6,0.179,0.179,0.179,Current,2026-01-01 00:00:00\n";
    expect(proposed(text).problems).toEqual([
      'row 4: prefix "447" lacks the 1 that 2 other codes begin with, so it may be a country\'s',
    ]);
    const asked = proposed(text, { kind: "azInternational" });
    expect(asked.deck?.rows.map(({ prefix, ratePerMinute }) => `${prefix} ${ratePerMinute}`)).toEqual([
      "1201200 0.0120",
      "1204 0.00833",
      "447 0.179",
    ]);
    expect(asked.doubts).toContain(
      "of the prices by jurisdiction only column 5 is read, for a deck of kind azInternational has one price a row",
    );
  });

  it("a first length without a next step is told", () => {
    const text = `Code,Country,Rate,Minimum\n${rows(4, (i) => `44${i},United Kingdom,0.02,60`)}\n`;
    expect(proposed(text).doubts).toContain(
      "the file names the first seconds of a call and not the next step: what is usual is taken",
    );
  });

  it("peak and off-peak, whose times no file of prices states", () => {
    const found = proposed(
      `Code,Country,Peak,Off-Peak,Weekend\n${rows(4, (i) => `44${i},United Kingdom,0.02,0.01,0.005`)}\n`,
    );
    expect(found.columns?.toSorted()).toEqual([
      "destination=Country",
      "offPeak=Off-Peak",
      "prefix=Code",
      "ratePerMinute=Peak",
    ]);
    expect(found.doubts).toContain(
      'column 4, "Off-Peak", is taken for the off-peak price: say in offPeak.when at which times it holds',
    );
    expect(found.doubts).toContain('column 5, "Weekend", is not billed by a deck, and it is not empty');
    expect(found.problems).toEqual([expect.stringContaining("when does the off-peak price hold?")]);
  });

  it.each([
    [
      "NPANXX,Interstate Peak,Interstate Off-Peak,Intrastate Peak,Intrastate Off-Peak,Indeterminate Peak,Indeterminate Off-Peak,Local Peak,Local Off-Peak",
    ],
    ["npanxx,InterPeak,InterOffPeak,IntraPeak,IntraOffPeak,IndetPeak,IndetOffPeak,LocalPeak,LocalOffPeak"],
    ["NPA-NXX,Inter (Day),Inter (Night),Intra (Day),Intra (Night),IJ (Day),IJ (Night),Local,Local (Night)"],
  ])("peak and off-peak by jurisdiction: %s", (headings) => {
    const found = proposed(
      `${headings}\n${rows(4, (i) => `131255${i},0.010,0.008,0.020,0.015,0.020,0.016,0.005,0.004`)}\n`,
    );
    expect(found.columns?.map((column) => column.replace(/=.*/, "")).toSorted()).toEqual([
      ...["indeterminate", "interstate", "intrastate", "local", "offPeakIndeterminate", "offPeakInterstate"],
      ...["offPeakIntrastate", "offPeakLocal", "prefix"],
    ]);
    expect(found.unread).toEqual([]);
    expect(found.problems).toEqual([expect.stringContaining("when does the off-peak price hold?")]);
  });

  it.each([
    [
      "OCN,Company,Interstate,Intrastate",
      "358F,Some Telephone,0.0045,0.0120",
      "ocn",
      ["prefix=OCN"],
      "358F/",
    ],
    ["LATA,Rate", "358,0.0045", "lata", ["prefix=LATA"], "/358"],
    ["OCN,LATA,Rate", "358F,358,0.0045", "ocnLata", ["prefix=OCN", "prefix=LATA"], "358F/358"],
    ["LATA,OCN,Rate", "358,9206,0.0045", "ocnLata", ["prefix=OCN", "prefix=LATA"], "9206/358"],
    ["OCN/LATA,Rate", "358F/358,0.0045", "ocnLata", ["prefix=OCN/LATA"], "358F/358"],
  ])("%s: by company or LATA", (headings, first, kind, columns, key) => {
    const others = rows(3, (i) => first.replace("358", `${i + 1}36`).replace("9206", `920${i}`));
    const found = proposed(`${headings}\n${first}\n${others}\n`);
    expect(found.columns?.filter((column) => column.startsWith("prefix="))).toEqual(columns);
    expect(found.doubts).toContainEqual(expect.stringContaining("are looked up in the tables of exchanges"));
    expect(found.deck?.kind).toBe(kind);
    expect(found.deck?.rows.map(({ prefix }) => prefix)).toContain(key);
  });

  it("OCN and LATA beside codes of digits are for people", () => {
    const found = proposed(
      `NPANXX,OCN,LATA,Interstate,Intrastate\n${rows(4, (i) => `131255${i},358F,358,0.008,0.009`)}\n`,
    );
    expect(found.columns).toEqual(["prefix=NPANXX", "interstate=Interstate", "intrastate=Intrastate"]);
    expect(found.unread).toEqual(["OCN", "LATA"]);
    expect(found.deck?.kind).toBe("npaNxxJurisdictional");
  });

  it("one price headed as peak alone is the price", () => {
    const found = proposed(`Code,Country,Peak Rate\n${rows(4, (i) => `44${i},United Kingdom,0.02`)}\n`);
    expect(found.deck?.rows.map(({ ratePerMinute, offPeak }) => [ratePerMinute, offPeak])).toEqual(
      Array.from({ length: 4 }, () => ["0.02", null]),
    );
  });

  it("jurisdictional, with two columns of one name", () => {
    const found = proposed(
      `prefix,rate (inter),intrastate,intrastate,effective\n${rows(4, (i) => `131255${i},0.008,0.009,0.028,3/31/26`)}\n`,
    );
    expect(found.columns).toEqual([
      "prefix=prefix",
      "interstate=rate (inter)",
      "intrastate=#3",
      "indeterminate=#4",
      "effectiveFrom=effective",
    ]);
    expect(found.doubts?.[0]).toContain("columns 3 and 4 are both headed as intrastate");
    expect(found.doubts?.[0]).toContain("in no row below the first");
    expect(found.deck).toMatchObject({ kind: "npaNxxJurisdictional", effectiveFrom: "2026-03-31" });
    expect(found.deck?.rows[0]).toMatchObject({ prefix: "1312550", indeterminate: "0.028" });
  });

  it("with a local column, several rows of title, a footer, and a column that no deck has", () => {
    const found = proposed(
      `Example Carrier,,,,\nRates,,,,\nNPANXX,Interstate,Intrastate,Local,Grace\n${rows(3, (i) => `31255${i},0.01,0.02,0.001,5`)}\nConfidential,,,,\n`,
    );
    expect(found.deck?.rows.map((row) => [row.prefix, row.local])).toEqual([
      ["1312550", "0.001"],
      ["1312551", "0.001"],
      ["1312552", "0.001"],
    ]);
    expect(found.doubts).toEqual(
      expect.arrayContaining([
        "the headings stand in row 3; what stands above is not read",
        '1 rows at the end are no prices: "Confidential"',
        'column 5, "Grace", is taken for a grace: a call of at most so many seconds is free (graceIs: lessThan where only a shorter one is)',
      ]),
    );
    expect(found.unread).toEqual([]);
    expect(found.deck?.rows.map((row) => row.graceSeconds)).toEqual([5, 5, 5]);
  });

  it.each([
    ["31255", "npaNxxFlat"],
    ["1603555", "npaNxxFlat"],
    ["4479", "azInternational"],
    ["59941", "azInternational"], // 599 is no area code of the plan, though its digits could be
  ])("codes that begin %s… with one price are a deck of kind %s", (start, kind) => {
    const found = proposed(`Code,Rate\n${rows(5, (i) => `${start}${i},0.0${i + 1}`)}\n`);
    expect(found.deck?.kind).toBe(kind);
  });

  it("country code and area code are joined; increments, statuses, words for closed", () => {
    const found = proposed(
      "Country code;Area code;Name;Rate (USD);Increments;Change\n44;20;London;0,0125;30/6;Increase\n44;;UK;0,01;1/1;No Change\n93;;Afghanistan;N/A;60/60;\n",
    );
    expect(found.columns).toContain("prefix=Area code");
    expect(
      found.deck?.rows.map((row) => [row.prefix, row.ratePerMinute, row.initialSeconds, row.blocked]),
    ).toEqual([
      ["44", "0.01", 1, false],
      ["4420", "0.0125", 30, false],
      ["93", null, 60, true],
    ]);
    expect(found.deck?.currency).toBe("USD");
    expect(found.doubts?.join("\n")).not.toContain("currency");
  });

  it("days that could be meant two ways are a doubt, and a day that is not written so is a bad row", () => {
    const found = proposed(
      `Code,Rate,Effective\n${rows(3, (i) => `4${i},0.1,04/0${i + 1}/2026`)}\n49,0.1,soon\n`,
    );
    expect(found.doubts).toContain("days could be written M/D/YYYY or D/M/YYYY: M/D/YYYY is taken");
    expect(found.problems).toEqual(['row 5: effectiveFrom "soon" is not a day written M/D/YYYY']);
  });

  it("access digits and several codes in a cell", () => {
    const access = proposed(`Code,Rate\n${rows(3, (i) => `0114${i},0.1`)}\n`);
    expect(access.deck?.rows.map(({ prefix }) => prefix)).toEqual(["40", "41", "42"]);
    const several = proposed(`Code,Name,Rate\n"9370, 9371",AWCC,0.1\n9373-9375,Etisalat,0.2\n`);
    expect(several.deck?.rows.map(({ prefix }) => prefix)).toEqual(["9370", "9371", "9373", "9374", "9375"]);
  });
});

describe("layouts met in the wild", () => {
  const told = (text: string) => {
    const { deck, problems } = proposed(text);
    return (
      deck?.rows.map(
        (row) =>
          `${row.prefix} ${row.ratePerMinute ?? [row.interstate, row.intrastate, row.indeterminate].join("|")} ${row.initialSeconds}/${row.incrementSeconds}`,
      ) ?? problems
    );
  };

  it.each([
    [
      "a default beside prices by jurisdiction",
      "Destination,Prefix,First Interval,Sub Interval,Default,Interstate Rate,Intrastate Rate,Status,Start Date\nUSA,1312555,30,6,0.0120,0.0098,0.0110,Current,2026-04-01\nUSA,1603555,30,6,0.0220,0.0198,0.0210,Current,2026-04-01\n",
      ["1312555 0.0098|0.0110|0.0120 30/6", "1603555 0.0198|0.0210|0.0220 30/6"],
    ],
    [
      "seconds and days under short names",
      "RateSetID,MBSeconds,IBSeconds,ReleaseDate,NPANXX,INTER,INTRA,Indeterminate_Jurisdiction\n17,6,6,04/13/2026,312555,0.0098,0.011,0.02\n17,6,6,04/13/2026,603555,0.0198,0.021,0.03\n",
      ["1312555 0.0098|0.011|0.02 6/6", "1603555 0.0198|0.021|0.03 6/6"],
    ],
    [
      "area code and exchange with a dash: no range",
      "NPA-NXX,Inter-State,Intra-State\n312-555,0.0098,0.0110\n603-555,0.0198,0.0210\n",
      ["1312555 0.0098|0.0110| 6/6", "1603555 0.0198|0.0210| 6/6"],
    ],
    [
      "several city codes behind one country code",
      'Country,Country Code,City Code,Rate,Increment\nUK,44,,$0.01,1/1\nAfghanistan,93,"70, 72-73",$0.20,60/60\n',
      ["44 0.01 1/1", "9370 0.20 60/60", "9372 0.20 60/60", "9373 0.20 60/60"],
    ],
    [
      "thousands blocks with decimal commas",
      "NPANXXX;Inter;Intra;IJ\n3125551;0,0098;0,011;0,02\n6035552;0,0098;0,011;0,02\n",
      ["13125551 0.0098|0.011|0.02 6/6", "16035552 0.0098|0.011|0.02 6/6"],
    ],
    [
      "codes that a spreadsheet has spoilt, each told by its row",
      "Destination;Code;Rate\nUK;4.4E+11;0.01\nBahamas;1-242;0.05\nMexico;52.0;0.03\nChile;56;0.03\n",
      [
        'row 2: prefix "4.4E+11" was turned into a float by a spreadsheet; format the column as text',
        'row 3: prefix "1-242" holds several codes or a dash; write one prefix a row, digits only',
        'row 4: prefix "52.0" was turned into a number by a spreadsheet; format the column as text',
      ],
    ],
  ])("%s", (_, text, rows) => {
    expect(told(text)).toEqual(rows);
  });
});

describe("without headings columns are told by their contents", () => {
  it("old and new price beside a word, two kinds of seconds, the full code beside the country code", () => {
    const found = proposed(
      `${rows(6, (i) => `"Afghanistan, mobile ${i}",93,937${i},0.127,0.1255,Decrease,2026-04-2${i},1,1`)}\n`,
    );
    expect(found.columns).toEqual(
      expect.arrayContaining([
        "prefix=#3",
        "previousRate=#4",
        "ratePerMinute=#5",
        "status=#6",
        "effectiveFrom=#7",
        "destination=#1",
        "initialSeconds=#8",
        "incrementSeconds=#9",
      ]),
    );
    expect(found.deck?.rows[0]).toMatchObject({ prefix: "9370", ratePerMinute: "0.1255", initialSeconds: 1 });
  });

  it("area code and exchange in two columns behind a blank first row", () => {
    const found = proposed(`\n${rows(4, (i) => `USA - AK,1907,20${i},0.009,0.009,0.009`)}\n`);
    expect(found.deck?.rows.map(({ prefix }) => prefix)).toEqual([
      "1907200",
      "1907201",
      "1907202",
      "1907203",
    ]);
    expect(found.doubts).toContain("the code is joined from columns 2, 3: area code and exchange");
  });
});

describe("what nobody said is told", () => {
  it("each of it, and what was said is not", () => {
    const text = `Code,Rate\n${rows(4, (i) => `4${i},0.1`)}\n`;
    expect(proposed(text).doubts).toEqual([
      "the file names no increments: 1/1 is usual, and taken (--increments)",
      "whether all codes are listed is not said: partial is taken, so what is not listed stays (--full)",
      "the codes look like a deck of kind azInternational (--kind)",
      "the file names no currency: USD is taken (--currency)",
      "the file names no day: its prices hold from today, 2026-04-20 (--effective)",
    ]);
    const said = proposed(text, {
      increments: "30/6",
      delivery: "full",
      kind: "azInternational",
      currency: "CAD",
      effectiveFrom: civilDate("2026-05-01"),
    });
    expect(said.doubts).toEqual([]);
    expect(said.deck).toMatchObject({ currency: "CAD", delivery: "full", effectiveFrom: "2026-05-01" });
    expect(said.deck?.rows[0]).toMatchObject({ initialSeconds: 30, incrementSeconds: 6 });
  });

  it.each([
    [
      "no prices",
      `Code,Name\n${rows(3, (i) => `4${i},Somewhere 7`)}\n`,
      "no row looks like a code with its price",
    ],
    [
      "prices and no codes",
      `Name,Rate,Max\n${rows(3, (i) => `A${i},0.1,5`)}\n`,
      "no column can be told to be the codes",
    ],
    [
      "codes and no prices",
      `Code,Name,Trunk\n${rows(3, (i) => `4${i},A,7`)}\n`,
      "no column can be told to be the prices",
    ],
    [
      "a list of numbers",
      `DID,Country,Rate\n${rows(3, (i) => `1312555010${i},US,0.1`)}\n`,
      "a column of telephone numbers",
    ],
  ])("%s: refused", (_, text, why) => {
    expect(proposed(text).refused?.join()).toContain(why);
  });
});

describe("text and tables", () => {
  it.each([
    ["a,b,c\n1,2,3\n", ","],
    ["93;0,12\n94;0,13\n", ";"],
    ["a\tb, c\td\n1\t2\t3\n", "\t"],
    ['"x, y",93|0.1\n"x, z",94|0.1\n', ","],
    ["a|b\n", "|"],
    ["", ","],
  ])("%j is parted by %j", (text, delimiter) => {
    expect(delimiterOf(text)).toBe(delimiter);
  });

  it("a table written as CSV is read back", () => {
    const table = [
      ["Code", "a, b"],
      ["", ""],
      ['say "x"', " 0044"],
      ["two\nlines", ""],
    ];
    const read = tableOfText({ path: "x", text: csvText(table) });
    expect(read.ok && read.value.rows).toEqual(table);
  });
});
