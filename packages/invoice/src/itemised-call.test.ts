import { civilDate, parseInstant } from "@tollwright/calendar";
import type { Rating } from "@tollwright/rating";
import { describe, expect, it } from "vitest";
import { itemisedCall } from "./itemised-call.ts";

const rating: Rating = {
  callKey: "k1",
  keyDay: civilDate("2026-04-07"),
  side: "customer:origin",
  account: "elm",
  location: "main",
  ratedAt: parseInstant("2026-04-07T14:03:10Z")!,
  outcome: "rated",
  reason: "",
  callClass: "interstate",
  product: "ld",
  plan: "sip",
  fromE164: "13125550142",
  toE164: "12125550100",
  billedSeconds: 66,
  charge: "0.023100",
  ratePerMinute: "0.0210",
  connectFee: "0",
  prefix: "1212",
  destination: "New York",
  deck: "us",
  deckVersion: "h",
  deckRow: 2,
  attributedBy: "trunk elm",
  classifiedBy: "caller IL, called NY",
  terms: "6/6, halfUp 6, minimum 0",
};
const call = { from: "3125550142", to: "2125550100", billableMilliseconds: 61_500, callKey: "k1" };
const item = (facts: Partial<Rating> = {}, zone = "America/Chicago") =>
  itemisedCall({ call, rating: { ...rating, ...facts }, zone });

describe("itemisedCall", () => {
  it("shows the account's wall clock, the normalised numbers, list and billed charge", () => {
    expect(item()).toEqual({
      account: "elm",
      chargeKey: "elm/main/sip/ld/interstate",
      dateTime: "2026-04-07 09:03:10",
      zone: "America/Chicago",
      direction: "outbound",
      from: "13125550142",
      to: "12125550100",
      destination: "New York",
      callClass: "interstate",
      seconds: "61.5",
      billedSeconds: 66,
      poolSeconds: 0,
      ratePerMinute: "0.0210",
      listCharge: "0.023100",
      billedCharge: "0.023100",
      callKey: "k1",
    });
  });

  it.each([
    ["the side that received it is inbound", { side: "customer:destination" }, { direction: "inbound" }],
    [
      "a free call has no rate",
      { ratePerMinute: null, charge: "0" },
      { ratePerMinute: "", billedCharge: "0" },
    ],
    ["a number that is none stays as the switch wrote it", { fromE164: null }, { from: "3125550142" }],
  ] as const)("%s", (_, facts, expected) => {
    expect(item(facts)).toMatchObject(expected);
  });

  it("what pools and tiers gave it stands beside the list price", () => {
    const allocation = { billedCharge: "0.002100", drawnSeconds: 60 };
    expect(itemisedCall({ call, rating, zone: "UTC", allocation })).toMatchObject({
      billedSeconds: 66,
      poolSeconds: 60,
      listCharge: "0.023100",
      billedCharge: "0.002100",
    });
  });

  it("another zone shows another clock", () => {
    expect(item({}, "America/New_York")?.dateTime).toBe("2026-04-07 10:03:10");
  });

  it("a call that no product priced is on no line", () => {
    expect(item({ product: null, plan: null, callClass: "unanswered", outcome: "free" })).toBeNull();
  });
});
