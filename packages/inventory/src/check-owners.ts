import type { Account } from "./account.ts";
import { finding, type InventoryFinding } from "./finding.ts";
import {
  codesOf,
  type HeldNumbers,
  type HeldTrunkName,
  heldNumbers,
  heldTrunkNames,
} from "./held-numbers.ts";
import { shareADay } from "./share-a-day.ts";

/** Numbers, trunk names and account codes that two own at the same time: a call must never have a choice of payer. */
export function checkOwners(accounts: readonly Account[]): readonly InventoryFinding[] {
  return [
    ...numbersOfTwo(accounts.flatMap(heldNumbers)),
    ...trunkNamesOfTwo(accounts.flatMap(heldTrunkNames)),
    ...codesOfTwo(accounts),
  ];
}

/** In order of the first number, only blocks that have not ended before can overlap the next one. */
function numbersOfTwo(held: readonly HeldNumbers[]): InventoryFinding[] {
  const findings: InventoryFinding[] = [];
  let open: readonly HeldNumbers[] = [];
  for (const entry of held.toSorted((left, right) => left.first - right.first)) {
    open = open.filter((earlier) => earlier.last >= entry.first);
    const other = open.find((earlier) => shareADay(earlier.dates, entry.dates));
    if (other !== undefined) findings.push(numberOfTwo(entry, other));
    open = [...open, entry];
  }
  return findings;
}

function numberOfTwo({ account, path, first }: HeldNumbers, other: HeldNumbers): InventoryFinding {
  const whose = other.account.id === account.id ? "another entry of it" : `account ${other.account.id}`;
  const message = `number ${first} belongs to ${whose} on the same day`;
  return finding({ account: account.id, path, code: "NUMBER_TWO_OWNERS", message });
}

function trunkNamesOfTwo(held: readonly HeldTrunkName[]): InventoryFinding[] {
  const byName = Map.groupBy(held, (entry) => `${entry.source} ${entry.name}`);
  return [...byName.values()].flatMap((entries) =>
    entries.flatMap((entry, index) => {
      const other = entries.slice(0, index).find((earlier) => shareADay(earlier.dates, entry.dates));
      if (other === undefined) return [];
      const message = `trunk name ${entry.name} of source ${entry.source} is ${other.account.id}/${other.group} on the same day`;
      return [finding({ account: entry.account.id, path: entry.path, code: "TRUNK_NAME_TWICE", message })];
    }),
  );
}

function codesOfTwo(accounts: readonly Account[]): InventoryFinding[] {
  const owners = new Map<string, string>();
  return accounts.flatMap((account) =>
    codesOf(account).flatMap((code) => {
      const owner = owners.get(code);
      if (owner === undefined) owners.set(code, account.id);
      if (owner === undefined) return [];
      const message = `account code ${code} means account ${owner} as well`;
      return [finding({ account: account.id, path: ["accountCodes"], code: "ACCOUNT_CODE_TWICE", message })];
    }),
  );
}
