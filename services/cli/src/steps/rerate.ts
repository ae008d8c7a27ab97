import { type Instant, instantText, monthPeriod, startOfDay } from "@tollwright/calendar";
import type { Account } from "@tollwright/inventory";
import {
  type CallPlace,
  confirmGroup,
  draftRatings,
  endRerating,
  openRerating,
  type RatedCallFilter,
  type Rerating,
  type ReratingGroup,
  ratedCalls,
  reratingGroups,
} from "@tollwright/postgres";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { Context } from "../context.ts";
import { ratedAgain } from "./rated-again.ts";
import { rulesInForce } from "./rules-in-force.ts";

export type RerateOptions = {
  readonly period: string | null;
  readonly account: string | null;
  readonly deck: string | null;
  readonly knownAt: Instant | null;
};

/** Calls of one page. */
const MAX_CALLS = 5_000;

/**
 * Rates calls again by the three pure steps (books 6) and keeps what comes out otherwise as drafts: nothing that bills changes
 * before somebody confirms it (books 7). Calls that were suspended at rating are recycled, not rated again.
 *
 * Problems: ACCOUNT_UNKNOWN; RERATING_OPEN is thrown.
 */
export async function rerate(context: Context, options: RerateOptions): Promise<Result<Rerating>> {
  const { database, clock, output } = context;
  const now = await rulesInForce(database);
  const priced = options.knownAt === null ? now : await rulesInForce(database, options.knownAt);
  const accounts = now.accounts.filter(({ id }) => options.account === null || id === options.account);
  if (accounts.length === 0) return fail(accountUnknown(options.account));
  const { period, account, deck, knownAt } = options;
  const scope = { period, account, deck, knownAt: knownAt === null ? null : instantText(knownAt) };
  const at = clock();
  const id = await openRerating(database, { scope, setHash: priced.versionSet, at });
  let lookedAt = 0;
  try {
    for (const filter of filtersOf(accounts, options)) {
      let after: CallPlace | null = null;
      for (;;) {
        const page = await ratedCalls(database, { filter, after, limit: MAX_CALLS });
        const last = page.at(-1);
        if (last === undefined) break;
        const calls = page.flatMap((rated) => ratedAgain(rated, priced) ?? []);
        await draftRatings(database, { rerating: id, lookedAt: page.length, calls });
        after = last.call;
        lookedAt += page.length;
        output.update(`${lookedAt} calls rated again`);
      }
    }
  } catch (error) {
    // Half a draft says nothing: it goes, and the cause is told.
    await endRerating(database, { id, status: "discarded", by: "the re-rating itself, which failed", at });
    throw error;
  }
  return ok({ id, scope, setHash: priced.versionSet, lookedAt, at });
}

/** A month is that of each zone; without one, all accounts are asked for together. */
function filtersOf(
  accounts: readonly Account[],
  { period, deck }: Pick<RerateOptions, "period" | "deck">,
): readonly RatedCallFilter[] {
  if (period === null)
    return [{ accounts: accounts.map(({ id }) => id), fromInstant: null, untilInstant: null, deck }];
  const { from, until } = monthPeriod(period);
  return [...Map.groupBy(accounts, ({ zone }) => zone)].map(([zone, group]) => ({
    accounts: group.map(({ id }) => id),
    fromInstant: startOfDay(from, zone),
    untilInstant: startOfDay(until, zone),
    deck,
  }));
}

export type Confirmed = ReratingGroup & { readonly calls: number; readonly overtaken: number };

/**
 * Puts the drafts in force, one transaction an account and month (books 7). Interrupted, it goes on with what is left.
 *
 * Problems: RERATING_PAST; RERATING_STALE where other versions came into force meanwhile.
 */
export async function confirmRerating(
  { database, clock }: Context,
  { rerating, by }: { readonly rerating: Rerating; readonly by: string },
): Promise<Result<readonly Confirmed[]>> {
  const { id, scope, setHash } = rerating;
  if (scope.knownAt !== null)
    return fail(problem({ code: "RERATING_PAST", message: `it was priced as known at ${scope.knownAt}` }));
  const confirmed: Confirmed[] = [];
  for (const group of await reratingGroups(database, id)) {
    const outcome = await confirmGroup(database, { ...group, rerating: id, setHash, at: clock() });
    if (outcome.kind === "staleVersions")
      return fail(
        problem({
          code: "RERATING_STALE",
          message: `versions were put in force or withdrawn since; ${confirmed.length} accounts and months were confirmed before`,
        }),
      );
    confirmed.push({ ...group, calls: outcome.calls, overtaken: outcome.overtaken });
  }
  await endRerating(database, { id, status: "confirmed", by, at: clock() });
  return ok(confirmed);
}

function accountUnknown(account: string | null) {
  return problem({
    code: "ACCOUNT_UNKNOWN",
    message: account === null ? "no account is in force" : `no account ${account} is in force`,
  });
}
