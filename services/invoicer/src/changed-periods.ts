import type { AccountHead } from "@tollwright/inventory";
import {
  type Database,
  lateInputs,
  type RecordedPeriod,
  recordedPeriods,
  type VersionRef,
  versionRefs,
} from "@tollwright/postgres";
import { changeKey } from "./closing.ts";
import type { PayerOf } from "./company.ts";

/**
 * Which invoiced periods of which accounts have other inputs by now (books 12): ratings that came, went or were priced again,
 * calls on their trunks, completions, another version of the account or of one of its plans. Only these are computed again.
 */
export async function changedPeriods(known: {
  readonly database: Database;
  readonly payers: readonly PayerOf<AccountHead>[];
  /** The versions in force. */
  readonly refs: readonly VersionRef[];
  readonly batches: string;
}): Promise<ReadonlySet<string>> {
  const { database, payers } = known;
  const accounts = new Map(payers.flatMap(({ sites }) => sites.map((account) => [account.id, account])));
  const refs = new Map<string, Promise<readonly VersionRef[]>>();
  const changed = new Set<string>();
  for (const recorded of await recordedPeriods(database, [...accounts.keys()])) {
    if (recorded.isAdvance) continue;
    const own = recorded.accounts.flatMap((id) => accounts.get(id) ?? []);
    const versions = refs.get(recorded.versions) ?? versionRefs(database, recorded.versions);
    refs.set(recorded.versions, versions);
    const isOther = otherVersions(await versions, known.refs);
    const isLate = await lateness(known, recorded);
    for (const account of own)
      if (isOther(account) || isLate(account))
        changed.add(changeKey({ account: account.id, period: recorded.period }));
  }
  return changed;
}

/** Whether an account, or a plan that it is assigned, was another version then. */
function otherVersions(
  then: readonly VersionRef[],
  inForce: readonly VersionRef[],
): (account: AccountHead) => boolean {
  const nameOf = ({ kind, name }: Pick<VersionRef, "kind" | "name">): string => `${kind} ${name}`;
  const before = new Map(then.map((ref) => [nameOf(ref), ref.hash]));
  const now = new Map(inForce.map((ref) => [nameOf(ref), ref.hash]));
  const isOther = (kind: VersionRef["kind"], name: string): boolean =>
    before.get(nameOf({ kind, name })) !== now.get(nameOf({ kind, name }));
  return ({ id, plans }) => isOther("account", id) || plans.some(({ plan }) => isOther("plan", plan));
}

async function lateness(
  { database, batches }: { readonly database: Database; readonly batches: string },
  { accounts, from, until, batches: recorded }: RecordedPeriod,
): Promise<(account: AccountHead) => boolean> {
  if (recorded === batches) return () => false;
  const scope = { accounts, fromInstant: from, untilInstant: until, recorded, batches };
  const late = await lateInputs(database, scope);
  const ids = new Set(late.accounts);
  const trunks = new Set(late.trunks.map(({ source, name }) => `${source} ${name}`));
  return ({ id, trunkGroups }) =>
    ids.has(id) ||
    trunkGroups.some(({ names }) => names.some(({ source, name }) => trunks.has(`${source} ${name}`)));
}
