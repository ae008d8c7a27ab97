import type { CivilDate, OpenPeriod } from "@tollwright/calendar";
import type { Account } from "./account.ts";
import { finding, type InventoryFinding } from "./finding.ts";
import type { PortOrder } from "./port-order.ts";
import { shareADay } from "./share-a-day.ts";

/** What is wrong with suspensions, commitments, orders, fees and contracts of one account. */
export function checkMoneyTerms(account: Account): readonly InventoryFinding[] {
  return [
    ...suspensionsDiffer(account),
    ...commitmentsDiffer(account),
    ...portEventsInOrder(account),
    ...daysInOrder(account),
  ];
}

type Path = readonly (string | number)[];

function suspensionsDiffer(account: Account): InventoryFinding[] {
  return pairs(account.suspensions).flatMap(({ entry, earlier, index }) => {
    const isSame =
      shareADay(entry, earlier) &&
      bothReach(entry.location, earlier.location) &&
      (entry.products === null ||
        earlier.products === null ||
        entry.products.some((product) => earlier.products?.includes(product)));
    if (!isSame) return [];
    const message = `suspensions ${earlier.id} and ${entry.id} reach the same thing on the same day`;
    return [found(account, ["suspensions", index], "DATES_OVERLAP", message)];
  });
}

function commitmentsDiffer(account: Account): InventoryFinding[] {
  return pairs(account.commitments).flatMap(({ entry, earlier, index }) => {
    if (entry.product !== earlier.product || entry.location !== earlier.location) return [];
    if (!shareADay(entry, earlier)) return [];
    const message = `commitments ${earlier.id} and ${entry.id} ask for the same minimum on the same day`;
    return [found(account, ["commitments", index], "DATES_OVERLAP", message)];
  });
}

/** Each entry with each one before it. */
function pairs<T extends OpenPeriod>(
  entries: readonly T[],
): readonly { readonly entry: T; readonly earlier: T; readonly index: number }[] {
  return entries.flatMap((entry, index) =>
    entries.slice(0, index).map((earlier) => ({ entry, earlier, index })),
  );
}

function bothReach(left: string | null, right: string | null): boolean {
  return left === null || right === null || left === right;
}

function portEventsInOrder(account: Account): InventoryFinding[] {
  return account.portOrders.flatMap((order, index) =>
    orderFaults(order).map((message) =>
      found(account, ["portOrders", index, "events"], "PORT_EVENTS", `port order ${order.id}: ${message}`),
    ),
  );
}

function orderFaults({ events, completedOn }: PortOrder): readonly string[] {
  const completions = events.filter(({ kind }) => kind === "completed");
  const ending = events.findIndex(({ kind }) => kind === "completed" || kind === "cancelled");
  const after = ending < 0 ? undefined : events[ending + 1];
  const backwards = events.find(({ on }, index) => index > 0 && on < (events[index - 1]?.on ?? on));
  return [
    ...(backwards === undefined ? [] : [`${backwards.kind} on ${backwards.on} stands after a later event`]),
    ...(after === undefined ? [] : [`${after.kind} comes after the order was ended`]),
    ...(completedOn !== null && completions.some(({ on }) => on !== completedOn)
      ? ["it was completed on two days"]
      : []),
  ];
}

function daysInOrder(account: Account): InventoryFinding[] {
  return [
    ...account.contracts.flatMap(({ from, terminatedOn }, index) =>
      reversed(account, ["contracts", index, "terminatedOn"], from, terminatedOn),
    ),
    ...account.lateFees.flatMap(({ dueOn, on }, index) =>
      reversed(account, ["lateFees", index, "on"], dueOn, on),
    ),
  ];
}

function reversed(
  account: Account,
  path: Path,
  first: CivilDate,
  second: CivilDate | null,
): InventoryFinding[] {
  if (second === null || first <= second) return [];
  return [found(account, path, "DATES_REVERSED", `${second} lies before ${first}`)];
}

function found(
  account: Account,
  path: Path,
  code: "DATES_OVERLAP" | "DATES_REVERSED" | "PORT_EVENTS",
  message: string,
): InventoryFinding {
  return finding({ account: account.id, path: [...path], code, message });
}
