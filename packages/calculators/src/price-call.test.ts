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

const SLOTS = [{ rate: "1" }];

const REFUSED_PERIODS: readonly [string, object, readonly string[]][] = (
  [
    ["periods and a price of a minute", { ratePerMinute: "1", periods: [{ slots: SLOTS }] }, "ratePerMinute"],
    [
      "a first increment beside periods",
      { initialSeconds: 30, periods: [{ slots: SLOTS }] },
      "initialSeconds",
    ],
    ["no periods at all", { periods: [] }, "periods"],
    ["a period without slots", { periods: [{ slots: [] }] }, "periods[0].slots"],
    [
      "nothing for the first seconds",
      { periods: [{ slots: [{ fromSecond: 1, rate: "1" }] }] },
      "periods[0].slots",
    ],
    [
      "two slots from one second",
      { periods: [{ slots: [...SLOTS, { fromSecond: "0.0", rate: "2" }] }] },
      "periods[0].slots[1].fromSecond",
    ],
    [
      "a unit of no length",
      { periods: [{ slots: [{ rate: "1", unitSeconds: 0 }] }] },
      "periods[0].slots[0].unitSeconds",
    ],
    [
      "a time over midnight",
      { periods: [{ when: { fromTime: "22:00", untilTime: "06:00" }, slots: SLOTS }] },
      "periods[0].when.untilTime",
    ],
    [
      "a time of no length",
      { periods: [{ when: { fromTime: "08:00", untilTime: "08:00" }, slots: SLOTS }] },
      "periods[0].when.untilTime",
    ],
    [
      "an hour that no clock has",
      { periods: [{ when: { fromTime: "24:00" }, slots: SLOTS }] },
      "periods[0].when.fromTime",
    ],
    [
      "an eighth weekday",
      { periods: [{ when: { weekdays: [8] }, slots: SLOTS }] },
      "periods[0].when.weekdays[0]",
    ],
    ["an empty list", { periods: [{ when: { months: [] }, slots: SLOTS }] }, "periods[0].when.months"],
    [
      "a day that is none",
      { periods: [{ when: { dates: ["2026-02-30"] }, slots: SLOTS }] },
      "periods[0].when.dates[0]",
    ],
    ["an unknown zone", { periods: [{ when: { zone: "Chicago" }, slots: SLOTS }] }, "periods[0].when.zone"],
    ["another mode", { timeOfDay: "byMinute", periods: [{ slots: SLOTS }] }, "timeOfDay"],
  ] as const
).map(([what, rate, path]) => [
  what,
  { call: { seconds: 1, answeredAt: "2026-04-07T14:03:10Z" }, rate },
  [`INVALID_DOCUMENT rate.${path}`],
]);

/** By day in Chicago a price of its own; by the row for all but the United Kingdom. */
const PERIODS = [
  {
    weight: 10,
    when: { fromTime: "08:00", untilTime: "20:00", zone: "America/Chicago" },
    slots: [{ rate: "0.60" }],
  },
  { when: null, slots: [{ rate: "0.06" }] },
];

describe("periods", () => {
  const rows = [
    { prefix: "", periods: PERIODS },
    { prefix: "44", ratePerMinute: "0.30", initialSeconds: 30 },
    { prefix: "52", from: "2026-01-01", connectFee: "1" },
    { prefix: "33", periods: [{ when: { weekdays: [7] }, slots: [{ rate: "1" }] }] },
  ];
  const rate = { incrementSeconds: 6, connectFee: "0.01", ratePerMinute: "0.90", rows };

  it.each<[destination: string, answeredAt: string, charge: string, why: string]>([
    ["1", "2026-04-07T13:00:00Z", "0.670000", "the row's periods, the rate's fee and increment: 0.66 + 0.01"],
    ["1", "2026-04-07T12:59:59Z", "0.076000", "before 08:00 there: 0.066 + 0.01"],
    ["44", "2026-04-07T13:00:00Z", "0.340000", "a row with a price of a minute: 66 s are 0.33"],
    ["52", "2026-04-07T13:00:00Z", "1.990000", "a row that states a fee only: 0.99 + 1"],
  ])("%s at %s costs %s (%s)", (destination, answeredAt, charge) => {
    expect(resultOf("price-call", { call: { seconds: 61, answeredAt, destination }, rate })).toMatchObject({
      billedSeconds: "66",
      charge,
    });
  });

  it("a row that fits is the row, whatever its periods have", () => {
    const call = { seconds: 61, answeredAt: "2026-04-07T13:00:00Z", destination: "33" };
    expect(problemsOf("price-call", { call, rate })).toEqual(["NO_RATE call.answeredAt"]);
  });

  it("periods by time ask for an instant, others do not", () => {
    expect(problemsOf("price-call", { call: { seconds: 61 }, rate: { periods: PERIODS } })).toEqual([
      "INVALID_DOCUMENT call.answeredAt",
    ]);
    const early = { seconds: 61, answeredAt: "1972-12-31T23:59:59Z" };
    expect(problemsOf("price-call", { call: early, rate: { periods: PERIODS } })).toEqual([
      "INVALID_DOCUMENT call.answeredAt",
    ]);
    expect(
      resultOf("price-call", { call: { seconds: 61 }, rate: { periods: PERIODS.slice(1) } }),
    ).toMatchObject({
      charge: "0.061000",
    });
  });

  it.each<[answeredAt: string, charge: string, why: string]>([
    ["2026-04-07T13:00:00Z", "0.00", "by day, in cents"],
    ["2026-04-07T03:00:00Z", "0.0000", "by night, to the rate's four places"],
  ])("a free call of zero seconds at %s is written as %s (%s)", (answeredAt, charge) => {
    const [day, night] = PERIODS;
    const cents = { ...day, rounding: { mode: "halfUp", places: 2 } };
    const rounding = { mode: "halfUp", places: 4 };
    const request = { call: { seconds: 0, answeredAt }, rate: { rounding, periods: [cents, night] } };
    expect(resultOf("price-call", request)).toMatchObject({ charge });
  });

  it("a rate of periods is that of rows that state no price", () => {
    const request = {
      call: { seconds: 60, answeredAt: "2026-04-07T13:00:00Z", destination: "44" },
      rate: {
        periods: PERIODS,
        rows: [
          { prefix: "4", minimumCharge: "2" },
          { prefix: "5", ratePerMinute: "1" },
        ],
      },
    };
    expect(resultOf("price-call", request)).toMatchObject({ charge: "2.000000" });
    const other = { ...request, call: { ...request.call, destination: "5" } };
    expect(resultOf("price-call", other)).toMatchObject({ charge: "1.000000" });
  });
});

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

  it.each([
    ["2026-04-07T00:00:00Z", "0.070000", "rows of one prefix and one start, of which one is over"],
    ["2026-05-01T00:00:00Z", "0.090000", "after both: the row of all; no destination is needed to choose it"],
  ])("rows at %s without prefixes: %s (%s)", (answeredAt, charge) => {
    const rows = [
      { ratePerMinute: "0.05", until: "2026-04-01" },
      { prefix: "", ratePerMinute: "0.07", until: "2026-05-01" },
      { prefix: null, ratePerMinute: "0.09", from: "2026-05-01" },
    ];
    const request = { call: { seconds: 60, answeredAt }, rate: { rows } };
    expect(resultOf("price-call", request)).toMatchObject({ charge });
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
    [
      "a slot from no number of seconds",
      {
        call: { seconds: 1 },
        rate: { periods: [{ slots: [{ rate: "1" }, { fromSecond: "soon", rate: "1" }] }] },
      },
      ["INVALID_DOCUMENT rate.periods[0].slots[1].fromSecond"],
    ],
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
    ...REFUSED_PERIODS,
    [
      "rows without destination",
      { call: { seconds: 1 }, rate: { rows: [{ prefix: "1", ratePerMinute: "1" }] } },
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
      ["NO_RATE call.destination"],
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
