import { describe, expect, test } from "vitest";
import { answerTo, lineTexts } from "./testing/requests.ts";

const levy = (form: unknown, rest: object = {}) => ({ id: "l", kind: "tax", form, ...rest });
const counted = (counts: Record<string, number | string | null>[], form: object) => ({
  charges: counts.map((count, index) => ({ id: `${index + 1}`, amount: "10.00", counts: count })),
  levies: [levy({ perUnit: form })],
});

describe("per unit", () => {
  test.each([
    ["10 channels × 0.80", [{ channels: 10 }], { unit: "channels", amount: "0.80" }, ["l 1 10u 8.00"]],
    [
      "a count that the charge does not have is none",
      [{ numbers: 3 }],
      { unit: "channels", amount: "0.80" },
      ["l 1 0u 0.00"],
    ],
    // 40 at most: 30, then 10 of the next 20.
    [
      "a cap over the invoice",
      [{ lines: 30 }, { lines: 20 }],
      { unit: "lines", amount: "1", maxUnits: "40" },
      ["l 1 30u 30.00", "l 2 10u 10.00"],
    ],
    ["exactly the cap", [{ lines: 40 }], { unit: "lines", amount: "1", maxUnits: "40" }, ["l 1 40u 40.00"]],
    [
      "one more than the cap",
      [{ lines: 41 }],
      { unit: "lines", amount: "1", maxUnits: "40" },
      ["l 1 40u 40.00"],
    ],
    [
      "a cap per charge",
      [{ lines: 30 }, { lines: 50 }],
      { unit: "lines", amount: "1", per: "charge", maxUnits: "40" },
      ["l 1 30u 30.00", "l 2 40u 40.00"],
    ],
    // 2 × 1 + 3 × 3 = 11 fees.
    [
      "weights",
      [{ lines: 2, pbxTrunks: 3 }],
      { units: { lines: "1", pbxTrunks: "3" }, amount: "0.50" },
      ["l 1 11u 5.50"],
    ],
    [
      "orElse where none of the counts is known",
      [{ stations: 16 }],
      { units: { lines: "1" }, orElse: { stations: "1/8" }, amount: "1" },
      ["l 1 2u 2.00"],
    ],
    [
      "a count of null is not known",
      [{ lines: null, stations: 16 }],
      { units: { lines: "1" }, orElse: { stations: "1/8" }, amount: "1" },
      ["l 1 2u 2.00"],
    ],
    [
      "orElse stands back where one is",
      [{ lines: 0, stations: 16 }],
      { units: { lines: "1" }, orElse: { stations: "1/8" }, amount: "1" },
      ["l 1 0u 0.00"],
    ],
    [
      "at most another count",
      [{ numbers: 50, channels: 10 }],
      { unit: "numbers", atMost: "channels", amount: "1" },
      ["l 1 10u 10.00"],
    ],
    // 30 + 10 × 0.4 = 34 fees of 0.75 = 25.50.
    [
      "falling shares of a fee",
      [{ lines: 40 }],
      {
        unit: "lines",
        amount: "0.75",
        tiers: [
          { upTo: "30", each: "1" },
          { upTo: null, each: "0.4" },
        ],
      },
      ["l 1 34u 25.50"],
    ],
    // Across two charges: 20, then 10 + 10 × 0.4 = 14.
    [
      "tiers run on over the invoice",
      [{ lines: 20 }, { lines: 20 }],
      { unit: "lines", amount: "1", tiers: [{ upTo: "30" }, { each: "0.4" }] },
      ["l 1 20u 20.00", "l 2 14u 14.00"],
    ],
    // 10 × 0.75 + 5 × 0.075 = 7.875.
    [
      "another price beyond ten",
      [{ lines: 15 }],
      { unit: "lines", amount: "0.75", tiers: [{ upTo: "10" }, { amount: "0.075" }] },
      ["l 1 15u 7.88"],
    ],
    // 15 lie in the second row, which prices all of them: 15 × 0.50.
    [
      "volume: one row prices all",
      [{ lines: 15 }],
      { unit: "lines", amount: "1", tierMode: "volume", tiers: [{ upTo: "10" }, { amount: "0.50" }] },
      ["l 1 15u 7.50"],
    ],
    // A table of trunk equivalents: up to 5 stations are a trunk, up to 20 four, beyond that eight.
    ...[
      [5, "1u 0.75"],
      [6, "4u 3.00"],
      [20, "4u 3.00"],
      [21, "8u 6.00"],
      [0, "0u 0.00"],
    ].map(([stations = 0, line]): [string, object[], object, string[]] => [
      `${stations} stations by a table of equivalents`,
      [{ stations }],
      {
        ...{ unit: "stations", amount: "0.75", tierMode: "volume" },
        tiers: [{ upTo: "5", fees: "1" }, { upTo: "20", fees: "4" }, { fees: "8" }],
      },
      [`l 1 ${line}`],
    ]),
    [
      "a table of equivalents runs on over the invoice, and each charge bears what it adds",
      [{ stations: 4 }, { stations: 4 }, { stations: 4 }],
      {
        ...{ unit: "stations", amount: "0.75", tierMode: "volume" },
        tiers: [
          { upTo: "5", fees: "1" },
          { upTo: "20", fees: "4" },
        ],
      },
      ["l 1 1u 0.75", "l 2 3u 2.25", "l 3 0u 0.00"],
    ],
    [
      "what is taken back by the table is the opposite",
      [{ stations: -6 }],
      {
        ...{ unit: "stations", amount: "0.75", tierMode: "volume" },
        tiers: [{ upTo: "5", fees: "1" }, { fees: "4" }],
      },
      ["l 1 -4u -3.00"],
    ],
    // 1 for the first five, 2 more once a sixth is there, at 2.00: 1 + 4 = 5.
    [
      "graduated: each row adds its fees, at its own price",
      [{ lines: 6 }],
      {
        ...{ unit: "lines", amount: "1" },
        tiers: [
          { upTo: "5", fees: "1" },
          { fees: "2", amount: "2" },
        ],
      },
      ["l 1 3u 5.00"],
    ],
    [
      "a started fee is a whole one",
      [{ stations: 20 }],
      { units: { stations: "1/8" }, amount: "1", wholeCharges: true },
      ["l 1 3u 3.00"],
    ],
    ["minutes", [{ minutes: "12.5" }], { unit: "minutes", amount: "0.002" }, ["l 1 12.5u 0.03"]],
    ["each charge counts itself", [{}, {}], { unit: "charge", amount: "1" }, ["l 1 1u 1.00", "l 2 1u 1.00"]],
    ["an invoice counts once", [{}, {}], { unit: "invoice", amount: "1" }, ["l 1 1u 1.00", "l 2 0u 0.00"]],
  ])("%s", (_, counts, form, expected) => {
    expect(lineTexts(counted(counts as Record<string, number>[], form))).toEqual(expected);
  });

  test("a location counts once each", () => {
    const charge = (id: string, location: string) => ({ id, amount: "1", location });
    expect(
      lineTexts({
        charges: [charge("1", "a"), charge("2", "a"), charge("3", "b")],
        levies: [levy({ perUnit: { unit: "location", amount: "1.00" } })],
      }),
    ).toEqual(["l 1 1u 1.00", "l 2 0u 0.00", "l 3 1u 1.00"]);
  });

  test.each([
    [
      "a reversal takes the fee back, once",
      [{ amount: "-10.00" }, { amount: "-5.00" }],
      ["-1u -1.00", "0u 0.00"],
    ],
    ["a credit beside charges does not", [{ amount: "-5.00" }, { amount: "10.00" }], ["0u 0.00", "1u 1.00"]],
    [
      "of another account it does",
      [{ amount: "-5.00", account: "b" }, { amount: "10.00" }],
      ["-1u -1.00", "1u 1.00"],
    ],
    [
      "beside charges that the levy does not reach it does",
      [{ amount: "-5.00" }, { amount: "10.00", kind: "usage" }],
      ["-1u -1.00"],
    ],
    ["a discount takes off no account", [{ amount: "-5.00", discount: "retail" }], ["0u 0.00"]],
  ])("what counts itself once: %s", (_, charges, expected) => {
    const request = {
      charges: charges.map((charge, index) => ({ id: `${index + 1}`, account: "a", ...charge })),
      levies: [levy({ perUnit: { unit: "account", amount: "1.00" } }, { chargeKinds: ["recurring"] })],
    };
    expect(lineTexts(request)).toEqual(expected.map((text, index) => `l ${index + 1} ${text}`));
  });

  test("each charge counts itself, a credit less one, a discount not", () => {
    const charges = [
      { id: "1", amount: "10.00" },
      { id: "2", amount: "-10.00" },
      { id: "3", amount: "-1.00", discount: "retail" },
    ];
    expect(lineTexts({ charges, levies: [levy({ perUnit: { unit: "charge", amount: "1.00" } })] })).toEqual([
      "l 1 1u 1.00",
      "l 2 -1u -1.00",
      "l 3 0u 0.00",
    ]);
  });

  test("a cap per account runs over its charges, not over another's", () => {
    const charge = (id: string, account: string, numbers: number) => ({
      id,
      amount: "1",
      account,
      counts: { numbers },
    });
    expect(
      lineTexts({
        charges: [charge("1", "a", 20), charge("2", "a", 20), charge("3", "b", 20)],
        levies: [levy({ perUnit: { unit: "numbers", amount: "1.00", per: "account", maxUnits: "25" } })],
      }),
    ).toEqual(["l 1 20u 20.00", "l 2 5u 5.00", "l 3 20u 20.00"]);
  });

  test("the fraction of a prorated charge counts only where the levy allows it: 10 × 0.80 × 22/30 = 5.8666…", () => {
    const charges = [{ id: "1", amount: "1", fraction: "22/30", counts: { channels: 10 } }];
    const form = { perUnit: { unit: "channels", amount: "0.80" } };
    expect(lineTexts({ charges, levies: [levy(form, { proratable: true })] })).toEqual(["l 1 10u 5.87"]);
    expect(lineTexts({ charges, levies: [levy(form)] })).toEqual(["l 1 10u 8.00"]);
  });
});

describe("tiers over the measure", () => {
  const tiers = (amounts: string[], form: object) => ({
    charges: amounts.map((amount, index) => ({ id: `${index + 1}`, amount })),
    levies: [levy({ tiers: form })],
  });
  const brackets = [
    { upTo: "900", percent: "0.05" },
    { upTo: null, percent: "0.02" },
  ];
  const fixed = [
    { upTo: "900", percent: "0.05" },
    { upTo: null, amount: "50" },
  ];
  test.each([
    ["exactly the bound: 900 × 0.05", ["900"], { rows: brackets }, ["l 1 900 45.00"]],
    ["a cent above: 45 + 0.01 × 0.02", ["900.01"], { rows: brackets }, ["l 1 900.01 45.00"]],
    ["marginal: 45 + 100 × 0.02", ["1000"], { rows: brackets }, ["l 1 1000 47.00"]],
    [
      "each line bears the increase that it causes",
      ["800", "200"],
      { rows: brackets },
      ["l 1 800 40.00", "l 2 200 7.00"],
    ],
    ["per charge", ["800", "200"], { per: "charge", rows: brackets }, ["l 1 800 40.00", "l 2 200 10.00"]],
    // All 1,000 at 2 %: 20; the second line bears 20 − 40.
    [
      "volume: the whole measure at one rate",
      ["800", "200"],
      { mode: "volume", rows: brackets },
      ["l 1 800 40.00", "l 2 200 -20.00"],
    ],
    ["a fixed amount for the upper slice", ["1000"], { rows: fixed }, ["l 1 1000 95.00"]],
    ["a fixed amount for the whole", ["1000"], { mode: "volume", rows: fixed }, ["l 1 1000 50.00"]],
    [
      "nothing above the last bound",
      ["1000"],
      { rows: [{ upTo: "500", percent: "0.1" }] },
      ["l 1 1000 50.00"],
    ],
    ["a credit mirrors a charge", ["-1000"], { rows: brackets }, ["l 1 -1000 -47.00"]],
    ["nothing on nothing", ["0"], { mode: "volume", rows: fixed }, ["l 1 0 0.00"]],
  ])("%s", (_, amounts, form, expected) => {
    expect(lineTexts(tiers(amounts, form))).toEqual(expected);
  });
});

describe("thresholds, in charge order", () => {
  const charges = (...amounts: string[]) => amounts.map((amount, index) => ({ id: `${index + 1}`, amount }));
  const percent = { percent: "0.10" };
  test.each([
    [
      "the first 20 are free: 15 and 5 left out",
      ["15", "10"],
      { exemptFirst: { amount: "20" } },
      ["l 1 0 0.00", "l 2 5 0.50"],
    ],
    [
      "per charge",
      ["15", "30"],
      { exemptFirst: { amount: "20", per: "charge" } },
      ["l 1 0 0.00", "l 2 10 1.00"],
    ],
    ["nothing at exactly the amount", ["50"], { onlyAbove: { amount: "50" } }, ["l 1 0 0.00"]],
    ["all once it is exceeded", ["50.01"], { onlyAbove: { amount: "50" } }, ["l 1 50.01 5.00"]],
    [
      "the line that exceeds it bears the whole",
      ["30", "40"],
      { onlyAbove: { amount: "50" } },
      ["l 1 0 0.00", "l 2 70 7.00"],
    ],
    ["a largest base", ["80", "40"], { maxBase: { amount: "100" } }, ["l 1 80 8.00", "l 2 20 2.00"]],
    // 15 − 20 → 0; 60 − 5 = 55; of which 50 at most.
    [
      "both",
      ["15", "60"],
      { exemptFirst: { amount: "20" }, maxBase: { amount: "50" } },
      ["l 1 0 0.00", "l 2 50 5.00"],
    ],
    [
      "a minimum raises the last taxed line",
      ["10", "20", "0"],
      { minimum: { amount: "5" } },
      ["l 1 10 1.00", "l 2 20 4.00", "l 3 0 0.00"],
    ],
    ["no minimum of nothing", ["0"], { minimum: { amount: "5" } }, ["l 1 0 0.00"]],
    [
      "a maximum cuts from the last",
      ["30", "40"],
      { maximum: { amount: "5" } },
      ["l 1 30 3.00", "l 2 40 2.00"],
    ],
    [
      "a maximum cuts further back",
      ["80", "40"],
      { maximum: { amount: "5" } },
      ["l 1 80 5.00", "l 2 40 0.00"],
    ],
    [
      "credits mirror charges",
      ["-15", "-10"],
      { exemptFirst: { amount: "20" } },
      ["l 1 0 0.00", "l 2 -5 -0.50"],
    ],
  ])("%s", (_, amounts, rule, expected) => {
    expect(lineTexts({ charges: charges(...amounts), levies: [levy(percent, rule)] })).toEqual(expected);
  });

  test("what is left out is exempt: 20 of 25", () => {
    const [line] = answerTo({
      charges: charges("25"),
      levies: [levy(percent, { exemptFirst: { amount: "20" } })],
    }).taxLines;
    expect(line).toMatchObject({ base: "5", exempt: "20", amount: "0.50" });
  });

  test("an allowance per month: each month that a period touches has its own", () => {
    const month = (id: string, from: string, until: string) => ({
      id,
      amount: "30",
      period: { from, until },
    });
    const rule = { exemptFirst: { amount: "20", per: "month" } };
    // April gives 20; April and May give what April has left, 0, and 20.
    expect(
      lineTexts({
        charges: [month("1", "2026-04-01", "2026-05-01"), month("2", "2026-04-01", "2026-06-01")],
        levies: [levy(percent, rule)],
      }),
    ).toEqual(["l 1 10 1.00", "l 2 10 1.00"]);
  });
});
