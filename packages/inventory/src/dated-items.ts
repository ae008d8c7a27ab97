import { addDays, type OpenPeriod } from "@tollwright/calendar";
import type { Account } from "./account.ts";

/** One thing that an account has, with the path of its entry: `trunkGroups[0].channels[1]`. */
export type DatedItem = {
  readonly path: readonly (string | number)[];
  /** Null: the entry stands on a day of its own, or is always in force. */
  readonly dates: OpenPeriod | null;
  readonly id: string | null;
  readonly location: string | null;
  /** The product that bills it, and what the product must be. */
  readonly product: { readonly id: string; readonly bills: Billable } | null;
};

/** What a product can be asked to bill, by the entry that names it. */
export type Billable =
  | "telephoneNumber"
  | "tollFreeNumber"
  | "channels"
  | "e911Record"
  | "portOrder"
  | "subscription"
  | "oneTime";

/** Every entry of an account's inventory in one list, in the order of the document. */
export function datedItems(account: Account): readonly DatedItem[] {
  return [
    ...held(account.locations, "locations", (entry) => ({ id: entry.id, dates: entry })),
    ...held(account.telephoneNumbers, "telephoneNumbers", billed("telephoneNumber")),
    ...held(account.tollFreeNumbers, "tollFreeNumbers", billed("tollFreeNumber")),
    ...held(account.trunkGroups, "trunkGroups", billed("channels")),
    ...held(account.e911Records, "e911Records", billed("e911Record")),
    ...held(account.portOrders, "portOrders", (entry) => ({
      ...billed("portOrder")(entry),
      dates: dayOf(entry.completedOn),
    })),
    ...held(account.subscriptions, "subscriptions", billed("subscription")),
    ...held(account.oneTimeCharges, "oneTimeCharges", (entry) => ({
      ...billed("oneTime")(entry),
      dates: dayOf(entry.on),
    })),
  ];
}

type Facts = Partial<Omit<DatedItem, "path">>;

function held<T>(entries: readonly T[], name: string, factsOf: (entry: T) => Facts): DatedItem[] {
  return entries.map((entry, index) => ({
    dates: null,
    id: null,
    location: null,
    product: null,
    ...factsOf(entry),
    path: [name, index],
  }));
}

type Billed = {
  readonly id?: string;
  readonly location: string;
  readonly product: string | null;
} & Partial<OpenPeriod>;

function billed(bills: Billable): (entry: Billed) => Facts {
  return ({ id, location, product, from, until }) => ({
    id: id ?? null,
    location,
    product: product === null ? null : { id: product, bills },
    dates: from === undefined ? null : { from, until: until ?? null },
  });
}

/** What happens on one day is billed by the plan of that day. */
function dayOf(day: OpenPeriod["from"]): OpenPeriod {
  return { from: day, until: addDays(day, 1) };
}
