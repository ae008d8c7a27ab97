import { describe, expect, it } from "vitest";
import { dueIn, linesOf, voip } from "./testing/billed-lines.ts";

const recurring = { ...voip, kind: "recurring", proration: "calendarDay", pricePerMonth: "3.00" };
const number = (from: string, until: string | null = null, location = "hq") => ({
  ...{ number: "13125550100", location, product: "did", from, until },
});
const did = { ...recurring, id: "did", name: "Number", unit: "telephoneNumber" };

describe("what is held by the month", () => {
  const held = { location: "hq", from: "2026-01-01" };

  it.each<[string, object, Record<string, unknown>, readonly string[]]>([
    [
      "a toll-free number, and the month of its RespOrg",
      { ...recurring, id: "resporg", name: "RespOrg", unit: "respOrgNumber" },
      {
        tollFreeNumbers: [
          { ...held, number: "18005550100", product: null, respOrgProduct: "resporg" },
          { ...held, number: "18005550101", product: null, respOrgProduct: "resporg", until: "2026-04-11" },
          { ...held, number: "18005550102", product: null },
        ],
      },
      ["resporg 04-01..04-11 1 × 3.00 × 10/30 = 1.00", "resporg 04-01..05-01 1 × 3.00 = 3.00"],
    ],
    [
      "CNAM storage",
      { ...recurring, id: "cnam", name: "CNAM", unit: "cnamListing" },
      { cnamListings: [{ ...held, number: "13125550100", name: "ACME INC", product: "cnam" }] },
      ["cnam 04-01..05-01 1 × 3.00 = 3.00"],
    ],
    [
      "a directory listing",
      { ...recurring, id: "dir", name: "Directory listing", unit: "directoryListing" },
      {
        directoryListings: [
          { ...held, number: "13125550100", listing: "additional", product: "dir", from: "2026-04-16" },
        ],
      },
      ["dir 04-16..05-01 1 × 3.00 × 15/30 = 1.50"],
    ],
    [
      "E911 by location: once for three records, on the days on which there is any",
      { ...recurring, id: "e911", name: "E911 location", unit: "e911Location" },
      {
        e911Records: [
          { ...held, number: "13125550100", product: "e911", until: "2026-04-11" },
          { ...held, number: "13125550101", product: "e911", from: "2026-04-05", until: "2026-04-16" },
          { ...held, number: "13125550102", product: "e911", from: "2026-04-21" },
          { ...held, number: "13125550103", product: "e911", location: "branch" },
        ],
      },
      [
        "e911 04-01..05-01 1 × 3.00 = 3.00", // the branch
        "e911 04-01..04-16 1 × 3.00 × 15/30 = 1.50",
        "e911 04-21..05-01 1 × 3.00 × 10/30 = 1.00",
      ],
    ],
  ])("%s", (_, product, inventory, expected) => {
    expect(linesOf(dueIn({ products: [product], inventory }))).toEqual(expected);
  });
});

describe("every way to prorate, of 30.00 from the 16th on", () => {
  // Days are civil days of Chicago: 8 March 2026 has 23 hours there and 1 November 25, and each is one day.
  it.each([
    ["calendarDay", "2026-02", "13/28", "13.93"],
    ["calendarDay", "2026-03", "16/31", "15.48"],
    ["calendarDay", "2028-02", "14/29", "14.48"],
    ["calendarDay", "2026-11", "15/30", "15.00"],
    ["fixed30", "2026-02", "13/30", "13.00"],
    ["fixed30", "2026-03", "16/30", "16.00"],
    // Until 1 March by thirty days a month: (3 × 30 + 1) − (2 × 30 + 16) = 15
    ["thirty360", "2026-02", "15/30", "15.00"],
    ["thirty360", "2026-03", "15/30", "15.00"],
    ["calendarMonths", "2026-02", "13/28", "13.93"],
    ["none", "2026-02", null, "30.00"],
  ])("%s in %s: %s, %s", (proration, month, share, amount) => {
    const { charges } = dueIn({
      products: [{ ...did, pricePerMonth: "30.00", proration }],
      inventory: { telephoneNumbers: [number(`${month}-16`)] },
      month,
    });
    expect(charges).toMatchObject([{ share, amount }]);
  });

  it.each(["calendarDay", "fixed30", "thirty360", "calendarMonths", "none"])(
    "%s: a whole month is the price",
    (proration) => {
      for (const month of ["2026-02", "2026-03", "2026-04", "2028-02"]) {
        const inventory = { telephoneNumbers: [number("2026-01-01")] };
        const { charges } = dueIn({ products: [{ ...did, proration }], inventory, month });
        expect(charges).toMatchObject([{ share: null, amount: "3.00" }]);
      }
    },
  );
});

describe("set-up", () => {
  const product = { ...did, setUpPrice: "1.00" };

  it("once, on the day from which a thing is held; one line for those of a day", () => {
    const inventory = {
      telephoneNumbers: [
        { ...number("2026-04-10"), count: 20 },
        { ...number("2026-04-10"), number: "13125550130" },
        { ...number("2026-04-01"), number: "13125550131" },
        { ...number("2026-03-31"), number: "13125550132" },
      ],
    };
    const setUps = (month: string) =>
      dueIn({ products: [product], inventory, month }).charges.filter(({ section }) => section === "oneTime");
    expect(setUps("2026-04")).toMatchObject([
      { from: "2026-04-01", quantity: "1", amount: "1.00", description: "Number, set-up" },
      {
        ...{ key: "acme/hq/sip/did/set-up/2026-04-10..2026-04-11", quantity: "21", amount: "21.00" },
        explanation: ["set up once, on 2026-04-10", "21 telephone numbers × 1.00 = 21.00"],
      },
    ]);
    expect(setUps("2026-05")).toEqual([]);
  });
});

describe("a price that changes", () => {
  const dearer = {
    ...did,
    priceChanges: [
      { from: "2026-04-16", price: "4.50" },
      { from: "2026-06-01", price: "6.00" },
    ],
  };

  it.each([
    ["before it", "2026-03", ["did 03-01..04-01 1 × 3.00 = 3.00 numbers 1"]],
    // 3.00 × 15/30 + 4.50 × 15/30
    [
      "in the middle of the month",
      "2026-04",
      ["did 04-01..04-16 1 × 3.00 × 15/30 = 1.50", "did 04-16..05-01 1 × 4.50 × 15/30 = 2.25 numbers 1"],
    ],
    ["after it", "2026-05", ["did 05-01..06-01 1 × 4.50 = 4.50 numbers 1"]],
    ["on the first day of a month", "2026-06", ["did 06-01..07-01 1 × 6.00 = 6.00 numbers 1"]],
  ])("%s", (_, month, expected) => {
    const inventory = { telephoneNumbers: [number("2026-01-01")] };
    expect(linesOf(dueIn({ products: [dearer], inventory, month }))).toEqual(expected);
  });

  it("is that of the day for what is due once", () => {
    const visit = {
      ...{ ...voip, kind: "oneTime", id: "visit", name: "Visit", unit: "each", price: "95.00" },
      priceChanges: [{ from: "2026-04-16", price: "99.00" }],
    };
    const on = (day: string) => ({ id: `v-${day}`, product: "visit", location: "hq", on: `2026-04-${day}` });
    expect(
      linesOf(dueIn({ products: [visit], inventory: { oneTimeCharges: [on("15"), on("16")] } })),
    ).toEqual(["visit 04-15..04-16 1 × 95.00 = 95.00", "visit 04-16..04-17 1 × 99.00 = 99.00"]);
  });
});

describe("service that is suspended", () => {
  const suspended = (billedShare: string, from: string, until: string | null, more: object = {}) => ({
    suspensions: [{ id: "s1", billedShare, from, until, reason: "Unpaid", ...more }],
    telephoneNumbers: [number("2026-01-01")],
  });
  const by = (proration: string) => ({ ...did, proration });

  it.each<[string, string, Record<string, unknown>, readonly string[]]>([
    // 10 of 30 days are not billed: 10/30 before and 10/30 after
    [
      "at nothing, in the middle of the month",
      "calendarDay",
      suspended("0", "2026-04-11", "2026-04-21"),
      ["did 04-01..04-11 1 × 3.00 × 10/30 = 1.00", "did 04-21..05-01 1 × 3.00 × 10/30 = 1.00 numbers 1"],
    ],
    // 15/30 of the month at half the price
    [
      "at half, from the 16th on",
      "calendarDay",
      suspended("0.5", "2026-04-16", null),
      ["did 04-01..04-16 1 × 3.00 × 15/30 = 1.50", "did 04-16..05-01 1 × 3.00 × 0.25 = 0.75 numbers 1"],
    ],
    [
      "at the full price",
      "calendarDay",
      suspended("1", "2026-04-11", null),
      ["did 04-01..05-01 1 × 3.00 = 3.00 numbers 1"],
    ],
    ["the whole month", "calendarDay", suspended("0", "2026-03-11", null), []],
    [
      "not prorated: a day of service is the whole price",
      "none",
      suspended("0", "2026-04-02", null),
      ["did 04-01..04-02 1 × 3.00 = 3.00"],
    ],
    ["not prorated, none of the month: nothing", "none", suspended("0", "2026-04-01", null), []],
    [
      "not prorated, at half all month",
      "none",
      suspended("0.5", "2026-04-01", null),
      ["did 04-01..05-01 1 × 3.00 × 0.5 = 1.50 numbers 1"],
    ],
    [
      "ended with March",
      "calendarDay",
      suspended("0", "2026-03-01", "2026-04-01"),
      ["did 04-01..05-01 1 × 3.00 = 3.00 numbers 1"],
    ],
    [
      "of another location",
      "calendarDay",
      suspended("0", "2026-03-01", null, { location: "branch" }),
      ["did 04-01..05-01 1 × 3.00 = 3.00 numbers 1"],
    ],
    [
      "of another product",
      "calendarDay",
      suspended("0", "2026-03-01", null, { products: ["trunk"] }),
      ["did 04-01..05-01 1 × 3.00 = 3.00 numbers 1"],
    ],
  ])("%s", (_, proration, inventory, expected) => {
    expect(linesOf(dueIn({ products: [by(proration)], inventory }))).toEqual(expected);
  });

  it("says so on the line, and does not touch what is due once", () => {
    const visit = { ...voip, kind: "oneTime", id: "visit", name: "Visit", unit: "each", price: "95.00" };
    const due = dueIn({
      products: [did, visit],
      inventory: {
        ...suspended("0.5", "2026-04-16", null),
        oneTimeCharges: [{ id: "v1", product: "visit", location: "hq", on: "2026-04-20" }],
      },
    });
    expect(due.charges.map(({ amount }) => amount)).toEqual(["1.50", "0.75", "95.00"]);
    expect(due.charges[1]?.explanation[0]).toBe(
      "priced from 2026-04-16 until 2026-05-01: 0.25 of 2026-04-01 until 2026-05-01 (calendarDay, suspended: 0.5 of the price)",
    );
  });
});
