import { compileExchangeTable } from "@tollwright/numbering";
import { PricePlan, RateDeck } from "@tollwright/rate-card";
import { expect, it } from "vitest";
import { address, zenith } from "../testing/zenith.ts";
import { quoteFromRequest } from "./quote-request.ts";

const voip = { serviceClass: "voip", portion: "mixed" };
const plan = PricePlan.parse({
  ...{ id: "sip", description: "SIP.", currency: "USD" },
  products: [
    {
      ...{ ...voip, kind: "usage", id: "ld", name: "Long distance", classes: ["interstate", "intrastate"] },
      price: { kind: "deck", deck: "companies" },
    },
  ],
});
const row = {
  ...{ destination: "", ratePerMinute: null, indeterminate: null, local: null, connectFee: "0" },
  ...{ initialSeconds: 6, incrementSeconds: 6, effectiveFrom: "2026-01-01", effectiveUntil: null },
  ...{ blocked: false, removed: false },
};
const deck = RateDeck.parse({
  ...{ id: "companies", description: "By company.", kind: "ocnLata", currency: "USD", delivery: "full" },
  ...{ effectiveFrom: "2026-01-01", zone: "UTC", minimumCharge: "0", zeroSeconds: "increment" },
  rounding: { mode: "halfUp", places: 6 },
  rows: [
    { ...row, prefix: "358F/358", interstate: "0.0100", intrastate: "0.0200", row: 2 },
    { ...row, prefix: "9206/", interstate: "0.0300", intrastate: "0.0400", row: 3 },
  ],
});
const { exchanges } = compileExchangeTable([
  { file: "exchanges.csv", text: "prefix,state,ocn,lata\n312555,IL,358F,358\n603555,NH,9206,122\n" },
]);

function quoted(destination: string, tables = true) {
  const supplies = {
    ...{ legalEntities: [zenith()], plans: [plan], decks: [{ hash: "d", deck }], levies: [], decisions: [] },
    ...(tables ? { numbering: { exchanges } } : {}),
  };
  const usage = [{ callClass: "interstate", destination, minutes: "100", averageSecondsPerCall: 60 }];
  const location = { id: "hq", name: "Office", address, place: { state: "ZZ", city: "Meridian" }, usage };
  const prospect = { name: "Elm", address };
  const found = quoteFromRequest(
    {
      legalEntity: zenith().id,
      plan: "sip",
      prospect,
      month: "2026-04",
      billDate: "2026-05-01",
      locations: [location],
    },
    supplies,
  );
  return found.ok
    ? found.value.charges.map(({ amount }) => amount)
    : found.problems.map(({ code, message }) => `${code}: ${message}`);
}

// 100 minutes are 100 calls of 60 s.
it.each([
  ["1312555", true, ["1.00"], "358F in LATA 358"],
  ["16035550100", true, ["3.00"], "9206 wherever it is"],
  [
    "1212555",
    true,
    [expect.stringMatching(/^NO_RATE.*no table of exchanges has it/)],
    "an exchange of no table",
  ],
  ["1312555", false, [expect.stringMatching(/^NO_RATE.*no table of exchanges has it/)], "no tables at all"],
])("a deck by company, towards %s, tables %s: %s (%s)", (destination, tables, expected) => {
  expect(quoted(destination, tables)).toEqual(expected);
});
