import { Account } from "@tollwright/inventory";

export const TRUNK_ZONE = "America/Chicago";

/** Acme, with one trunk group `main` of product `trunk`, by what is committed from which day on. */
export function trunkAccount(
  committed: readonly (readonly [from: string, channels: number])[],
  plans: unknown,
): Account {
  const channels = committed.map(([from, count], index) => ({
    committed: count,
    from,
    until: committed[index + 1]?.[0] ?? null,
  }));
  return Account.parse({
    id: "acme",
    name: "Acme Clinics",
    legalEntity: "lake",
    billingAddress: { lines: ["1 Example Way"], city: "Springfield", state: "IL", postalCode: "62701" },
    zone: TRUNK_ZONE,
    plans,
    locations: [
      {
        id: "hq",
        name: "Headquarters",
        address: { lines: ["1 Example Way"], city: "Springfield", state: "IL", postalCode: "62701" },
        place: { state: "IL" },
        from: "2025-01-01",
      },
    ],
    trunkGroups: [
      {
        id: "main",
        location: "hq",
        product: "trunk",
        names: [{ source: "pbx", name: "acme" }],
        from: "2025-01-01",
        channels,
      },
    ],
    defaultLocation: "hq",
  });
}
