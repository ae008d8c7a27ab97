import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./processes.ts";

/** How the made calls name their customers. */
export const accountCode = (index: number): string => `bench-${String(index).padStart(5, "0")}`;

export type ManyAccounts = {
  readonly accounts: number;
  /** With all levies of the United States, at places of four states; else with none. */
  readonly isTaxed: boolean;
};

/**
 * A copy of the rate cards whose company has so many small customers, each with one number, two channels and a switch's account code.
 *
 * @returns its folder; the source of their calls is `bench-switch`.
 */
export function writeManyAccounts(folder: string, { accounts, isTaxed }: ManyAccounts): string {
  const copy = join(folder, `rate-cards-${accounts}${isTaxed ? "-taxed" : ""}`);
  cpSync(join(root, "rate-cards"), copy, { recursive: true });
  const company = join(copy, "companies/demo");
  if (!isTaxed) {
    for (const levies of [join(copy, "taxes"), join(company, "levies")]) rmSync(levies, { recursive: true });
    const entity = join(company, "legal-entities/prairie-voice.yaml");
    const [facts = ""] = readFileSync(entity, "utf8").split("elections:");
    writeFileSync(entity, facts);
  }
  writeFileSync(join(company, "sources/bench-switch.yaml"), SOURCE);
  mkdirSync(join(company, "accounts"), { recursive: true });
  for (let index = 0; index < accounts; index += 1) {
    const id = accountCode(index);
    writeFileSync(join(company, `accounts/${id}.yaml`), accountYaml(id, index));
  }
  return copy;
}

const PLACES = [
  ["Chicago", "IL", "60618", "Cook"],
  ["Los Angeles", "CA", "90012", "Los Angeles"],
  ["Kansas City", "MO", "64105", "Jackson"],
  ["Concord", "NH", "03301", "Merrimack"],
] as const;

const SOURCE = `id: bench-switch
description: The switch of the made customers; Master.csv with 21 columns.
format: asterisk-csv
zone: America/Chicago
attribution: [accountCode]
carrierTrunks: [PJSIP/carrier-chi-1]
`;

function accountYaml(id: string, index: number): string {
  const [city, state, postalCode, county] = PLACES[index % PLACES.length] ?? PLACES[0];
  const address = `{ lines: [18 Sample Court], city: ${city}, state: ${state}, postalCode: "${postalCode}" }`;
  const group = `{ id: main, location: office, product: sip-channel, from: 2025-03-01, names: [{ source: bench-switch, name: "${id}" }]`;
  return `id: ${id}
name: Customer ${index}
legalEntity: prairie-voice
billingAddress: ${address}
zone: America/Chicago
plans: [{ plan: business-sip, from: 2025-03-01 }]
locations:
  - { id: office, name: Office, address: ${address}, place: { state: ${state}, county: ${county}, city: ${city} }, from: 2025-03-01 }
defaultLocation: office
telephoneNumbers: [{ number: "1773${String(2_000_000 + index)}", location: office, product: did, from: 2025-03-01 }]
trunkGroups:
  - ${group}, channels: [{ committed: 2, from: 2025-03-01 }] }
`;
}
