import { describe, expect, it } from "vitest";
import { answerOf, problemsOf, resultOf } from "./ask-for-tests.ts";

/** The example of the contract: 30 s and 7 × 6 s are 72 s; 72/60 × 0.035 = 0.042, and the fee. */
const EXAMPLE = {
  call: { seconds: 72, answeredAt: "2026-04-07T14:03:10Z" },
  rate: {
    currency: "USD",
    connectFee: "0.01",
    ratePerMinute: "0.035",
    initialSeconds: 30,
    incrementSeconds: 6,
    rounding: { mode: "halfUp", places: 6 },
  },
};

describe("price-call", () => {
  it("answers the example of the contract", () => {
    const { result, explanation } = answerOf("price-call", EXAMPLE);
    expect(result).toMatchObject({ billedSeconds: "72", unrounded: "0.052", charge: "0.052000" });
    expect(explanation).toContain("72/60 × 0.035 = 0.042.");
  });

  it("seconds as text or as a whole number; null is left out", () => {
    const asText = { ...EXAMPLE, call: { seconds: "72", answeredAt: null, destination: null } };
    const withNulls = {
      ...asText,
      rate: { ...EXAMPLE.rate, rows: null, freeSeconds: null, zeroSeconds: null },
    };
    expect(resultOf("price-call", withNulls)).toMatchObject({ charge: "0.052000" });
  });

  const rows = [
    { prefix: "", ratePerMinute: "0.50", zeroSeconds: "increment" },
    { prefix: "44", ratePerMinute: "0.03", until: "2026-04-01" },
    { prefix: "44", ratePerMinute: "0.04", from: "2026-04-01", connectFee: "0.02" },
    { prefix: "447", ratePerMinute: "0.20", incrementSeconds: null, initialSeconds: null },
    { prefix: "52", ratePerMinute: "0.10", initialSeconds: 60, incrementSeconds: 60 },
  ];

  it.each([
    ["442075550100", "2026-03-31T23:59:59Z", 61, "66", "0.033000", "44", "the old price: 66/60 × 0.03"],
    [
      "442075550100",
      "2026-04-01T00:00:00Z",
      61,
      "66",
      "0.064000",
      "44",
      "the new one and its fee: 0.044 + 0.02",
    ],
    ["442075550100", "2026-03-31T19:00:00-05:00", 61, "66", "0.064000", "44", "already April in UTC"],
    [
      "+447700900100",
      "2026-04-01T00:00:00Z",
      61,
      "66",
      "0.220000",
      "447",
      "the longest prefix; increments of the rate",
    ],
    ["525550100", "2026-04-01T00:00:00Z", 61, "120", "0.200000", "52", "its own increments: 2 × 0.10"],
    ["13125550100", "2026-04-01T00:00:00Z", 61, "66", "0.550000", "", "the empty prefix fits all"],
    [
      "13125550100",
      "2026-04-01T00:00:00Z",
      0,
      "6",
      "0.050000",
      "",
      "its own rule for zero seconds: 6/60 × 0.50",
    ],
    ["525550100", "2026-04-01T00:00:00Z", 0, "0", "0.000000", "52", "free by the rate's"],
  ])("%s at %s, %i s: %s s, %s by %j (%s)", (destination, answeredAt, seconds, billed, charge, prefix) => {
    const request = { call: { seconds, answeredAt, destination }, rate: { incrementSeconds: 6, rows } };
    expect(resultOf("price-call", request)).toMatchObject({ billedSeconds: billed, charge, row: { prefix } });
  });

  it("none fits: NO_RATE, never zero", () => {
    const call = { seconds: 60, answeredAt: "2026-04-07T14:03:10Z", destination: "339" };
    expect(problemsOf("price-call", { call, rate: { rows: rows.slice(1) } })).toEqual([
      "NO_RATE call.destination",
    ]);
  });

  it.each<[string, object, readonly string[]]>([
    ["no call", { rate: EXAMPLE.rate }, ["INVALID_DOCUMENT call"]],
    ["no price", { call: { seconds: 1 }, rate: {} }, ["INVALID_DOCUMENT rate.ratePerMinute"]],
    [
      "a float",
      { call: { seconds: 1 }, rate: { ratePerMinute: 0.035 } },
      ["INVALID_DOCUMENT rate.ratePerMinute"],
    ],
    ["fractions as a number", { ...EXAMPLE, call: { seconds: 1.5 } }, ["INVALID_DOCUMENT call.seconds"]],
    ["negative seconds", { ...EXAMPLE, call: { seconds: "-1" } }, ["INVALID_DOCUMENT call.seconds"]],
    [
      "an instant without zone",
      { ...EXAMPLE, call: { seconds: 1, answeredAt: "2026-04-07T14:03:10" } },
      ["INVALID_DOCUMENT call.answeredAt"],
    ],
    [
      "a day that is none",
      { ...EXAMPLE, call: { seconds: 1, answeredAt: "2026-02-30T14:03:10Z" } },
      ["INVALID_DOCUMENT call.answeredAt"],
    ],
    ["an unknown field", { ...EXAMPLE, zone: "UTC" }, ["UNKNOWN_FIELD zone"]],
    [
      "the long form, which is not offered yet",
      { call: { seconds: 1 }, rate: { ratePerMinute: "1", periods: [], timeOfDay: "split" } },
      ["UNKNOWN_FIELD rate.periods", "UNKNOWN_FIELD rate.timeOfDay"],
    ],
    [
      "rows without destination",
      { call: { seconds: 1 }, rate: { rows: [{ prefix: "", ratePerMinute: "1" }] } },
      ["INVALID_DOCUMENT call.destination"],
    ],
    [
      "dated rows without an instant",
      {
        call: { seconds: 1, destination: "1" },
        rate: { rows: [{ prefix: "", ratePerMinute: "1", from: "2026-04-01" }] },
      },
      ["INVALID_DOCUMENT call.answeredAt"],
    ],
    [
      "a row without a price",
      {
        call: { seconds: 1, destination: "1" },
        rate: { rows: [{ prefix: "" }, { prefix: "1", ratePerMinute: "1" }] },
      },
      ["INVALID_DOCUMENT rate.rows[0].ratePerMinute"],
    ],
    [
      "a row that ends as it begins",
      {
        call: { seconds: 1, destination: "1", answeredAt: "2026-04-01T00:00Z" },
        rate: { rows: [{ prefix: "", ratePerMinute: "1", from: "2026-04-01", until: "2026-04-01" }] },
      },
      ["INVALID_DOCUMENT rate.rows[0].until"],
    ],
    [
      "a prefix with a plus sign",
      { call: { seconds: 1, destination: "1" }, rate: { rows: [{ prefix: "+1", ratePerMinute: "1" }] } },
      ["INVALID_DOCUMENT rate.rows[0].prefix"],
    ],
    [
      "no rows at all",
      { call: { seconds: 1, destination: "1" }, rate: { ratePerMinute: "1", rows: [] } },
      ["INVALID_DOCUMENT rate.rows"],
    ],
    [
      "two rows of one prefix and one start",
      {
        call: { seconds: 6, destination: "44" },
        rate: {
          ratePerMinute: "1",
          rows: [{ prefix: "44" }, { prefix: "4" }, { prefix: "44", from: null, connectFee: "2" }],
        },
      },
      ["INVALID_DOCUMENT rate.rows[2]"],
    ],
    [
      "two problems at once",
      { call: { seconds: true }, rate: { ratePerMinute: "x" } },
      ["INVALID_DOCUMENT call.seconds", "INVALID_DOCUMENT rate.ratePerMinute"],
    ],
  ])("refuses %s", (_, request, problems) => {
    expect(problemsOf("price-call", request)).toEqual(problems);
  });
});
