import type { Account } from "@tollwright/inventory";
import type { PlanSpan } from "./billing.ts";
import { emergencyHoldings } from "./emergency-holdings.ts";
import { type Holding, held } from "./holding.ts";

/** Everything in an account's inventory that names a recurring product. */
export function holdings(account: Account, planSpans: readonly PlanSpan[]): readonly Holding[] {
  const { telephoneNumbers, tollFreeNumbers, cnamListings, directoryListings, subscriptions } = account;
  return [
    ...telephoneNumbers.flatMap((entry) =>
      held(entry, { unit: "telephoneNumber", about: block(entry), count: entry.count }),
    ),
    ...tollFreeNumbers.flatMap((entry) => [
      ...held(entry, { unit: "tollFreeNumber", about: entry.number, count: 1 }),
      ...held(
        { ...entry, product: entry.respOrgProduct },
        { unit: "respOrgNumber", about: entry.number, count: 1 },
      ),
    ]),
    ...emergencyHoldings(account, planSpans),
    ...cnamListings.flatMap((entry) => held(entry, { unit: "cnamListing", about: entry.number, count: 1 })),
    ...directoryListings.flatMap((entry) =>
      held(entry, { unit: "directoryListing", about: `${entry.number} (${entry.listing})`, count: 1 }),
    ),
    ...subscriptions.flatMap((entry) =>
      held(entry, { unit: "subscription", about: entry.id, count: entry.quantity }),
    ),
  ];
}

function block(entry: { readonly number: string; readonly count: number }): string {
  return entry.count === 1
    ? entry.number
    : `${entry.number}-${BigInt(entry.number) + BigInt(entry.count - 1)}`;
}
