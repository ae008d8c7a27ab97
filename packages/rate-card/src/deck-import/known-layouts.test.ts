import { describe, expect, it } from "vitest";
import { proposed } from "../testing/proposed-deck.ts";

/** Prefix, price, seconds, fee where there is one, and day, or why the file is refused. */
function told(text: string): readonly string[] {
  const { deck, problems, refused } = proposed(text);
  return (
    deck?.rows.map((row) =>
      [
        row.prefix,
        row.blocked
          ? "blocked"
          : row.removed
            ? "removed"
            : (row.initialRatePerMinute === null ? "" : `${row.initialRatePerMinute} then `) +
              (row.ratePerMinute ?? `${row.interstate}|${row.intrastate}|${row.indeterminate}`),
        `${row.initialSeconds}/${row.incrementSeconds}`,
        ...(row.connectFee === "0" ? [] : [`fee ${row.connectFee}`]),
        ...(row.graceSeconds === 0 ? [] : [`grace ${row.graceSeconds}`]),
        ...(row.freeSeconds === 0 ? [] : [`free ${row.freeSeconds}`]),
        row.effectiveFrom,
      ].join(" "),
    ) ??
    refused ??
    problems
  );
}

/** Day of a file that names none. */
const TODAY = "2026-04-20";

describe("layouts of carriers and platforms", () => {
  it("a rate notice with lists, ranges and blanks in codes (TelecomsXChange, rate deck examples)", () => {
    const text = `Acme Voice Wholesale
Issue date:,16/09/2026
Currency:,USD per minute

Country,Network,Dial Codes,Rate/Min,Effective,Billing,Change
Germany,Mobile - Vodafone,"49152, 49172-49174",0.0495,23/09/2026,60/1,Increase
Germany,Fixed,49,0.0078,10/09/2026,1/1,Unchanged
France,Mobile - Orange,"336 07, 336 08",0.052,16/09/2026,1/1,Decrease
Mexico,Mobile,+521,0.0151,01/10/2026,60/60,New
Nigeria,Mobile - MTN,234803; 234806,0.1123,16/09/2026,60/60,Unchanged
Nigeria,Mobile - Glo,234805,0.121,20/09/2026,60/60,Closed
`;
    expect(told(text)).toEqual([
      "234803 0.1123 60/60 2026-09-16",
      "234805 blocked 60/60 2026-09-20",
      "234806 0.1123 60/60 2026-09-16",
      "33607 0.052 1/1 2026-09-16",
      "33608 0.052 1/1 2026-09-16",
      "49 0.0078 1/1 2026-09-10",
      "49152 0.0495 60/1 2026-09-23",
      "49172 0.0495 60/1 2026-09-23",
      "49173 0.0495 60/1 2026-09-23",
      "49174 0.0495 60/1 2026-09-23",
      "521 0.0151 60/60 2026-10-01",
    ]);
    expect(proposed(text).doubts).toContain(
      "the prices are taken to be in USD, by what stands above the headings (--currency)",
    );
  });

  it("marks for codes that are forbidden and for codes that are withdrawn (TelecomsXChange)", () => {
    const text = `Country,Description,Prefix,Effective from,Rate Id,Forbidden,Discontinued,Price 1,Price N,Interval 1,Interval N
,,49152,2026-09-23 00:00:00,,0,0,0.0495,0.0495,60,1
,,234805,2026-09-20 00:00:00,,0,1,0.121,0.121,60,60
,,234806,ASAP,,1,0,0.1123,0.11,60,60
`;
    expect(told(text)).toEqual([
      "234805 removed 60/60 2026-09-20",
      `234806 blocked 60/60 ${TODAY}`, // as soon as possible is before September
      "49152 0.0495 then 0.0495 60/1 2026-09-23",
    ]);
  });

  it("a price of the first interval beside that of every next one (TelecomsXChange, Sippy)", () => {
    const text = `Prefix,Country,Interval 1,Interval N,Price 1,Price N,Free seconds
4473,United Kingdom,60,6,0.05,0.03,0
4475,United Kingdom,30,6,0.04,0.03,5
`;
    expect(told(text)).toEqual([
      `4473 0.05 then 0.03 60/6 ${TODAY}`,
      `4475 0.04 then 0.03 30/6 free 5 ${TODAY}`,
    ]);
    expect(told("Prefix,Country,Price 1\n44,United Kingdom,0.05\n45,Denmark,0.04\n")).toEqual([
      `44 0.05 1/1 ${TODAY}`,
      `45 0.04 1/1 ${TODAY}`,
    ]);
  });

  it.each<[what: string, text: string, rows: readonly string[]]>([
    [
      "the new price beside the current one, country and area joined, decimal commas",
      "Destination;Country Code;Area Code;Current Rate;New Rate;Effective Date;Billing Increment\nSpain Mobile;34;6, 7;0,0100;0,0120;2027-04-03;60/60\n",
      ["346 0.0120 60/60 2027-04-03", "347 0.0120 60/60 2027-04-03"],
    ],
    [
      "a dash between country and area",
      "Destination,City Code(s),Price($),Effective Date,BI Type\nAfghanistan-Mobile A,93-76,0.1500,2018-09-21,1/1\nAfghanistan-Mobile B,93-70,0.1400,2025-02-06,60/1\nVietnam-Mobile,84-35,0.0500,2022-05-10,60/60\n",
      ["8435 0.0500 60/60 2022-05-10", "9370 0.1400 60/1 2025-02-06", "9376 0.1500 1/1 2018-09-21"],
    ],
    [
      "a range beside what is none is no dash between country and area",
      "Code,Rate\n4912-4919,0.01\n52-334217,0.02\n",
      ['row 3: prefix "52-334217" has 52-334217, which is no range of equally long codes'],
    ],
    [
      "a grace (ASTPP)",
      "Code,Destination,Connection Cost (USD),Grace Time,Cost / Min (USD),Initial Increment,Increment\n1,USA,0,3,0.01,30,60\n44,UK,0.02,0,0.05,30,30\n",
      [`1 0.01 30/60 grace 3 ${TODAY}`, `44 0.05 30/30 fee 0.02 ${TODAY}`],
    ],
    [
      "one charge period (IvozProvider)",
      '"Target Pattern Name","Prefix","Per minute charge","Connection charge","Charge period"\n"Afghanistan",+9377,0.273,0.05,60\n"Afghanistan",+937,0.261,0.05,1\n',
      [`937 0.261 1/1 fee 0.05 ${TODAY}`, `9377 0.273 60/60 fee 0.05 ${TODAY}`],
    ],
    [
      "minimal and resolution time",
      "prefix,destination,rate,minimal_time,resolution_time,setup_charge,connection_charge,grace_period\n91,India,0.02,60,1,0,0.01,0\n",
      [`91 0.02 60/1 fee 0.01 ${TODAY}`],
    ],
    [
      "increments with a dash (AnveoDirect)",
      "destination,prefix,rate_inter,rate_intra,billing\nUSA,1312555,0.002,0.01,1-1\nUSA,1603555,0.002,0.01,6-6\n",
      [`1312555 0.002|0.01|null 1/1 ${TODAY}`, `1603555 0.002|0.01|null 6/6 ${TODAY}`],
    ],
    [
      "without headings, several amounts beside codes of countries (A2Billing)",
      "1, US, 0.70, 0.50, 2008-03-07, tag1, 0, 0, 0.5, 0\n34, Spain Fix, 1.56, 1.16, 2008-03-07, tag2, 360, 240, 0.5, 5\n32, Belgium, 1.20, 1.11, 2008-03-07, tag4, 1080, 720, 1.5, 15\n",
      ["no column can be told to be the prices: columns 3, 4, 9 hold amounts"],
    ],
    [
      "headings in one word, the indeterminate price before the one within the state",
      "NpaNxx,InterRate,IndeterminateRate,IntraRate,EffDate\n312555,0.0021,0.0100,0.0031,2026-01-01\n603555,0.0022,0.0100,0.0032,2026-01-01\n",
      ["1312555 0.0021|0.0031|0.0100 6/6 2026-01-01", "1603555 0.0022|0.0032|0.0100 6/6 2026-01-01"],
    ],
    [
      "a mark for codes that are active",
      "DialCode,CountryName,RatePerMin,BillingIncrement,Active\n44,UK,0.01,30/6,Y\n447,UK mobile,0.02,30/6,N\n",
      [`44 0.01 30/6 ${TODAY}`, `447 blocked 30/6 ${TODAY}`],
    ],
    [
      "off-peak prices that are the peak ones in every row (Asterisell, TWT)",
      "Destinations,Code,Peak,Off peak,Effective,Route Type,Comment\nAfghanistan,93,0.1230,0.1230,05/16/2014,-,==\nAfghanistan Mobile,937,0.1391,0.1391,05/16/2014,-,==\n",
      ["93 0.1230 1/1 2014-05-16", "937 0.1391 1/1 2014-05-16"],
    ],
    [
      "a cost on call beside the price of a minute (Asterisell)",
      '"LOCATION","OPERATOR","PREFIX","RATE BY MINUTE","COST ON CALL"\n"Afghanistan","Telecom",93,"0.1175","0.01"\n',
      [`93 0.1175 1/1 fee 0.01 ${TODAY}`],
    ],
    [
      "a day of validity (Asterisell)",
      "CODES,DESTINATION,RATE,VALIDITY,COMMENT\n355,Albania,0.066,22/02/2010,decrease\n35538,Albania,0.066,22/02/2010,decrease\n",
      ["355 0.066 1/1 2010-02-22", "35538 0.066 1/1 2010-02-22"],
    ],
    [
      "names of countries instead of codes, beside fees that are whole numbers (Asterisell, Gamma)",
      "ChargeCode,Description,Peak Per Minute,Off Peak Per Minute,Weekend Per Minute,Peak Call Set Up Charge,Off Peak Call Set Up Charge,Weekend Call Set Up Charge,Minimum Charge\nAFG,Afghanistan,0.4299,0.4299,0.4299,0,0,0,0.01\n",
      ["no column can be told to be the codes"],
    ],
    [
      "a price of a call alone",
      "Destination,Code,Rate per call\nDirectory,118,0.50\nTime,119,0.20\n",
      ["no column can be told to be the prices"],
    ],
    [
      "destinations without codes",
      "traffic_direction,rate,time_slot\nAfghanistan,0.31135104,flat\nAlbania,0.15883776,flat\n",
      ["no row looks like a code with its price"],
    ],
  ])("%s", (_, text, rows) => {
    expect(told(text)).toEqual(rows);
  });
});

it("codes that are headed as routing numbers ask for --lrn", () => {
  const { doubts } = proposed("LRN,Inter,Intra\n312555,0.0021,0.0031\n603555,0.0022,0.0032\n");
  expect(doubts).toContain(
    "the codes are headed as routing numbers: calls to ported numbers go by them with --lrn only",
  );
});

describe("what the amounts are counted in", () => {
  const priced = (heading: string, rate: string, more = "") =>
    proposed(
      `Code,Destination,${heading}${more === "" ? "" : ",Currency"}\n44,UK,${rate}${more}\n33,France,${rate}${more}\n`,
    );

  it.each([
    ["Rate (EUR)", "0.01", "", "EUR 0.01", null],
    ["Rate", "€0.01", "", "EUR 0.01", "the prices are taken to be in EUR, by their sign (--currency)"],
    ["Price £", "0.012", "", "GBP 0.012", "the prices are taken to be in GBP, by their sign (--currency)"],
    ["Rate", "0.01", ",CAD", "CAD 0.01", null],
    ["Rate", "$0.01", "", "USD 0.01", "the file names no currency: USD is taken (--currency)"],
    ["US cents/min", "1.25", "", "USD 0.0125", "the prices are headed as cents: each is divided by 100"],
  ])("%s, %s%s: %s", (heading, rate, more, expected, doubt) => {
    const { deck, doubts } = priced(heading, rate, more);
    expect(`${deck?.currency} ${deck?.rows[0]?.ratePerMinute}`).toBe(expected);
    if (doubt !== null) expect(doubts).toContain(doubt);
    else expect(doubts?.join()).not.toMatch(/--currency/);
  });

  it.each([
    ["Code,Rate,Currency\n44,1.25,USD\n33,2.5,EUR\n", "the rows are in EUR, USD: a deck has one currency"],
    [
      "Code,Rate (cents),Connect Fee ($)\n44,1.25,0.01\n33,2.5,0.01\n",
      "some prices are headed as cents and some are not: a deck has one unit for all",
    ],
    [
      "Code,Rate per second\n44,0.0012\n33,0.0025\n",
      '"Rate per second" is headed as the price of a second: a deck has that of a minute',
    ],
  ])("%j is refused", (text, why) => {
    expect(proposed(text).refused).toEqual([why]);
  });

  it("a country's code beside dial codes that lack it is joined to them", () => {
    const text = `Destination,Country code,Dial code,Rate,Increment
UK,44,,0.0100,1/1
UK Mobile,44,7,0.02,1/1
UK London,44,"20, 21",0.03,1/1
`;
    expect(told(text)).toEqual([
      `44 0.0100 1/1 ${TODAY}`,
      `4420 0.03 1/1 ${TODAY}`,
      `4421 0.03 1/1 ${TODAY}`,
      `447 0.02 1/1 ${TODAY}`,
    ]);
    const whole = text
      .replace("44,,", "44,44,")
      .replace('"20, 21"', '"4420, 4421"')
      .replace("44,7,", "44,447,");
    expect(told(whole)).toEqual(told(text));
    expect(proposed(whole.replace("447,", "7,")).doubts).toContain(
      "1 codes of column 3 do not begin with the country's code of column 2, unlike the others: all are taken as whole codes",
    );
  });

  it("a country's code before the first of several codes stands before each", () => {
    const text = `Destination,Code,Rate,Increment
Canada,"1 204, 226, 236-237",0.009,6/6
France,"336 07, 336 08",0.05,1/1
UK,"44 20, 4421",0.01,1/1
`;
    expect(told(text)).toEqual([
      `1204 0.009 6/6 ${TODAY}`,
      `1226 0.009 6/6 ${TODAY}`,
      `1236 0.009 6/6 ${TODAY}`,
      `1237 0.009 6/6 ${TODAY}`,
      `33607 0.05 1/1 ${TODAY}`,
      `33608 0.05 1/1 ${TODAY}`,
      `4420 0.01 1/1 ${TODAY}`,
      `4421 0.01 1/1 ${TODAY}`,
    ]);
    expect(proposed(text).doubts).toContain(
      `a country's code before the first of several is taken to stand before each: "1 204, 226, 236-237"`,
    );
    expect(told(text.replace("44 20, 4421", "44 20, 4421, 161"))).toEqual([
      expect.stringContaining("some codes with the country's before them, and others without"),
    ]);
  });

  it.each([
    ["a bracket in the code", 'UK Mobile,"447[1-5]",0.0200'],
    ["no price at all", "UK Mobile,447,TBA"],
  ])("a last row that cannot be read is refused, and no footer: %s", (_, row) => {
    expect(told(`Destination,Code,Rate\nUK,44,0.0100\n${row}\n`)).toHaveLength(1);
    expect(
      told(`Destination,Code,Rate\nUK,44,0.0100\nTotal destinations: 1,,\nVersion 2 of 1.5.2026,,\n`),
    ).toEqual([`44 0.0100 1/1 ${TODAY}`]);
  });

  it.each([
    ["Min Time", "Interval"],
    ["Minimum Billing (sec)", "Increment Billing (sec)"],
    ["Minimum length", "Billing Block"],
    ["initblock", "billingblock"],
    ["Bill. Start", "Bill. Int"],
    ["minimum_time", "minute_increment"],
    ["MinDuration", "RoundUp"],
    ["Min Charge (sec)", "Chargeable Increment (sec)"],
  ])("first seconds under %s, the next step under %s", (first, next) => {
    expect(told(`Dialcode,Rate,${first},${next}\n44,0.01,30,6\n447,0.02,60,60\n`)).toEqual([
      `44 0.01 30/6 ${TODAY}`,
      `447 0.02 60/60 ${TODAY}`,
    ]);
  });

  it("days with dashes or whole names of months, and changes in phrases", () => {
    const text = (day: string): string => `Dest Codes,Rate,Billing Terms,Effective,Trend
44,0.01,1/1,${day},Rate Increase
447,0.02,1/1,${day},▼
449,0.02,1/1,${day},Code Deleted
`;
    const expected = ["44 0.01 1/1 2026-08-15", "447 0.02 1/1 2026-08-15", "449 removed 1/1 2026-08-15"];
    for (const day of ["08-15-2026", "15-08-2026", '"August 15, 2026"', "15 August 2026", "15.8.26"])
      expect(told(text(day))).toEqual(expected);
  });

  it("prices by where a call comes from are pointed out, and refused where they differ", () => {
    const text = `Destination Prefixes,Origination Prefixes,Rate,Increment
447,"44, 33",0.03,1/1
`;
    expect(proposed(text).doubts).toContain(
      'column 2, "Origination Prefixes", is not billed by a deck, and it is not empty',
    );
    expect(told(`${text}447,ALL,0.3,1/1\n`)).toEqual([expect.stringContaining("at another price")]);
  });

  it.each(["N/A", "#N/A", "Blocked", "closed"])("a last row that is closed, %s, closes its code", (mark) => {
    expect(
      told(`Destination,Code,Rate\nUK,44,0.0100\nFrance,33,0.0100\nUK Premium,449,${mark}\nCall us,,\n`),
    ).toEqual([`33 0.0100 1/1 ${TODAY}`, `44 0.0100 1/1 ${TODAY}`, `449 blocked 1/1 ${TODAY}`]);
  });

  it.each([
    ["Effective: 1 May 2026,,", "2026-05-01", '"1 May 2026" above the headings (--effective)'],
    ["Rates valid from 2026-05-13,,", "2026-05-13", '"2026-05-13" above the headings (--effective)'],
    ["Effective Date:,05/13/2026,", "2026-05-13", '"05/13/2026" above the headings (--effective)'],
    [
      "Effective Date:,05/01/2026,",
      "2026-05-01",
      '"05/01/2026" above the headings, which could be 2026-01-05 as well (--effective)',
    ],
  ])("a day above the headings, %s: the delivery's", (above, day, doubt) => {
    const text = `Example Carrier,,\n${above}\nDestination,Code,Rate\nUK,44,0.0100\nFrance,33,0.0100\n`;
    expect(told(text)).toEqual([`33 0.0100 1/1 ${day}`, `44 0.0100 1/1 ${day}`]);
    expect(proposed(text).doubts).toContain(`the delivery is taken to hold from ${day}, by ${doubt}`);
  });

  it("a day of another kind above the headings is none of the delivery's", () => {
    const text = "Issued 1 April 2026,,\nDestination,Code,Rate\nUK,44,0.0100\nFrance,33,0.0100\n";
    expect(told(text)).toEqual([`33 0.0100 1/1 ${TODAY}`, `44 0.0100 1/1 ${TODAY}`]);
  });

  it("prices that hold immediately begin with the delivery, and not on a later row's day", () => {
    const text =
      "Destination,Code,Rate,Effective Date\nUK,44,0.0100,Immediately\nFrance,33,0.0200,2026-05-08\n";
    expect(told(text)).toEqual([`33 0.0200 1/1 2026-05-08`, `44 0.0100 1/1 ${TODAY}`]);
  });

  it("names of sections and repeated headings among the prices are no rows, and told", () => {
    const text = `Destination,Code,Rate,Min,Step
EUROPE,,,,
UK,44,0.0100,60,6
,,,,
ASIA,ASIA,ASIA,ASIA,ASIA
Destination,Code,Rate,Min,Step
India,91,0.0150,30,30
`;
    expect(told(text)).toEqual([`44 0.0100 60/6 ${TODAY}`, `91 0.0150 30/30 ${TODAY}`]);
    expect(proposed(text).warnings).toEqual(["no code and no price, only names: row 2, 5, 6"]);
    expect(told(text.replace("India,91,0.0150", "India,91,"))).toHaveLength(1);
    expect(told(text.replace("India,91,0.0150", "India,,0.0150"))).toHaveLength(1);
  });

  it("a column X behind NPA and NXX is the thousands block of the code", () => {
    const text = `NPA,NXX,X,InterState,IntraState
312,555,0,0.0012,0.0034
312,555,1,0.0013,0.0035
312,556,,0.0014,0.0036
`;
    expect(told(text)).toEqual([
      `13125550 0.0012|0.0034|null 6/6 ${TODAY}`,
      `13125551 0.0013|0.0035|null 6/6 ${TODAY}`,
      `1312556 0.0014|0.0036|null 6/6 ${TODAY}`,
    ]);
  });

  it("Price1 and PriceN, Interval1 and IntervalN without blanks", () => {
    const text = "Prefix,Price1,PriceN,Interval1,IntervalN\n44,0.02,0.01,60,1\n33,0.02,0.01,30,6\n";
    expect(told(text)).toEqual([`33 0.02 then 0.01 30/6 ${TODAY}`, `44 0.02 then 0.01 60/1 ${TODAY}`]);
  });

  it("a column that is headed as seconds and holds none is told", () => {
    const text = "Prefix,Rate,Intervals\n44,0.01,0/60/60\n33,0.02,0/60/60\n";
    expect(proposed(text).doubts).toContain(
      'column 3, "Intervals", is headed as increments, and "0/60/60" is none: not read',
    );
  });

  it.each(["EUR 0.0100,EUR 0.0200", "0.0100 EUR,0.0200 EUR", "€0.0100,€ 0.0200"])("prices %s", (prices) => {
    const [first, second] = prices.split(",");
    const { deck, doubts = [] } = proposed(`Destination,Code,Rate\nUK,44,${first}\nFrance,33,${second}\n`);
    expect([
      deck?.currency,
      ...(deck?.rows ?? []).map((row) => `${row.prefix} ${row.ratePerMinute}`),
    ]).toEqual(["EUR", "33 0.0200", "44 0.0100"]);
    expect(doubts).toContain("the prices are taken to be in EUR, by their sign (--currency)");
  });

  it("a row for each jurisdiction of a code is refused", () => {
    const text = "NPANXX,Jurisdiction,Rate\n1312555,INTERSTATE,0.0012\n1312555,INTRASTATE,0.0034\n";
    expect(told(text)).toEqual([expect.stringContaining("column 2 tells the jurisdiction of each row")]);
  });

  it("a column that may hold seconds and is not read is told", () => {
    const text = "Prefix,Rate,Pulse of calls\n44,0.01,slow\n33,0.02,fast\n";
    expect(proposed(text).doubts).toContain(
      'column 3, "Pulse of calls", may hold seconds that are billed, and is not read',
    );
  });

  it("A2Billing's and MagnusBilling's names of columns", () => {
    const text = `dialprefix,destination,rateinitial,initblock,billingblock,connectcharge
44,UK,0.01,60,6,0
447,UK Mobile,0.02,30,30,0.05
`;
    expect(told(text)).toEqual([`44 0.01 60/6 ${TODAY}`, `447 0.02 30/30 fee 0.05 ${TODAY}`]);
  });

  it("PortaBilling's names of columns: first and next", () => {
    const text = `Destination,Country,Interval First,Interval Next,Price First,Price Next,Discontinued,Forbidden
44,UK,60,6,0.02,0.01,N,N
447,UK,30,30,0.02,0.02,N,Y
`;
    expect(told(text)).toEqual([`44 0.02 then 0.01 60/6 ${TODAY}`, `447 blocked 30/30 ${TODAY}`]);
  });

  it("hours and weekdays of a price are told, for a deck's rows hold at all times", () => {
    const text = `Destination;Prefix;Rate;Increment;Start Time;End Time;Daytype
UK;44;0.01;6;08:00:00;18:00:00;WD
UK Mobile;447;0.02;30;08:00:00;18:00:00;WD
`;
    const told = (proposed(text).doubts ?? []).filter((doubt) => doubt.includes("at which times"));
    expect(told).toEqual(
      ["Start Time", "End Time", "Daytype"].map(
        (name, index) =>
          `column ${index + 5}, "${name}", may say at which times a price holds, and is not read`,
      ),
    );
  });
});
