import type { Charge } from "@tollwright/billing";
import { civilDate } from "@tollwright/calendar";
import { Account } from "@tollwright/inventory";
import { expect, test } from "vitest";
import { taxedCharges } from "./taxed-charges.ts";
import { address } from "./testing/zenith.ts";

const level = (status: "found" | "undetermined", name: string | null) => ({
  status,
  name,
  code: null,
  confidence: "likely",
  method: "zip5",
  source: "an invented table",
  vintage: "2026",
  candidates: null,
  policy: null,
  because: "an invented reason",
});

function account(undetermined: readonly string[] | null): Account {
  const resolution =
    undetermined === null
      ? {}
      : {
          resolution: {
            levels: {
              state: level("found", "ZZ"),
              county: level("found", "Alpha"),
              city: level("undetermined", null),
              districts: { status: "undetermined", names: [], confidence: "ambiguous", because: "" },
            },
            undetermined,
            notes: [],
          },
        };
  const place = { state: "ZZ", county: "Alpha" };
  return Account.parse({
    id: "elm",
    name: "Elm",
    legalEntity: "zenith",
    billingAddress: address,
    zone: "UTC",
    plans: [{ plan: "sip", from: "2025-01-01" }],
    locations: [{ id: "main", name: "Main", address, place, ...resolution, from: "2025-01-01" }],
    defaultLocation: "main",
  });
}

const charge: Charge = {
  key: "elm/main/sip/did/1",
  account: "elm",
  location: "main",
  section: "recurring",
  chargeKind: "recurring",
  plan: "sip",
  product: "did",
  description: "Numbers",
  serviceClass: "voip",
  portion: "mixed",
  callClass: null,
  from: civilDate("2026-04-01"),
  until: civilDate("2026-05-01"),
  about: null,
  quantity: "1",
  unit: "number",
  unitPrice: "1",
  share: null,
  amount: "1.00",
  calls: null,
  billedSeconds: null,
  counts: {},
  explanation: [],
};

test.each([
  ["stored by somebody: no city means outside every city", null, undefined],
  ["resolved, every level but districts known", ["districts"], undefined],
  ["resolved, the city left open", ["city", "districts"], ["city"]],
  ["resolved, county and city left open", ["county", "city", "districts"], ["county", "city"]],
])("a place %s", (_, open, told) => {
  const [taxed] = taxedCharges(account(open), charge);
  expect(taxed?.place?.county).toBe("Alpha");
  expect(taxed?.place?.undetermined).toEqual(told);
});
