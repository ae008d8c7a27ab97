import type { OpenPeriod } from "@tollwright/calendar";
import type { Account } from "./account.ts";

/** A number, or a block of them, that an account has in some days. E.164 digits as whole numbers, both ends included. */
export type HeldNumbers = {
  readonly account: Account;
  readonly path: readonly (string | number)[];
  readonly first: number;
  readonly last: number;
  readonly location: string;
  readonly tollFree: boolean;
  readonly dates: OpenPeriod;
};

/** E.164 has at most 15 digits and no leading zero, so its digits are a whole number that a double holds exactly. */
export function heldNumbers(account: Account): readonly HeldNumbers[] {
  return [
    ...account.telephoneNumbers.map((entry, index) => {
      const first = Number(entry.number);
      const path = ["telephoneNumbers", index];
      return {
        account,
        path,
        first,
        last: first + entry.count - 1,
        location: entry.location,
        tollFree: false,
        dates: entry,
      };
    }),
    ...account.tollFreeNumbers.map((entry, index) => {
      const first = Number(entry.number);
      const path = ["tollFreeNumbers", index];
      return { account, path, first, last: first, location: entry.location, tollFree: true, dates: entry };
    }),
  ];
}

/** A name that a source's records carry for a trunk group. */
export type HeldTrunkName = {
  readonly account: Account;
  readonly path: readonly (string | number)[];
  readonly source: string;
  readonly name: string;
  readonly group: string;
  readonly location: string;
  readonly dates: OpenPeriod;
};

export function heldTrunkNames(account: Account): readonly HeldTrunkName[] {
  return account.trunkGroups.flatMap((group, index) =>
    group.names.map(({ source, name }, position) => ({
      account,
      path: ["trunkGroups", index, "names", position],
      source,
      name,
      group: group.id,
      location: group.location,
      dates: group,
    })),
  );
}

/** What switches may write for an account: its id and its account codes, each once. */
export function codesOf(account: Account): readonly string[] {
  return [...new Set([account.id, ...account.accountCodes])];
}
