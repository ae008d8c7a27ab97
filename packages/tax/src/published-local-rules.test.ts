import { describe, expect, test } from "vitest";
import { charge, fee, type PublishedExample, published, tax } from "./testing/published-example.ts";

/*
 * More rules of counties, towns, states and carriers, each as the levy that it describes. Rates and limits are those of the source;
 * prices, counts, first days that a source does not give, and what is said to be chosen here are ours.
 */

const UNALASKA =
  "Unalaska (Alaska) Code, 911 surcharge: 2 a month and line, on 100 wireline lines of a customer at most";
const unalaska = (lines: number, expected: string): PublishedExample => ({
  source: `${UNALASKA}; ${lines} lines`,
  request: {
    levies: [fee("911", { unit: "lines", amount: "2", per: "account", maxUnits: "100" })],
    charges: [charge("4000.00", { account: "cannery", counts: { lines } })],
  },
  lines: [`911 1 ${expected}`],
});

const PASCO =
  "Pasco County (Fla.) Code 102-89: 0.15 on each of the first 1,000 instruments, 0.10 on each above";
const pasco = (instruments: number, expected: string): PublishedExample => ({
  source: `${PASCO}; ${instruments}`,
  request: {
    levies: [
      fee("license", {
        ...{ unit: "instruments", amount: "0.15" },
        tiers: [{ upTo: "500" }, { upTo: "1000" }, { amount: "0.10" }],
      }),
    ],
    charges: [charge("1.00", { counts: { instruments } })],
  },
  lines: [`license 1 ${expected}`],
});

const SHENANDOAH = "Shenandoah (Va.) Code 62-87: 10 % of the first 15 of a charge";
const shenandoah = (amount: string, expected: string): PublishedExample => ({
  source: `${SHENANDOAH}, of ${amount}`,
  request: {
    levies: [tax("utility", "0.1", { maxBase: { amount: "15", per: "charge" } })],
    charges: [charge(amount)],
  },
  lines: [`utility 1 ${expected}`],
});

/** The rate and the monthly maximum are chosen here: 20 %, and no more than 4.00. */
const LOUDOUN =
  "Loudoun County (Va.) Code, telephone bills of two months: half is taxed by the month, twice, to twice the maximum";
const loudoun = (amount: string, until: string, expected: string): PublishedExample => ({
  source: `${LOUDOUN}; ${amount} until ${until}`,
  request: {
    levies: [tax("telephone", "0.2", { maximum: { amount: "4.00", per: "month" } })],
    charges: [charge(amount, { period: { from: "2026-03-01", until } })],
  },
  lines: [`telephone 1 ${expected}`],
});

const HERCULES = "Hercules (Calif.), telecommunications: 8 % until January 1, 2025, 6 % after";
const hercules = (billDate: string, expected: string): PublishedExample => ({
  source: `${HERCULES}; billed ${billDate}`,
  request: {
    billDate,
    levies: [
      {
        ...{ id: "uut", kind: "tax" },
        values: [
          { from: "2013-06-04", until: "2025-01-01", form: { percent: "0.08" } },
          { from: "2025-01-01", form: { percent: "0.06" } },
        ],
      },
    ],
    charges: [charge("55.55")],
  },
  lines: [`uut 1 ${expected}`],
});

const MENLO_PARK = "Menlo Park (Calif.): 2.5 % of telecommunications, reduced to 1 % from October 1, 2007";
const menloPark = (billDate: string, expected: string): PublishedExample => ({
  source: `${MENLO_PARK}; billed ${billDate}`,
  request: {
    billDate,
    levies: [
      {
        ...{ id: "uut", kind: "tax" },
        values: [
          { from: "2006-12-01", form: { percent: "0.025" } },
          { from: "2007-10-01", form: { percent: "0.01" } },
        ],
      },
    ],
    charges: [charge("43.80")],
  },
  lines: [`uut 1 ${expected}`],
});

describe("cities and counties", () => {
  test.each([
    unalaska(99, "99 198.00"),
    unalaska(100, "100 200.00"),
    unalaska(101, "100 200.00"),
    pasco(500, "500 75.00"),
    pasco(501, "501 75.15"),
    pasco(1000, "1000 150.00"),
    pasco(1001, "1001 150.10"),
    shenandoah("14.99", "1.50"),
    shenandoah("15.00", "1.50"),
    shenandoah("240.00", "1.50"),
    // One month: 20 % of 30.00 is above 4.00. Two months: of 15.00 it is 3.00, twice; of 30.00 it is 4.00, twice.
    loudoun("30.00", "2026-04-01", "4.00"),
    loudoun("30.00", "2026-05-01", "6.00"),
    loudoun("60.00", "2026-05-01", "8.00"),
    hercules("2024-12-31", "4.44"),
    hercules("2025-01-01", "3.33"),
    menloPark("2007-09-30", "1.10"),
    menloPark("2007-10-01", "0.44"),
    {
      source:
        "Price (Utah) Code 5.14.020: 6 % of exchange access and customer access line charges, not of toll",
      request: {
        levies: [tax("license", "0.06", { serviceClasses: ["exchangeAccess"] })],
        charges: [
          charge("25.00", { serviceClass: "exchangeAccess" }),
          { id: "2", amount: "12.00", serviceClass: "toll" },
        ],
      },
      lines: ["license 1 1.50"],
    },
  ])("$source", (example) => {
    expect(published(example)).toEqual(example.lines);
  });
});

const WASHINGTON =
  "Washington Department of Revenue, Telecommunications Tax Changes: 0.31 a line less, and sales tax on residential service";
const washington = (billDate: string, lines: readonly string[]): PublishedExample => ({
  source: `${WASHINGTON}; billed ${billDate}`,
  request: {
    billDate,
    buyer: { kind: "residential" },
    levies: [
      {
        ...{ id: "wtap", kind: "tax" },
        values: [
          { from: "2004-01-01", until: "2013-08-01", form: { perUnit: { unit: "lines", amount: "0.14" } } },
          { from: "2013-08-01", form: { perUnit: { unit: "lines", amount: "0" } } },
        ],
      },
      {
        ...{ id: "trs", kind: "tax" },
        values: [
          { from: "2004-01-01", until: "2013-08-01", form: { perUnit: { unit: "lines", amount: "0.17" } } },
          { from: "2013-08-01", form: { perUnit: { unit: "lines", amount: "0" } } },
        ],
      },
      {
        ...{ id: "sales", kind: "tax", buyerKinds: ["residential"] },
        values: [
          { from: "2004-01-01", until: "2013-08-01", form: { percent: "0" } },
          { from: "2013-08-01", form: { percent: "0.065" } },
        ],
      },
    ],
    charges: [charge("20.00", { counts: { lines: 1 } })],
  },
  lines,
});

const MINNESOTA =
  "Minnesota 9-1-1 Program, an earlier form: 9-1-1 0.65, TAM 0.06, TAP 0.02, in all 0.73 (published)";
const NEBRASKA =
  "Nebraska NUSF-111, as of January 2019: 1.75 a residential connection, 6.95 % of business revenue";
const nebraska = (kind: string, lines: readonly string[]): PublishedExample => ({
  source: `${NEBRASKA}; ${kind}`,
  request: {
    buyer: { kind },
    levies: [
      fee("connection", { unit: "connections", amount: "1.75" }, { buyerKinds: ["residential"] }),
      tax("revenue", "0.0695", { buyerKinds: ["business"], portion: "intrastate" }),
    ],
    seller: { interstateMethod: { voip: "safeHarbor" } },
    charges: [charge("100.00", { serviceClass: "voip", portion: "mixed", counts: { connections: 2 } })],
  },
  lines,
});

describe("states", () => {
  test.each([
    washington("2013-07-31", ["wtap 1 1 0.14", "trs 1 1 0.17", "sales 1 0.00"]),
    washington("2013-08-01", ["wtap 1 1 0.00", "trs 1 1 0.00", "sales 1 1.30"]),
    {
      source: `${MINNESOTA}, 100 lines`,
      request: {
        levies: [
          fee("911", { unit: "lines", amount: "0.65" }),
          fee("tam", { unit: "lines", amount: "0.06" }),
          fee("tap", { unit: "lines", amount: "0.02" }),
        ],
        charges: [charge("2000.00", { counts: { lines: 100 } })],
      },
      // 100 × 0.73 = 73.00
      lines: ["911 1 100 65.00", "tam 1 100 6.00", "tap 1 100 2.00"],
    },
    nebraska("residential", ["connection 1 2 3.50"]),
    // 35.10 × 0.0695 = 2.43945
    nebraska("business", ["revenue 1 2.44"]),
    ...[
      ["AT&T", "2.49", "24.90"],
      ["CenturyLink", "1.79", "17.90"],
      ["rural carriers", "1.44", "14.40"],
    ].map(([carrier, amount, expected]) => ({
      source: `Kansas Corporation Commission, universal service from March 1, 2014: ${amount} a line of ${carrier} (10 here)`,
      request: {
        levies: [fee("kusf", { unit: "lines", amount }, { kind: "passThrough" })],
        charges: [charge("300.00", { counts: { lines: 10 } })],
      },
      lines: [`kusf 1 10 ${expected}`],
    })),
    {
      source: "Texas Comptroller 94-167: 0.50 a line, 1 % of intrastate long distance; none from the state",
      request: {
        levies: [
          fee(
            "911",
            { unit: "lines", amount: "0.50" },
            { chargeKinds: ["recurring"], except: { buyerKinds: ["state"] } },
          ),
          tax("equalization", "0.01", {
            serviceClasses: ["toll"],
            portion: "intrastate",
            except: { buyerKinds: ["state"] },
          }),
        ],
        buyer: { kind: "business" },
        charges: [
          charge("60.00", { serviceClass: "local", counts: { lines: 4 } }),
          { id: "2", amount: "33.00", serviceClass: "toll", kind: "usage", portion: "intrastate" },
          { id: "3", amount: "80.00", serviceClass: "toll", kind: "usage", portion: "interstate" },
        ],
      },
      lines: ["911 1 4 2.00", "equalization 2 0.33", "equalization 3 0.00"],
    },
  ])("$source", (example) => {
    expect(published(example)).toEqual(example.lines);
  });
});

const VERIZON = "Verizon service guide, federal universal service charge: after discounts, not on taxes";
const verizon = (rate: string, day: string, expected: readonly string[]): PublishedExample => ({
  source: `${VERIZON}; ${rate} as of ${day}`,
  request: {
    levies: [
      tax("excise", "0.03"),
      { ...tax("fusf", rate, { portion: ["interstate", "international"] }), kind: "passThrough" },
    ],
    charges: [
      charge("200.00", { portion: "interstate" }),
      { id: "2", amount: "-50.00", portion: "interstate", discount: "retail" },
      { id: "3", amount: "40.00", portion: "intrastate" },
    ],
  },
  lines: ["excise 1 6.00", "excise 2 -1.50", "excise 3 1.20", ...expected],
});

/** Excise Tax Act 136.4(2): a channel between two provinces is a supply in each that it crosses, by distance. 450 of 540 km here. */
const channel = {
  shares: [
    { place: { country: "CA", state: "ON" }, share: "5/6" },
    { place: { country: "CA", state: "QC" }, share: "1/6" },
  ],
};

describe("carriers and Canada", () => {
  test.each([
    // 21.2 % of 200.00 less 50.00
    verizon("0.212", "2020-03-01", ["fusf 1 42.40", "fusf 2 -10.60", "fusf 3 0.00"]),
    verizon("0.358", "2024-11-01", ["fusf 1 71.60", "fusf 2 -17.90", "fusf 3 0.00"]),
    {
      source:
        "Excise Tax Act 136.4(2), Canada: a dedicated channel from Ontario to Quebec by the distance in each",
      request: {
        levies: [
          tax("on-hst", "0.13", { jurisdiction: { country: "CA", level: "state", state: "ON" } }),
          tax("qc-gst", "0.05", { jurisdiction: { country: "CA", level: "state", state: "QC" } }),
          tax("qc-qst", "0.09975", { jurisdiction: { country: "CA", level: "state", state: "QC" } }),
        ],
        charges: [charge("1200.00", { situs: channel })],
      },
      // 1,000.00 and 200.00
      lines: ["on-hst 1 130.00", "qc-gst 1 10.00", "qc-qst 1 19.95"],
    },
  ])("$source", (example) => {
    expect(published(example)).toEqual(example.lines);
  });
});
