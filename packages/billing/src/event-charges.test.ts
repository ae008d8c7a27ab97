import { monthPeriod } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { PricePlan } from "@tollwright/rate-card";
import { expect, it } from "vitest";
import { dueCharges } from "./due-charges.ts";
import { type EventCount, eventsSold } from "./event-charges.ts";

const product = { kind: "event", serviceClass: "tollFree", portion: "mixed" };
const e911 = {
  ...{ kind: "recurring", serviceClass: "voip", portion: "mixed", proration: "calendarDay" },
  ...{ id: "e911", name: "E911", unit: "e911Record", pricePerMonth: "0" },
};
const plan = PricePlan.parse({
  id: "sip",
  description: "SIP trunking.",
  currency: "USD",
  products: [
    e911,
    { ...product, id: "payphone", name: "Payphone surcharge", event: "payphoneCall", pricePerEvent: "0.494" },
    { ...product, id: "dip", name: "Toll-free look-up", event: "tollFreeDip", pricePerEvent: "0.0002" },
    { ...product, id: "cnam", name: "Caller name", event: "cnamDip", pricePerEvent: "0.006" },
    {
      ...product,
      id: "no-911",
      name: "Unregistered 911 call",
      event: "unprovisionedEmergencyCall",
      pricePerEvent: "100",
    },
  ],
});
const wide = PricePlan.parse({
  ...plan,
  id: "wide",
  products: [e911, { ...plan.products[1], pricePerEvent: "0.60", lineInformation: ["07", "27"] }],
});

const address = { lines: ["1 Example Way"], city: "Springfield", state: "ZZ", postalCode: "00001" };
const location = { name: "Office", address, place: { state: "ZZ" }, from: "2025-01-01" };
const account = Account.parse({
  id: "acme",
  name: "Acme",
  legalEntity: "lake",
  billingAddress: address,
  zone: "America/Chicago",
  plans: [
    { plan: "sip", from: "2025-01-01", until: "2026-04-16" },
    { plan: "wide", from: "2026-04-16" },
  ],
  locations: [
    { ...location, id: "hq" },
    { ...location, id: "lab" },
  ],
  e911Records: [
    { number: "13125550142", location: "hq", product: "e911", from: "2025-01-01", until: "2026-04-10" },
  ],
  defaultLocation: "hq",
});

const count = (event: EventCount["event"], day: string, facts: Partial<EventCount> = {}) =>
  ({
    account: "acme",
    location: "hq",
    day: `2026-04-${day}`,
    event,
    lineInformation: null,
    number: null,
    calls: 1,
    ...facts,
  }) as EventCount;

function lines(events: readonly EventCount[]) {
  const input = {
    account,
    plans: [plan, wide],
    period: monthPeriod("2026-04"),
    usage: [],
    peaks: [],
    events,
  };
  const { charges, problems } = dueCharges(input);
  expect(problems).toEqual([]);
  return charges.filter(({ section }) => section === "usage");
}

it.each([
  ["none", [], []],
  // 3 × 0.494 = 1.482
  [
    "by day and line",
    [
      count("payphoneCall", "02", { lineInformation: "27" }),
      count("payphoneCall", "15", { lineInformation: "70", calls: 2 }),
    ],
    ["payphone hq 3 × 0.494 = 1.48"],
  ],
  [
    "lines that are no payphone",
    [
      count("payphoneCall", "02", { lineInformation: "00" }),
      count("payphoneCall", "02", { lineInformation: "07" }),
    ],
    [],
  ],
  [
    "each plan's own lines and price",
    [
      count("payphoneCall", "15", { lineInformation: "27" }),
      count("payphoneCall", "16", { lineInformation: "07" }),
    ],
    ["payphone hq 1 × 0.494 = 0.49", "payphone hq 1 × 0.60 = 0.60"],
  ],
  [
    "the plan after the 16th sells no look-ups",
    [count("tollFreeDip", "15", { calls: 12_345 }), count("tollFreeDip", "16")],
    ["dip hq 12345 × 0.0002 = 2.47"],
  ],
  [
    "a line for each location",
    [count("cnamDip", "01", { calls: 100 }), count("cnamDip", "01", { calls: 50, location: "lab" })],
    ["cnam hq 100 × 0.006 = 0.60", "cnam lab 50 × 0.006 = 0.30"],
  ],
  ["911 from a number with a record", [count("emergencyCall", "09", { number: "13125550142" })], []],
  [
    "911 on the day that its record is gone",
    [count("emergencyCall", "10", { number: "13125550142" })],
    ["no-911 hq 1 × 100 = 100.00"],
  ],
  [
    "911 from a number that never had one, and from none",
    [count("emergencyCall", "09", { number: "13125550143" }), count("emergencyCall", "09")],
    ["no-911 hq 2 × 100 = 200.00"],
  ],
])("%s", (_, events, expected) => {
  const found = lines(events).map(
    ({ product: id, location: place, quantity, unitPrice, amount }) =>
      `${id} ${place} ${quantity} × ${unitPrice} = ${amount}`,
  );
  expect(found).toEqual(expected);
});

it("a line says what was counted", () => {
  const payphones = [
    count("payphoneCall", "03", { lineInformation: "70", calls: 2 }),
    count("payphoneCall", "02", { lineInformation: "27" }),
  ];
  expect(lines(payphones)[0]?.explanation).toEqual([
    "answered calls received on toll-free numbers, by line information: 27: 1, 70: 2",
    "3 payphone calls × 0.494 = 1.482, half-up to cents 1.48",
  ]);
  expect(lines([count("emergencyCall", "11", { number: "13125550142" })])[0]?.explanation).toEqual([
    "1 to 911 from 13125550142, without an E911 record on 2026-04-11",
    "1 call × 100 = 100.00",
  ]);
});

it("the store is asked for what the account's plans sell", () => {
  expect(eventsSold(account, [plan, wide])).toEqual([
    "payphoneCall",
    "tollFreeDip",
    "cnamDip",
    "emergencyCall",
  ]);
  expect(eventsSold(account, [{ ...plan, id: "other" }])).toEqual([]);
});
