import { type Instant, type OpenPeriod, startOfDay } from "@tollwright/calendar";
import type { Account } from "./account.ts";
import { codesOf, type HeldTrunkName, heldNumbers, heldTrunkNames } from "./held-numbers.ts";
import { compileNumberIndex } from "./number-index.ts";

/** Whose it was at an instant, where it was used, and what said so. */
export type Owner = {
  readonly account: Account;
  readonly location: string;
  readonly by: "number" | "trunk" | "accountCode";
  /** For people: `number 13125550142`, `trunk acme-chi`, `accountCode acme`. */
  readonly matched: string;
  /** True where a toll-free number of the account matched. */
  readonly tollFree: boolean;
};

/** Who owned what, when. Days are days in the owner's own zone. */
export type Ownership = {
  readonly ownerOfNumber: (e164: string, at: Instant) => Owner | null;
  /** @param source Trunk names are unique within a source. */
  readonly ownerOfTrunk: (source: string, name: string, at: Instant) => Owner | null;
  readonly ownerOfAccountCode: (code: string, at: Instant) => Owner | null;
};

/** An answer, from `from` until `until`: the first instants of its days. */
type OwnedSpan = { readonly owner: Owner; readonly from: number; readonly until: number };

/**
 * Makes the inventory of all accounts fast to ask.
 *
 * @param accounts Checked together by `checkInventory`, so nothing has two owners at one instant.
 * @example a number of A (New York) until 2026-04-10 and of B (New York) from then on: a call at 03:59Z on the 10th is A's, at 04:00Z B's.
 */
export function compileOwnership(accounts: readonly Account[]): Ownership {
  const numbers = compileNumberIndex(
    accounts.flatMap(heldNumbers).map(({ account, first, last, location, tollFree, dates }) => ({
      first,
      last,
      span: spanOf({ account, location, by: "number", matched: "", tollFree }, dates),
    })),
  );
  // By source, then by name: a key of both would be put together anew for every call.
  const trunks = new Map(
    [...Map.groupBy(accounts.flatMap(heldTrunkNames), ({ source }) => source)].map(
      ([source, held]) => [source, spansByKey(held.map(trunkSpan))] as const,
    ),
  );
  const codes = spansByKey(
    accounts.flatMap((account) => codesOf(account).map((code) => [code, spanOfCode(account, code)] as const)),
  );
  return {
    ownerOfNumber: (e164, at) => ownerOfNumber(spanAt(numbers.find(Number(e164)), at), e164),
    ownerOfTrunk: (source, name, at) => spanAt(trunks.get(source)?.get(name), at)?.owner ?? null,
    ownerOfAccountCode: (code, at) => spanAt(codes.get(code), at)?.owner ?? null,
  };
}

function trunkSpan({ account, name, location, dates }: HeldTrunkName): readonly [string, OwnedSpan] {
  const owner = { account, location, by: "trunk", matched: `trunk ${name}`, tollFree: false } as const;
  return [name, spanOf(owner, dates)];
}

function spanOf(owner: Owner, dates: OpenPeriod): OwnedSpan {
  const { zone } = owner.account;
  return {
    owner,
    from: startOfDay(dates.from, zone),
    until: dates.until === null ? Number.POSITIVE_INFINITY : startOfDay(dates.until, zone),
  };
}

/** An account code has no dates: it is the account's for as long as the account is. */
function spanOfCode(account: Account, code: string): OwnedSpan {
  const matched = `accountCode ${code}`;
  const owner = {
    account,
    location: account.defaultLocation,
    by: "accountCode",
    matched,
    tollFree: false,
  } as const;
  return { owner, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
}

function spansByKey(
  entries: readonly (readonly [string, OwnedSpan])[],
): ReadonlyMap<string, readonly OwnedSpan[]> {
  const spans = new Map<string, OwnedSpan[]>();
  for (const [key, span] of entries) {
    const list = spans.get(key);
    if (list === undefined) spans.set(key, [span]);
    else list.push(span);
  }
  return spans;
}

function spanAt(spans: readonly OwnedSpan[] | undefined, at: Instant): OwnedSpan | null {
  if (spans === undefined) return null;
  for (const span of spans) if (span.from <= at && at < span.until) return span;
  return null;
}

/** A block has one entry for all its numbers, so the number is named when it is asked for. */
function ownerOfNumber(span: OwnedSpan | null, e164: string): Owner | null {
  if (span === null) return null;
  const { account, location, by, tollFree } = span.owner;
  return { account, location, by, matched: `number ${e164}`, tollFree };
}
