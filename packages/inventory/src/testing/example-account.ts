import type { z } from "zod";
import { Account } from "../account.ts";
import { LegalEntity } from "../legal-entity.ts";

const address = { lines: ["1 Example Street"], city: "Chicago", state: "IL", postalCode: "60601" };

/** A small account for examples and tests: one location `main` in Chicago, plan `basic` from 2026-01-01. */
export function exampleAccount(facts: Partial<z.input<typeof Account>> & { readonly id: string }): Account {
  return Account.parse({
    name: facts.id,
    legalEntity: "example-telecom",
    billingAddress: address,
    zone: "America/Chicago",
    plans: [{ plan: "basic", from: "2026-01-01" }],
    locations: [
      {
        id: "main",
        name: "Main",
        address,
        place: { state: "IL", county: "Cook", city: "Chicago" },
        from: "2026-01-01",
      },
    ],
    defaultLocation: "main",
    ...facts,
  });
}

export function exampleLegalEntity(facts: Partial<z.input<typeof LegalEntity>> = {}): LegalEntity {
  return LegalEntity.parse({
    id: "example-telecom",
    legalName: "Example Telecom LLC",
    tradeName: "Example Telecom",
    address,
    questionsPhone: "18005550100",
    questionsEmail: "billing@example.com",
    remitTo: { name: "Example Telecom", address },
    zone: "America/Chicago",
    currency: "USD",
    form499FilerId: null,
    invoiceSeries: "EX",
    terms: { dueDays: 30, text: "Net 30 days." },
    ...facts,
  });
}
