import type { AccountOf, AccountSums, SetAside, SumsReading } from "@tollwright/cdr";
import { ownText } from "../own-text.ts";

type AsideTally = { readonly first: SetAside; records: number };

/** Sums over a stretch of a file. It grows with account codes and reasons, not with records. */
export type Tally = {
  records: number;
  recordsWithExtraColumns: number;
  /** By the account code that the switch wrote; `""` where it wrote none. */
  readonly accounts: Map<string, AccountSums>;
  /** By bucket and reason. */
  readonly setAside: Map<string, AsideTally>;
};

export function emptyTally(): Tally {
  return { records: 0, recordsWithExtraColumns: 0, accounts: new Map(), setAside: new Map() };
}

/** Calls are in the sums already; pieces of calls are left to the caller: they count once they are joined. */
export function addReading(tally: Tally, reading: SumsReading): void {
  tally.records += reading.records;
  tally.recordsWithExtraColumns += reading.recordsWithExtraColumns;
  for (const record of reading.setAside) addAside(tally, record, 1);
}

/** Where calls are added up. */
export function accountsOf({ accounts }: Tally): AccountOf {
  return (code) => accountOf(accounts, code);
}

/** @param first The first of so many records set aside for one reason. */
export function addAside({ setAside }: Tally, first: SetAside, records: number): void {
  const key = `${first.bucket} ${first.reason}`;
  const known = setAside.get(key);
  if (known === undefined)
    setAside.set(ownText(key), { first: { ...first, message: ownText(first.message) }, records });
  else known.records += records;
}

/** `later` stands behind what `tally` holds: of records set aside the first stays the first. */
export function addTally(tally: Tally, later: Tally): void {
  tally.records += later.records;
  tally.recordsWithExtraColumns += later.recordsWithExtraColumns;
  for (const [code, { calls, answered, milliseconds }] of later.accounts) {
    const account = accountOf(tally.accounts, code);
    account.calls += calls;
    account.answered += answered;
    account.milliseconds += milliseconds;
  }
  for (const { first, records } of later.setAside.values()) addAside(tally, first, records);
}

function accountOf(accounts: Map<string, AccountSums>, code: string): AccountSums {
  const known = accounts.get(code);
  if (known !== undefined) return known;
  const account = { calls: 0, answered: 0, milliseconds: 0 };
  accounts.set(ownText(code), account);
  return account;
}
