import { LegalEntity } from "@tollwright/inventory";

export const address = { lines: ["1 Main St"], city: "Meridian", state: "ZZ", postalCode: "00001" };

/** A company in the invented state ZZ; `facts` go over its own. */
export function zenith(facts: object = {}): LegalEntity {
  return LegalEntity.parse({
    id: "zenith",
    legalName: "Zenith",
    tradeName: "Zenith",
    address,
    questionsPhone: "1",
    questionsEmail: "a@zenith.example",
    remitTo: { name: "Zenith", address },
    zone: "America/Chicago",
    currency: "USD",
    form499FilerId: null,
    invoiceSeries: "ZT",
    terms: { dueDays: 30, text: "30 days" },
    interstate: [],
    ...facts,
  });
}
