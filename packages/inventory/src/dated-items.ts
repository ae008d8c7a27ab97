import { addDays, type OpenPeriod } from "@tollwright/calendar";
import type { Account } from "./account.ts";
import type { PortOrder } from "./port-order.ts";

/** One thing that an account has, with the path of its entry: `trunkGroups[0].channels[1]`. */
export type DatedItem = {
  readonly path: readonly (string | number)[];
  /** Null: the entry stands on a day of its own, or is always in force. */
  readonly dates: OpenPeriod | null;
  readonly id: string | null;
  readonly location: string | null;
  /** The product that bills it, and what the product must be. */
  readonly product: { readonly id: string; readonly bills: Billable; readonly field: string } | null;
};

/** What a product can be asked to bill, by the entry that names it. */
export type Billable =
  | "telephoneNumber"
  | "tollFreeNumber"
  | "channels"
  | "e911Record"
  | "portOrder"
  | "subscription"
  | "oneTime"
  | "respOrgNumber"
  | "cnamListing"
  | "directoryListing"
  | "movedNumber"
  | "discount"
  | "commitment"
  | "credit"
  | "lateFee"
  | "terminationFee";

/** Every entry of an account's inventory in one list, in the order of the document. */
export function datedItems(account: Account): readonly DatedItem[] {
  return [
    ...held(account.locations, "locations", (entry) => ({ id: entry.id, dates: entry })),
    ...held(account.telephoneNumbers, "telephoneNumbers", billed("telephoneNumber")),
    ...held(account.tollFreeNumbers, "tollFreeNumbers", billed("tollFreeNumber")),
    ...held(account.tollFreeNumbers, "tollFreeNumbers", (entry) =>
      entry.respOrgProduct === null ? null : respOrg(entry, entry.respOrgProduct),
    ),
    ...held(account.trunkGroups, "trunkGroups", billed("channels")),
    ...held(account.e911Records, "e911Records", billed("e911Record")),
    ...held(account.portOrders, "portOrders", (entry) => ({
      ...billed("portOrder")(entry),
      dates: daysOf(entry),
    })),
    ...held(account.subscriptions, "subscriptions", billed("subscription")),
    ...held(account.oneTimeCharges, "oneTimeCharges", (entry) => ({
      ...billed("oneTime")(entry),
      dates: dayOf(entry.on),
    })),
    ...held(account.cnamListings, "cnamListings", billed("cnamListing")),
    ...held(account.directoryListings, "directoryListings", billed("directoryListing")),
    ...held(account.rateCentreMoves, "rateCentreMoves", (entry) => ({
      ...billed("movedNumber")(entry),
      dates: dayOf(entry.on),
    })),
    ...held(account.suspensions, "suspensions", ({ id, location, from, until }) => ({
      ...{ id, location, dates: { from, until } },
    })),
    ...held(account.discounts, "discounts", billed("discount")),
    ...held(account.commitments, "commitments", billed("commitment")),
    ...held(account.credits, "credits", (entry) => ({ ...billed("credit")(entry), dates: dayOf(entry.on) })),
    ...held(account.lateFees, "lateFees", (entry) => ({
      ...billed("lateFee")(entry),
      dates: dayOf(entry.on),
    })),
    ...held(account.contracts, "contracts", (entry) => ({
      ...billed("terminationFee")(entry),
      dates: entry.terminatedOn === null ? null : dayOf(entry.terminatedOn),
    })),
  ];
}

type Facts = Partial<Omit<DatedItem, "path">>;

/** Facts null: that entry makes no item. */
function held<T>(entries: readonly T[], name: string, factsOf: (entry: T) => Facts | null): DatedItem[] {
  return entries.flatMap((entry, index) => {
    const facts = factsOf(entry);
    if (facts === null) return [];
    return [{ dates: null, id: null, location: null, product: null, ...facts, path: [name, index] }];
  });
}

type Billed = {
  readonly id?: string;
  readonly location: string | null;
  readonly product: string | null;
} & Partial<OpenPeriod>;

function billed(bills: Billable): (entry: Billed) => Facts {
  return ({ id, location, product, from, until }) => ({
    id: id ?? null,
    location,
    product: product === null ? null : { id: product, bills, field: "product" },
    dates: from === undefined ? null : { from, until: until ?? null },
  });
}

/** The second product of a toll-free number. */
function respOrg(entry: Billed, product: string): Facts {
  const facts = billed("respOrgNumber")({ ...entry, product });
  return { ...facts, product: { id: product, bills: "respOrgNumber", field: "respOrgProduct" } };
}

/** An order is billed on the days of its events, by the plan of each. */
function daysOf({ events, completedOn }: PortOrder): OpenPeriod | null {
  const days = [...events.map(({ on }) => on), ...(completedOn === null ? [] : [completedOn])].sort();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? null : { from: first, until: addDays(last, 1) };
}

/** What happens on one day is billed by the plan of that day. */
function dayOf(day: OpenPeriod["from"]): OpenPeriod {
  return { from: day, until: addDays(day, 1) };
}
