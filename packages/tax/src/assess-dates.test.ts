import { describe, expect, test } from "vitest";
import { answerTo, lineTexts } from "./testing/requests.ts";

const six = { percent: "0.06" };
const seven = { percent: "0.07" };
const five = { percent: "0.05" };
const charge = (rest: object = {}) => [
  { id: "1", amount: "100.00", period: { from: "2026-04-01", until: "2026-05-01" }, ...rest },
];
const levy = (values: object[], rest: object = {}) => ({ id: "l", kind: "tax", values, ...rest });

describe("the day that keys a value", () => {
  const values = [
    { from: "2025-01-01", until: "2026-05-01", form: six },
    { from: "2026-05-01", form: seven },
  ];
  test.each([
    ["billDate", "2026-04-30", {}, "6.00"],
    ["billDate", "2026-05-01", {}, "7.00"],
    ["billDate", "2026-05-02", {}, "7.00"],
    ["serviceFrom", "2026-05-01", {}, "6.00"],
    ["serviceFrom", "2026-05-01", { period: { from: "2026-05-01", until: "2026-06-01" } }, "7.00"],
    // The last day of service, 30 April, not the day after it.
    ["serviceUntil", "2026-05-01", {}, "6.00"],
    ["serviceUntil", "2026-05-01", { period: { from: "2026-04-02", until: "2026-05-02" } }, "7.00"],
    ["usageAt", "2026-06-01", { usageAt: "2026-04-30T23:59:59Z" }, "6.00"],
    // 22:00 at −05:00 is already 1 May in UTC.
    ["usageAt", "2026-06-01", { usageAt: "2026-04-30T22:00:00-05:00" }, "7.00"],
  ])("%s, billed %s with %j: %s", (datedBy, billDate, rest, amount) => {
    const [line] = answerTo({
      billDate,
      charges: charge(rest),
      levies: [levy(values, { datedBy })],
    }).taxLines;
    expect(line?.amount).toBe(amount);
  });

  test("a charge that the levy's own words leave out needs no date of it", () => {
    const levies = [levy(values, { datedBy: "usageAt" })];
    expect(lineTexts({ charges: charge({ discount: "goodwill" }), levies })).toEqual(["l 1 0 0.00"]);
  });

  test("a credit carries its original's bill date", () => {
    const charges = charge({ amount: "-100.00", billDate: "2026-04-30" });
    expect(lineTexts({ billDate: "2026-06-01", charges, levies: [levy(values)] })).toEqual([
      "l 1 -100 -6.00",
    ]);
  });

  test.each([
    // An increase on 15 April: the period of April began before it.
    ["an increase waits for the next period", "2026-04-15", six, seven, "2026-04-01", "2026-05-01", "6.00"],
    [
      "an increase on the first day of the period",
      "2026-04-01",
      six,
      seven,
      "2026-04-01",
      "2026-05-01",
      "7.00",
    ],
    ["a decrease counts for bills from it", "2026-04-15", six, five, "2026-04-01", "2026-05-01", "5.00"],
    ["a decrease on the bill date", "2026-05-01", six, five, "2026-04-01", "2026-05-01", "5.00"],
    ["a decrease after the bill", "2026-05-02", six, five, "2026-04-01", "2026-05-01", "6.00"],
    [
      "billed in advance, an increase in between",
      "2026-04-01",
      six,
      seven,
      "2026-04-01",
      "2026-03-20",
      "7.00",
    ],
    ["billed in advance, a decrease in between", "2026-04-01", six, five, "2026-04-01", "2026-03-20", "6.00"],
  ])("streamlined: %s (change on %s)", (_, change, before, after, from, billDate, amount) => {
    const dated = [
      { from: "2025-01-01", form: before },
      { from: change, form: after },
    ];
    const charges = charge({ period: { from, until: "2026-05-01" } });
    const [line] = answerTo({
      billDate,
      charges,
      levies: [levy(dated, { datedBy: "streamlined" })],
    }).taxLines;
    expect(line?.amount).toBe(amount);
  });

  test("of overlapping values the latest start wins", () => {
    const overlapping = [
      { from: "2026-03-01", form: seven },
      { from: "2025-01-01", form: six },
    ];
    expect(lineTexts({ billDate: "2026-05-01", charges: charge(), levies: [levy(overlapping)] })).toEqual([
      "l 1 100 7.00",
    ]);
  });
});

describe("figures that we do not have", () => {
  const gapsOf = (values: object[], rest: object = {}, billDate = "2026-05-01") => {
    const assessment = answerTo({ billDate, charges: charge(), levies: [levy(values)], ...rest });
    return { lines: assessment.taxLines.map((line) => line.amount), gaps: assessment.gaps };
  };
  const gap = (from: string | null, until: string | null, kind = "missing") => ({
    levy: "l",
    jurisdiction: "US",
    from,
    until,
    kind,
    charges: ["1"],
    decision: null,
  });

  test.each([
    ["none at all", [], gap(null, null)],
    [
      "ended, and nothing after",
      [{ from: "2025-01-01", until: "2026-01-01", form: six }],
      gap("2026-01-01", null),
    ],
    ["begins later", [{ from: "2026-06-01", form: six }], gap(null, "2026-06-01")],
    [
      "between two",
      [
        { from: "2025-01-01", until: "2026-01-01", form: six },
        { from: "2026-06-01", form: six },
      ],
      gap("2026-01-01", "2026-06-01"),
    ],
    [
      "said to be unknown",
      [
        { from: "2025-01-01", form: six },
        { from: "2026-01-01", until: "2027-01-01", form: null },
      ],
      gap("2026-01-01", "2027-01-01"),
    ],
    ["nothing dates it", [{ form: six }], gap(null, null)],
    [
      "low confidence",
      [{ from: "2025-01-01", form: six, confidence: "low" }],
      gap("2025-01-01", null, "lowConfidence"),
    ],
  ])("%s", (_, values, expected) => {
    expect(gapsOf(values)).toEqual({ lines: [], gaps: [expected] });
  });

  test.each([
    ["2026-04-30", [], 1],
    ["2026-05-01", ["6.00"], 0],
  ])("seen in force on 1 May bills from that day: %s", (billDate, lines, gaps) => {
    const found = gapsOf([{ seenInForceOn: "2026-05-01", form: six }], {}, billDate);
    expect([found.lines, found.gaps.length]).toEqual([lines, gaps]);
  });

  test.each([
    ["2026-03-31", 0],
    ["2026-04-01", 1],
    ["2026-06-30", 1],
    // The person's word has ended; the day on which it was seen counts again, and is later.
    ["2026-07-01", 0],
  ])("assumed from 1 April until 30 June: billed %s", (billDate, lines) => {
    const assumedFrom = {
      date: "2026-04-01",
      by: "A. Person",
      reason: "the agency's letter",
      expires: "2026-06-30",
    };
    const values = [{ assumedFrom, seenInForceOn: "2026-12-01", form: six }];
    const assessment = answerTo({ billDate, charges: charge(), levies: [levy(values)] });
    expect(assessment.taxLines.length).toBe(lines);
    if (lines === 1) {
      expect(assessment.taxLines[0]?.marks).toEqual([
        "assumed in force from 2026-04-01 by A. Person: the agency's letter",
      ]);
    }
  });

  const ended = [{ from: "2025-01-01", until: "2026-01-01", form: { percent: "0.041" } }];
  const decision = (rest: object) => ({
    decisions: [{ levy: "l", by: "A. Person", reason: "why", expires: "2026-05-01", ...rest }],
  });
  test.each([
    [
      "supply",
      ended,
      { decision: "supply", form: six },
      ["6.00"],
      "figure supplied, decided by A. Person: why",
    ],
    [
      "last known",
      ended,
      { decision: "useLastKnown" },
      ["4.10"],
      "last known figure of 2025 (0.041), decided by A. Person: why",
    ],
    ["bill without", ended, { decision: "billWithout" }, [], null],
    ["hold", ended, { decision: "hold" }, [], null],
    [
      "confirm a low one",
      [{ from: "2025-01-01", form: six, confidence: "low" }],
      { decision: "confirm" },
      ["6.00"],
      "figure of low confidence, confirmed, decided by A. Person: why",
    ],
  ])("decided: %s", (_, values, rest, lines, mark) => {
    const assessment = answerTo({
      billDate: "2026-05-01",
      charges: charge(),
      levies: [levy(values)],
      ...decision(rest),
    });
    expect(assessment.taxLines.map((line) => line.amount)).toEqual(lines);
    expect(assessment.taxLines.map((line) => line.marks)).toEqual(mark === null ? [] : [[mark]]);
    expect(assessment.gaps).toMatchObject([{ levy: "l", decision: { by: "A. Person", ...rest } }]);
  });

  test.each([
    ["expired the day before the bill", { decision: "useLastKnown", expires: "2026-04-30" }],
    ["of another levy", { decision: "useLastKnown", levy: "other" }],
    ["of another place", { decision: "useLastKnown", jurisdiction: "US / YY" }],
    ["of later days", { decision: "useLastKnown", from: "2026-05-02" }],
    ["of earlier days", { decision: "useLastKnown", until: "2026-05-01" }],
    ["a confirmation of what is missing", { decision: "confirm" }],
  ])("a decision that does not count: %s", (_, rest) => {
    expect(gapsOf(ended, decision(rest))).toEqual({ lines: [], gaps: [gap("2026-01-01", null)] });
  });

  test("what the seller absorbs is never a gap", () => {
    const levies = [levy(ended, { passThrough: "allowed" })];
    const assessment = answerTo({ billDate: "2026-05-01", charges: charge(), levies });
    expect(assessment).toMatchObject({ gaps: [], taxLines: [], unassessed: [{ levy: "l", charge: "1" }] });
  });

  test("nor is what does not reach the charge", () => {
    const levies = [
      levy(ended, { portion: "interstate" }),
      { ...levy(ended), id: "m", serviceClasses: ["fax"] },
    ];
    expect(answerTo({ billDate: "2026-05-01", charges: charge(), levies }).gaps).toEqual([]);
  });

  test("one gap for all charges, and an exempt line needs no figure", () => {
    const two = [...charge(), { ...charge()[0], id: "2" }];
    expect(answerTo({ billDate: "2026-05-01", charges: two, levies: [levy(ended)] }).gaps).toMatchObject([
      { charges: ["1", "2"] },
    ]);
    const buyer = { exemptions: [{ certificate: "C", levies: ["l"] }] };
    expect(answerTo({ billDate: "2026-05-01", buyer, charges: two, levies: [levy(ended)] })).toMatchObject({
      gaps: [],
      taxLines: [{ noTax: "exempt" }, { noTax: "exempt" }],
    });
  });
});
