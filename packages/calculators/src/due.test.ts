import { describe, expect, it } from "vitest";
import { answerOf, problemsOf, resultOf } from "./ask-for-tests.ts";

const voip = { serviceClass: "voip", portion: "mixed" };
const did = {
  ...{ ...voip, kind: "recurring", id: "did", name: "Number", unit: "telephoneNumber" },
  ...{ pricePerMonth: "3.00", proration: "calendarDay", timing: "advance" },
};
const long = {
  ...{ ...voip, kind: "usage", id: "ld", name: "Long distance", classes: ["interstate"] },
  price: { kind: "flat", rate: { ratePerMinute: "0.02" } },
};
const trunk = {
  ...{ ...voip, kind: "channels", id: "trunk", name: "Channel", pricePerChannelMonth: "20.00" },
  ...{ proration: "calendarDay", burst: { measure: "peak", pricePerChannel: "9.00" } },
};
const minimum = {
  ...{ ...voip, kind: "commitment", id: "min", name: "Minimum", proration: "calendarDay" },
  minimumPerMonth: "100.00",
};
const request = (changes: object = {}) => ({
  account: {
    telephoneNumbers: [{ number: "13125550100", location: "main", product: "did", from: "2026-04-10" }],
    commitments: [{ id: "c1", product: "min", from: "2026-01-01" }],
  },
  plans: [{ id: "sip", description: "SIP.", currency: "USD", products: [did, long, trunk, minimum] }],
  period: { from: "2026-04-01", until: "2026-05-01" },
  usage: [{ product: "ld", charge: "12.3456" }],
  ...changes,
});
const lines = (asked: object) =>
  (resultOf("due", asked) as { charges: { product: string; amount: string }[] }).charges.map(
    ({ product, amount }) => `${product} ${amount}`,
  );

describe("due", () => {
  it("what an account comes to, line by line", () => {
    // 3.00 × 21/30 = 2.10; 12.35; 100.00 − 14.45 = 85.55
    expect(lines(request())).toEqual(["did 2.10", "min 85.55", "ld 12.35"]);
    expect(resultOf("due", request())).toMatchObject({ total: "100.00" });
    expect(answerOf("due", request()).explanation).toContain(
      "account/main/sip/did/2026-04-10..2026-05-01: 1 telephone number × 3.00 × 21/30 = 2.10",
    );
  });

  it("what is billed before a period begins", () => {
    const period = { from: "2026-05-01", until: "2026-06-01" };
    expect(lines(request({ period, timing: "advance" }))).toEqual(["did 3.00"]);
  });

  it("a burst at the moment that is given", () => {
    const trunkGroups = [
      {
        ...{ id: "tg", location: "main", names: [{ source: "pbx", name: "tg" }], product: "trunk" },
        ...{ from: "2026-01-01", channels: [{ committed: 4, from: "2026-01-01" }] },
      },
    ];
    const peaks = [{ trunkGroup: "tg", measured: 6, at: "2026-04-20T15:00:00Z" }];
    expect(lines(request({ account: { trunkGroups }, usage: null, peaks }))).toEqual([
      "trunk 80.00",
      "trunk 18.00",
    ]);
  });

  it("events that are counted", () => {
    const payphone = {
      ...voip,
      kind: "event",
      id: "payphone",
      name: "Payphone",
      event: "payphoneCall",
      pricePerEvent: "0.494",
    };
    const asked = request({
      account: {},
      usage: null,
      plans: [{ id: "sip", description: "SIP.", currency: "USD", products: [payphone] }],
      events: [{ day: "2026-04-07", event: "payphoneCall", lineInformation: "27", calls: 3 }],
    });
    expect(lines(asked)).toEqual(["payphone 1.48"]);
  });

  it.each<[string, object, readonly string[]]>([
    ["an empty period", { period: { from: "2026-04-01", until: "2026-04-01" } }, ["DATES_REVERSED period"]],
    [
      "a location that is not there",
      {
        account: {
          telephoneNumbers: [{ number: "13125550100", location: "x", product: "did", from: "2026-01-01" }],
        },
      },
      ["REFERENCE_UNKNOWN account.telephoneNumbers[0].location"],
    ],
    [
      "usage of a product that is not sold",
      { usage: [{ product: "gone", charge: "1" }] },
      ["PRODUCT_NOT_IN_PLAN "],
    ],
    ["an unknown field", { account: { colour: "red" } }, ["UNKNOWN_FIELD account.colour"]],
    ["no plan", { plans: [] }, ["INVALID_DOCUMENT plans"]],
    [
      "a period without end",
      { period: { from: "2026-04-01", until: "9999-12-31" } },
      ["INVALID_DOCUMENT period.until", "INVALID_DOCUMENT period"],
    ],
    [
      "a period of a century",
      { period: { from: "2026-04-01", until: "2126-04-01" } },
      ["INVALID_DOCUMENT period"],
    ],
    [
      "a period before clocks were alike",
      { account: { zone: "America/Chicago" }, period: { from: "1850-04-01", until: "1850-05-01" } },
      ["INVALID_DOCUMENT period.from"],
    ],
    [
      "a peak of another trunk group, at another time",
      { account: {}, peaks: [{ trunkGroup: "gone", measured: 1, at: "2026-05-01T00:00:00Z" }] },
      ["REFERENCE_UNKNOWN peaks[0].trunkGroup", "DATE_OUT_OF_PERIOD peaks[0].at"],
    ],
    [
      "an event of another month",
      { account: {}, usage: null, events: [{ day: "2026-05-01", event: "cnamDip", calls: 1 }] },
      ["DATE_OUT_OF_PERIOD events[0].day"],
    ],
  ])("refuses %s", (_, changes, expected) => {
    expect(problemsOf("due", request(changes)).map((told) => told.replace("undefined", ""))).toEqual(
      expected,
    );
  });
});
