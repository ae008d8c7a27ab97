import { addMonths, civilDate } from "@tollwright/calendar";
import { describe, expect, test } from "vitest";
import { charge, fee, type PublishedExample, published, tax } from "./testing/published-example.ts";
import { answerTo } from "./testing/requests.ts";

/*
 * Rules of cities, commissions and departments, each as the levy that it describes. Rates and limits are those of the source unless the
 * example says otherwise; prices are chosen here.
 */

const SANTA_ANA = "Santa Ana Code 35-172: no more than 11,000 a location and fiscal year from July 1";
/** 5.5 % is chosen here. */
const santaAna = (billDate: string, tax: string, expected: string): PublishedExample => ({
  source: `${SANTA_ANA}; ${tax} paid before ${billDate}`,
  request: {
    billDate,
    levies: [
      {
        ...{ id: "uut", kind: "tax", form: { percent: "0.055" } },
        maximum: { amount: "11000", per: "year", yearBegins: "07-01", yearOf: "location" },
      },
    ],
    beforeInYear: [{ levy: "uut", yearFrom: "2025-07-01", location: "plant", tax }],
    charges: [charge("20000.00", { location: "plant" })],
  },
  lines: [`uut 1 ${expected}`],
});

const VIRGINIA =
  "A Virginia city's code, 1962, 29-7: 20 % of the first 15 a month, 16.5 % of the first 1,000";
const utility = (kind: string, amount: string, until: string, expected: string): PublishedExample => ({
  source: `${VIRGINIA}: ${kind}, ${amount} until ${until}`,
  request: {
    buyer: { kind },
    levies: [
      tax("residential", "0.2", { maxBase: { amount: "15", per: "month" }, buyerKinds: ["residential"] }),
      tax("business", "0.165", { maxBase: { amount: "1000", per: "month" }, buyerKinds: ["business"] }),
    ],
    charges: [charge(amount, { period: { from: "2026-03-01", until } })],
  },
  lines: [`${kind} 1 ${expected}`],
});

const CALIFORNIA = [
  tax("uut-san-bernardino", "0.0775"),
  { id: "fee", kind: "passThrough", form: { percent: "0.05" } },
];

const cities: readonly PublishedExample[] = [
  santaAna("2025-12-31", "0", "1100.00"),
  santaAna("2026-05-31", "9900", "1100.00"),
  santaAna("2026-06-30", "10500", "500.00"),
  santaAna("2026-06-30", "11000", "0.00"),
  santaAna("2026-07-01", "11000", "1100.00"),
  {
    source: `${SANTA_ANA}; (b) who deposits it in July is not billed for twelve months`,
    request: {
      billDate: "2026-06-30",
      levies: [tax("uut", "0.055")],
      buyer: {
        exemptions: [{ certificate: "deposit", levies: ["uut"], from: "2025-07-01", until: "2026-07-01" }],
      },
      charges: [charge("20000.00")],
    },
    lines: ["uut 1 0.00"],
  },
  utility("residential", "12.00", "2026-04-01", "2.40"),
  utility("residential", "40.00", "2026-04-01", "3.00"),
  utility("residential", "40.00", "2026-05-01", "6.00"),
  utility("business", "1500.00", "2026-04-01", "165.00"),
  utility("business", "1500.00", "2026-05-01", "247.50"),
  {
    source: "San Bernardino Code 3.44.065: 7.75 %, and not upon fees that stand beside the charge",
    request: { levies: CALIFORNIA, charges: [charge("100.00")] },
    lines: ["uut-san-bernardino 1 7.75", "fee 1 5.00"],
  },
  {
    source: "Chula Vista Code 3.44.150: 4.75 % of intrastate charges",
    request: {
      levies: [tax("uut", "0.0475", { portion: "intrastate" })],
      charges: [charge("60.00"), charge("40.00", { id: "2", portion: "interstate" })],
    },
    lines: ["uut 1 2.85", "uut 2 0.00"],
  },
  {
    source: "San José, Utility Users Tax: telecommunications 4.5 %",
    request: { levies: [tax("uut", "0.045")], charges: [charge("88.88")] },
    // 3.9996
    lines: ["uut 1 4.00"],
  },
  {
    source: "Tulare Code 5.76.090: of one price for taxable and other things all is taxable",
    request: {
      levies: [tax("uut", "0.06", { serviceClasses: ["voip"] })],
      charges: [charge("100.00", { serviceClass: "voip" })],
    },
    lines: ["uut 1 6.00"],
  },
  {
    source:
      "Auburn (Wash.) Code 3.84.040: 6 % of revenues with intrastate tolls in them, which sales tax of 6.5 % follows",
    request: {
      levies: [
        tax("utility", "0.06", { kind: "passThrough", portion: "intrastate" }),
        tax("sales", "0.065", { baseIncludes: ["utility"] }),
      ],
      charges: [charge("50.00")],
    },
    // 53.00 × 0.065 = 3.445
    lines: ["utility 1 3.00", "sales 1 3.45"],
  },
  {
    source: "Aurora (Colo.) Code 130-327: 3.36 a quarter for each telephone account",
    request: {
      levies: [fee("occupation", { unit: "account", amount: "3.36" })],
      charges: [
        charge("30.00", { account: "a" }),
        charge("5.00", { id: "2", account: "a" }),
        charge("30.00", { id: "3", account: "b" }),
      ],
    },
    lines: ["occupation 1 1 3.36", "occupation 2 0 0.00", "occupation 3 1 3.36"],
  },
  {
    source:
      "Rangely (Colo.) Code 5.16.010: 4.50 a year for each account; a bill that is not the year's pays nothing",
    request: {
      levies: [fee("tax", { unit: "yearlyAccounts", amount: "4.50" })],
      charges: [charge("30.00", { counts: { yearlyAccounts: 1 } }), charge("30.00", { id: "2" })],
    },
    lines: ["tax 1 1 4.50", "tax 2 0 0.00"],
  },
];

const NORTH_CAROLINA = "N.C.G.S. 105-164.15A(a)(1)";
/** The rates are chosen here. */
const northCarolina = (
  what: string,
  [before, after]: readonly [string, string],
  changedOn: string,
  billDate: string,
  from: string,
  expected: string,
): PublishedExample => ({
  source: `${NORTH_CAROLINA}: ${what}`,
  request: {
    billDate,
    levies: [
      {
        ...{ id: "sales", kind: "tax", datedBy: "streamlinedNextMonth" },
        values: [
          { from: "2020-01-01", until: changedOn, form: { percent: before } },
          { from: changedOn, form: { percent: after } },
        ],
      },
    ],
    charges: [charge("100.00", { period: { from, until: addMonths(civilDate(from), 1) } })],
  },
  lines: [`sales 1 ${expected}`],
});
const UP = ["0.06", "0.07"] as const;
const DOWN = ["0.07", "0.06"] as const;

const OHIO = "Ohio ST 2003-09";
const repealed = (datedBy: string, from: string, more: object, expected: string): PublishedExample => ({
  source: `${OHIO}: dated by ${datedBy}, ${JSON.stringify(more)}`,
  request: {
    levies: [
      {
        ...{ id: "sales", kind: "tax", datedBy },
        values: [
          { from: "2000-01-01", until: from, form: { percent: "0" } },
          { from, form: { percent: "0.06" } },
        ],
      },
    ],
    ...more,
  },
  lines: [`sales 1 ${expected}`],
});
const period = (from: string, until: string) => [charge("100.00", { period: { from, until } })];

const dates: readonly PublishedExample[] = [
  northCarolina(
    "billed after it is provided, before the increase",
    UP,
    "2026-07-01",
    "2026-07-05",
    "2026-06-01",
    "6.00",
  ),
  northCarolina(
    "billed after it is provided, the first period from the increase",
    UP,
    "2026-07-01",
    "2026-08-05",
    "2026-07-01",
    "7.00",
  ),
  northCarolina(
    "billed before it is provided, the month of the increase",
    UP,
    "2026-07-01",
    "2026-07-01",
    "2026-07-01",
    "6.00",
  ),
  northCarolina(
    "billed before it is provided, the month after",
    UP,
    "2026-07-01",
    "2026-08-01",
    "2026-08-01",
    "7.00",
  ),
  northCarolina(
    "billed before it is provided and before the increase, the month after",
    UP,
    "2026-07-01",
    "2026-06-25",
    "2026-08-01",
    "7.00",
  ),
  northCarolina("an increase in the middle of a month", UP, "2026-07-15", "2026-07-20", "2026-08-01", "7.00"),
  northCarolina(
    "a decrease counts for bills from it on",
    DOWN,
    "2026-07-01",
    "2026-07-01",
    "2026-06-01",
    "6.00",
  ),
  northCarolina(
    "a decrease that the bill comes before",
    DOWN,
    "2026-07-01",
    "2026-06-30",
    "2026-07-01",
    "7.00",
  ),
  repealed(
    "serviceFrom",
    "2003-07-01",
    { billDate: "2003-07-20", charges: period("2003-06-15", "2003-07-15") },
    "0.00",
  ),
  repealed(
    "serviceFrom",
    "2003-07-01",
    { billDate: "2003-07-20", charges: period("2003-07-01", "2003-08-01") },
    "6.00",
  ),
  repealed(
    "billDate",
    "2004-01-01",
    { billDate: "2003-12-31", charges: period("2003-12-01", "2004-01-01") },
    "0.00",
  ),
  repealed(
    "billDate",
    "2004-01-01",
    { billDate: "2004-01-01", charges: period("2003-12-01", "2004-01-01") },
    "6.00",
  ),
];

const TENNESSEE =
  "Tennessee, Single Article: local tax on the first 1,600, and 2.75 % for the state to 3,200";
const article = (price: string, lines: readonly string[]): PublishedExample => ({
  source: `${TENNESSEE}; ${price}`,
  request: {
    levies: [
      tax("state", "0.07"),
      tax("local", "0.0225", { maxBase: { amount: "1600", per: "charge" } }),
      {
        ...{ id: "single-article", kind: "tax" },
        form: {
          tiers: {
            per: "charge",
            rows: [
              { upTo: "1600", percent: "0" },
              { upTo: "3200", percent: "0.0275" },
            ],
          },
        },
      },
    ],
    charges: [charge(price)],
  },
  lines,
});

const MINNESOTA = [
  ["e911", "0.75"],
  ["tam", "0.06"],
  ["tap", "0.07"],
].map(([id = "", amount]) => fee(id, { units: { lines: "1", trunks: "8" }, amount }));

const FORM_499 = "FCC Form 499-Q instructions (2017), safe harbors";
const harbour = (serviceClass: string, trafficStudy: string, expected: string): PublishedExample => ({
  source: `${FORM_499}: ${trafficStudy} of ${serviceClass}`,
  request: {
    seller: { interstateMethod: { [serviceClass]: { trafficStudy } } },
    levies: [tax("fusf", "0.174", { portion: ["interstate", "international"] })],
    charges: [charge("100.00", { serviceClass, portion: "mixed" })],
  },
  lines: [`fusf 1 ${expected}`],
});

const states: readonly PublishedExample[] = [
  article("1600.00", ["state 1 112.00", "local 1 36.00", "single-article 1 0.00"]),
  article("2600.00", ["state 1 182.00", "local 1 36.00", "single-article 1 27.50"]),
  article("5000.00", ["state 1 350.00", "local 1 36.00", "single-article 1 44.00"]),
  {
    source: "Tennessee, 2002: 7 % from July 15, interstate service stays at 7.5 %",
    request: {
      billDate: "2002-07-15",
      levies: [
        {
          ...{ id: "intrastate", kind: "tax", portion: "intrastate" },
          values: [
            { from: "1992-04-01", until: "2002-07-15", form: { percent: "0.06" } },
            { from: "2002-07-15", form: { percent: "0.07" } },
          ],
        },
        tax("interstate", "0.075", { portion: "interstate" }),
      ],
      charges: [
        charge("100.00"),
        charge("100.00", { id: "2", portion: "interstate" }),
        charge("100.00", { id: "3", billDate: "2002-07-14" }),
      ],
    },
    lines: [
      ...["intrastate 1 7.00", "intrastate 2 0.00", "intrastate 3 6.00"],
      ...["interstate 1 0.00", "interstate 2 7.50", "interstate 3 0.00"],
    ],
  },
  {
    source:
      "Minnesota, form of July 2009: 9-1-1 0.75, TAM 0.06, TAP 0.07, in all 0.88, trunks by their ratio (8:1 here)",
    request: { levies: MINNESOTA, charges: [charge("0", { counts: { lines: 4, trunks: 2 } })] },
    // 4 + 2 × 8 = 20
    lines: ["e911 1 20 15.00", "tam 1 20 1.20", "tap 1 20 1.40"],
  },
  {
    source: "Nebraska Public Service Commission, 911 worksheets: half a billing period may be half a line",
    request: {
      levies: [fee("e911", { unit: "lines", amount: "1.00" })],
      charges: [charge("0", { counts: { lines: "12.5" } })],
    },
    lines: ["e911 1 12.5 12.50"],
  },
  {
    source: "35 Pa.C.S. 5311.14 (2012): 1 dollar a month for each number that can call out",
    request: {
      levies: [fee("e911", { unit: "outboundNumbers", amount: "1" })],
      charges: [charge("0", { counts: { outboundNumbers: 7, numbers: 20 } })],
    },
    lines: ["e911 1 7 7.00"],
  },
  {
    source:
      "Illinois Emergency Telephone System Act 2.12(d): one connection a PBX trunk, Centrex by its trunk equivalents",
    request: {
      levies: [
        fee("e911", { units: { lines: "1", pbxTrunks: "1", centrexTrunkEquivalents: "1" }, amount: "0.75" }),
      ],
      charges: [charge("0", { counts: { pbxTrunks: 6, stations: 90, centrexTrunkEquivalents: 3 } })],
    },
    lines: ["e911 1 9 6.75"],
  },
  {
    // 120 at its points, 80 of mileage within the state, 50 of the 200 between the offices lie in it: 250 of 400.
    source:
      "Illinois Public Act 93-0286: a private line's points, mileage and interoffice channel within the state",
    request: {
      levies: [tax("excise", "0.07", { jurisdiction: { state: "IL" } })],
      charges: [
        charge("120.00", { place: { state: "IL" } }),
        charge("80.00", { id: "2", place: { state: "IL" } }),
        charge("200.00", {
          id: "3",
          situs: {
            shares: [
              { place: { state: "IL" }, share: "0.25" },
              { place: { state: "IN" }, share: "0.75" },
            ],
          },
        }),
      ],
    },
    lines: ["excise 1 8.40", "excise 2 5.60", "excise 3 3.50"],
  },
  {
    source:
      "New York TSB-A-09(60)S: receipts of a private network divided by the bandwidth at each end (4 of 10 here)",
    request: {
      levies: [tax("excise", "0.025", { jurisdiction: { state: "NY" } })],
      charges: [
        charge("1000.00", {
          situs: {
            key: "bandwidth",
            shares: [
              { place: { state: "NY" }, share: "0.4" },
              { place: { state: "CT" }, share: "0.6" },
            ],
          },
        }),
      ],
    },
    lines: ["excise 1 10.00"],
  },
  {
    // 100 ÷ 0.975 = 102.5641
    source: "SureTax on New York: what is passed on is in the receipts, so 2.5 % is charged as 2.5641 %",
    request: { levies: [tax("186-e", "0.025", { selfIncluding: true })], charges: [charge("1000.00")] },
    lines: ["186-e 1 25.64"],
  },
  {
    // (100 + 36) ÷ 0.98 × 0.02; the rates are chosen here.
    source: "CereTax: a cost recovery fee is in its own base, with the universal service charge",
    request: {
      levies: [
        tax("fusf", "0.36", { kind: "passThrough" }),
        tax("recovery", "0.02", { kind: "sellerFee", selfIncluding: true, baseIncludes: ["fusf"] }),
      ],
      charges: [charge("100.00")],
    },
    lines: ["fusf 1 36.00", "recovery 1 2.78"],
  },
  {
    source:
      "IRS CCA 201123028: the excise tax is on regulatory and administrative fees, not on the municipal charge",
    request: {
      levies: [
        { id: "regulatory", kind: "sellerFee", form: { perUnit: { unit: "charge", amount: "2.00" } } },
        fee("municipal", { unit: "charge", amount: "1.00" }),
        tax("fet", "0.03", { baseIncludes: ["kind:sellerFee"] }),
      ],
      charges: [charge("30.00")],
    },
    lines: ["regulatory 1 1 2.00", "municipal 1 1 1.00", "fet 1 0.96"],
  },
  {
    source: "IRS memorandum PRENO-134353-11: fees on service that is not taxable are not taxable",
    request: {
      levies: [
        {
          ...{ id: "regulatory", kind: "sellerFee" },
          form: { perUnit: { unit: "charge", amount: "2.00" } },
        },
        tax("fet", "0.03", { baseIncludes: ["kind:sellerFee"], serviceClasses: ["localOnly"] }),
      ],
      charges: [charge("30.00", { serviceClass: "bundled" })],
    },
    lines: ["regulatory 1 1 2.00"],
  },
  {
    source:
      "Mississippi Title 35, Part IV, 6.02: 7 % of intrastate charges, installation and equipment with them",
    request: {
      levies: [tax("sales", "0.07", { portion: "intrastate" })],
      charges: [
        charge("50.00"),
        charge("25.00", { id: "2", kind: "oneTime" }),
        charge("10.00", { id: "3", portion: "interstate" }),
      ],
    },
    lines: ["sales 1 3.50", "sales 2 1.75", "sales 3 0.00"],
  },
  {
    source:
      "Kansas EDU-65: intrastate, interstate and international service are taxable (4.9 % of O-2000-044)",
    request: {
      levies: [tax("sales", "0.049")],
      charges: ["intrastate", "interstate", "international"].map((portion, index) =>
        charge("10.00", { id: String(index), portion }),
      ),
    },
    lines: ["sales 0 0.49", "sales 1 0.49", "sales 2 0.49"],
  },
  {
    source: "Utah 97-050: what is not itemised is taxed whole; itemised, internet access is not",
    request: {
      levies: [tax("sales", "0.0475", { serviceClasses: ["bundle", "local"] })],
      charges: [
        charge("40.00", { serviceClass: "bundle" }),
        charge("25.00", { id: "2", serviceClass: "local" }),
        charge("15.00", { id: "3", serviceClass: "internetAccess" }),
      ],
    },
    // 1.9, 1.1875
    lines: ["sales 1 1.90", "sales 2 1.19"],
  },
  {
    source:
      "RCW 82.08.195(5): services at two rates for one price bear the higher, unless the books tell them apart",
    request: {
      levies: [
        tax("high", "0.1", { serviceClasses: ["notTold", "high"] }),
        tax("low", "0.065", { serviceClasses: ["low"] }),
      ],
      charges: [
        charge("100.00", { serviceClass: "notTold" }),
        charge("60.00", { id: "2#a", partOf: "2", component: "A", serviceClass: "high" }),
        charge("40.00", { id: "2#b", partOf: "2", component: "B", serviceClass: "low" }),
      ],
    },
    lines: ["high 1 10.00", "high 2 6.00", "low 2 2.60"],
  },
  {
    source: "61 Pa. Code 60.20: basic local service of a home is not taxed, other service is",
    request: {
      buyer: { kind: "residential" },
      levies: [
        tax("sales", "0.06", { except: { serviceClasses: ["basicLocal"], buyerKinds: ["residential"] } }),
      ],
      charges: [
        charge("20.00", { serviceClass: "basicLocal" }),
        charge("9.00", { id: "2", serviceClass: "voiceMail" }),
      ],
    },
    lines: ["sales 1 0.00", "sales 2 0.54"],
  },
  {
    source: "N.C.G.S. 62-157: the relay surcharge is no part of the gross receipts that sales tax is on",
    request: {
      levies: [fee("relay", { unit: "lines", amount: "0.08" }), tax("sales", "0.07")],
      charges: [charge("50.00", { counts: { lines: 2 } })],
    },
    lines: ["relay 1 2 0.16", "sales 1 3.50"],
  },
  {
    source: "S.C. Code Regs. 117-329.5: toll between exchanges and access charges are exempt",
    request: {
      levies: [tax("sales", "0.06", { except: { serviceClasses: ["toll", "accessCharge"] } })],
      charges: [
        charge("30.00", { serviceClass: "localExchange" }),
        charge("12.00", { id: "2", serviceClass: "toll" }),
        charge("6.50", { id: "3", serviceClass: "accessCharge" }),
      ],
    },
    lines: ["sales 1 1.80", "sales 2 0.00", "sales 3 0.00"],
  },
  {
    source:
      "Florida DR-700016 (2023): 4.92 and 0.15 on one base, 2.37 on all of it, the local part (5.22 here)",
    request: {
      levies: [
        tax("state", "0.0492", { except: { buyerKinds: ["residential"] } }),
        tax("gross-receipts-added", "0.0015", { except: { buyerKinds: ["residential"] } }),
        tax("gross-receipts", "0.0237"),
        tax("local", "0.0522"),
      ],
      charges: [charge("250.00")],
      buyer: { kind: "business" },
    },
    // 0.375, 5.925, 13.05
    lines: ["state 1 12.30", "gross-receipts-added 1 0.38", "gross-receipts 1 5.93", "local 1 13.05"],
  },
  {
    source:
      "Goldberg v. Sweet, 488 U.S. 252: 5 % on a call out of Illinois, less what another state taxed on it (0.03 here)",
    request: {
      levies: [tax("illinois", "0.05", { jurisdiction: { state: "IL" } })],
      charges: ["1", "2"].map((id) =>
        charge("2.00", {
          ...{ id, portion: "interstate", place: { state: "IL" } },
          ...(id === "2" ? { taxPaid: [{ levy: "illinois", amount: "0.03" }] } : {}),
        }),
      ),
    },
    lines: ["illinois 1 0.10", "illinois 2 0.07"],
  },
  {
    source:
      "KRS 136.617: credit for what another state was paid on the same service, never more than Kentucky's tax",
    request: {
      levies: [tax("kentucky", "0.013")],
      charges: [charge("1000.00", { taxPaid: [{ levy: "kentucky", amount: "20.00" }] })],
    },
    lines: ["kentucky 1 0.00"],
  },
  harbour("cellular", "0.371", "6.46"),
  harbour("paging", "0.12", "2.09"),
  harbour("dispatch", "0.01", "0.17"),
  {
    source: `${FORM_499}: not on toll that is itemised, which counts by where the calls go`,
    request: {
      seller: { interstateMethod: { cellular: { trafficStudy: "0.371" } } },
      levies: [tax("fusf", "0.174", { portion: ["interstate", "international"] })],
      charges: [
        charge("8.00", { serviceClass: "cellular", portion: "interstate" }),
        charge("8.00", { id: "2", serviceClass: "cellular", portion: "intrastate" }),
      ],
    },
    lines: ["fusf 1 1.39", "fusf 2 0.00"],
  },
];

describe.each([
  ["cities", cities],
  ["dates", dates],
  ["states and the federal government", states],
])("published rules of %s", (_, examples) => {
  test.each(examples.map((example) => [example.source, example] as const))("%s", (_source, example) => {
    expect(published(example)).toEqual(example.lines);
  });
});

test("Kentucky, Telecommunications Tax: the customer sees 3 % on video, and not the provider's 2.4 % and 1.3 %", () => {
  const video = { serviceClasses: ["video"] };
  const levies = [
    tax("excise", "0.03", video),
    tax("gross-video", "0.024", { kind: "passThrough", passThrough: "forbidden", ...video }),
    tax("gross-telephone", "0.013", {
      ...{ kind: "passThrough", passThrough: "forbidden", serviceClasses: ["telephone"] },
    }),
  ];
  const charges = [
    charge("70.00", { serviceClass: "video" }),
    charge("30.00", { id: "2", serviceClass: "telephone" }),
  ];
  const { total, notBilled } = answerTo({ levies, charges });
  // 2.10; 1.68 + 0.39
  expect({ total, notBilled }).toEqual({ total: "2.10", notBilled: "2.07" });
});

test("Florida DR-700016: the collection allowance is 0.75 % with the state's address database, 0.25 % without", () => {
  const levies = ["0.0075", "0.0025"].map((percent) =>
    tax(percent, "0.0492", { collectionAllowance: { percent } }),
  );
  const { taxLines } = answerTo({ levies, charges: [charge("10000.00")] });
  expect(taxLines.map(({ amount, kept, remitted }) => [amount, kept, remitted])).toEqual([
    ["492.00", "3.69", "488.31"],
    ["492.00", "1.23", "490.77"],
  ]);
});
