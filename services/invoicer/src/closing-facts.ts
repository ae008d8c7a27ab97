import {
  type ChannelInterval,
  type ClosingScope,
  callsWithoutTrunk,
  channelIntervals,
  type Database,
  type EventSum,
  eventCounts,
  periodTrunks,
  periodUsage,
  readSums,
  type TrunkCalls,
  type UsageSum,
  usageLines,
} from "@tollwright/postgres";
import type { CallsBySource } from "./calls-without-trunk.ts";
import type { Payer } from "./company.ts";
import { type ClosedWindow, measuredTrunks } from "./period-windows.ts";

/** Calls of a source's trunk, position by position. */
type CallColumns = Pick<TrunkCalls, "source" | "seizedAt" | "answeredAt" | "releasedAt">;

/** What a close asks the store of an account's period. */
export type ClosingFacts = {
  readonly usageLines: (scope: ClosingScope) => Promise<readonly UsageSum[]>;
  readonly eventCounts: (scope: Parameters<typeof eventCounts>[1]) => Promise<readonly EventSum[]>;
  readonly trunkCalls: (scope: Parameters<typeof channelIntervals>[1]) => Promise<readonly CallColumns[]>;
  readonly callsWithoutTrunk: (
    scope: Parameters<typeof callsWithoutTrunk>[1],
  ) => Promise<ReadonlyMap<string, number>>;
};

/**
 * What a close has of the period that it closes, out of the sums of days, for a range of accounts; what it asks of earlier periods, the
 * store is asked for all of the range together.
 */
export async function factsOfRange(
  run: {
    readonly database: Database;
    readonly batches: string;
    readonly callsWithoutTrunk: CallsBySource;
    readonly countsFromAnswers: boolean;
  },
  range: {
    readonly closing: bigint;
    readonly payers: readonly Payer[];
    readonly windows: readonly ClosedWindow[];
  },
): Promise<ClosingFacts> {
  const { database, batches } = run;
  const { closing, payers, windows } = range;
  const others = factsTogether(database, payers);
  const ofAccount = new Map(windows.map((window) => [window.account, window]));
  const isOwn = (scope: ClosingScope): boolean =>
    scope.batches === batches &&
    scope.accounts.every((account) => {
      const window = ofAccount.get(account);
      return window?.isOrdered === false && isSame(window, scope);
    });
  const { names, sources } = measuredTrunks(windows);
  const summed = windows.filter(({ isOrdered }) => !isOrdered);
  const { sums, trunks, without } = await readSums(database, closing, async (snapshot) => ({
    sums: await periodUsage(snapshot, { closing, windows: summed }),
    trunks: await periodTrunks(snapshot, { names, withAnswers: run.countsFromAnswers }),
    without: await run.callsWithoutTrunk(snapshot, sources),
  }));
  const usage = byAccount(sums);
  const uses = Map.groupBy(trunks, trunkKey);
  const passed = new Set([...names, ...sources].map(passedKey));
  const isPassed = (scope: Instants, asked: readonly Asked[]): boolean =>
    scope.batches === batches &&
    asked.every((one) =>
      passed.has(passedKey({ ...one, from: scope.fromInstant, until: scope.untilInstant })),
    );
  return {
    ...others,
    usageLines: async (scope) => (isOwn(scope) ? ofAccounts(scope, usage) : others.usageLines(scope)),
    async trunkCalls(scope) {
      if (!isPassed(scope, scope.names)) return others.trunkCalls(scope);
      const own = new Set(scope.names.map(trunkKey));
      return [...own].flatMap((key) => (uses.get(key) ?? []).filter((use) => isSame(use, scope)));
    },
    async callsWithoutTrunk(scope) {
      const asked = scope.sources.map((source) => ({ source }));
      if (!isPassed(scope, asked)) return others.callsWithoutTrunk(scope);
      const own = without.filter((one) => scope.sources.includes(one.source) && isSame(one, scope));
      return new Map(own.map(({ source, calls }) => [source, calls]));
    },
  };
}

function inColumns(calls: readonly ChannelInterval[]): readonly CallColumns[] {
  return [...Map.groupBy(calls, ({ source }) => source)].map(([source, own]) => ({
    source,
    seizedAt: Float64Array.from(own, ({ seizedAt }) => seizedAt),
    answeredAt: Float64Array.from(own, ({ answeredAt }) => answeredAt ?? Number.NaN),
    releasedAt: Float64Array.from(own, ({ releasedAt }) => releasedAt ?? Number.NaN),
  }));
}

type Instants = Omit<ClosingScope, "accounts">;
type Asked = { readonly source: string; readonly name?: string };

function passedKey(one: Asked & Pick<ClosedWindow, "from" | "until">): string {
  const { source, name, from, until } = one;
  return `${from} ${until} ${name === undefined ? `source ${source}` : `trunk ${trunkKey({ source, name })}`}`;
}

function isSame(window: Pick<ClosedWindow, "from" | "until">, scope: Instants): boolean {
  return window.from === scope.fromInstant && window.until === scope.untilInstant;
}

/**
 * Asks once for all of some accounts where one of them is asked for: a question costs about as much for a hundred accounts as for
 * one. What is known of them is kept as long as this is, so they should not be too many.
 */
function factsTogether(database: Database, payers: readonly Payer[]): ClosingFacts {
  const accounts = payers.flatMap(({ sites }) => sites);
  const ids = new Set(accounts.map(({ id }) => id));
  const names = accounts.flatMap(({ trunkGroups }) => trunkGroups.flatMap((group) => group.names));
  const knownNames = new Set(names.map(trunkKey));
  const usage = remembered<ReadonlyMap<string, readonly UsageSum[]>>();
  const events = remembered<ReadonlyMap<string, readonly EventSum[]>>();
  const intervals = remembered<ReadonlyMap<string, readonly ChannelInterval[]>>();
  const without = remembered<ReadonlyMap<string, number>>();
  const isAmong = (scope: ClosingScope): boolean => scope.accounts.every((account) => ids.has(account));
  return {
    async usageLines(scope) {
      if (!isAmong(scope)) return usageLines(database, scope);
      const all = () => usageLines(database, { ...scope, accounts: [...ids] });
      return ofAccounts(scope, await usage(periodKey(scope), async () => byAccount(await all())));
    },
    async eventCounts(scope) {
      if (!isAmong(scope) || scope.events.length === 0) return eventCounts(database, scope);
      const all = () => eventCounts(database, { ...scope, accounts: [...ids] });
      const question = `${periodKey(scope)} ${scope.zone} ${scope.events.join(" ")}`;
      return ofAccounts(scope, await events(question, async () => byAccount(await all())));
    },
    async trunkCalls(scope) {
      if (!scope.names.every((name) => knownNames.has(trunkKey(name))))
        return inColumns(await channelIntervals(database, scope));
      const all = () => channelIntervals(database, { ...scope, names });
      const byName = await intervals(periodKey(scope), async () => Map.groupBy(await all(), trunkKey));
      return inColumns(scope.names.flatMap((name) => byName.get(trunkKey(name)) ?? []));
    },
    callsWithoutTrunk: (scope) =>
      without(`${periodKey(scope)} ${scope.sources.join(" ")}`, () => callsWithoutTrunk(database, scope)),
  };
}

/** Each question is asked once, and whoever asks it meanwhile waits for the same answer. */
function remembered<Answer>(): (question: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (question, ask) => {
    const known = answers.get(question) ?? ask();
    answers.set(question, known);
    return known;
  };
}

function periodKey(scope: Instants): string {
  return `${scope.fromInstant} ${scope.untilInstant} ${scope.batches}`;
}

/** The length keeps any two apart. */
function trunkKey({ source, name }: { readonly source: string; readonly name: string }): string {
  return `${source.length} ${source}${name}`;
}

function byAccount<Sum extends { readonly account: string }>(
  sums: readonly Sum[],
): ReadonlyMap<string, readonly Sum[]> {
  return Map.groupBy(sums, ({ account }) => account);
}

function ofAccounts<Sum>(
  { accounts }: ClosingScope,
  sums: ReadonlyMap<string, readonly Sum[]>,
): readonly Sum[] {
  return accounts.flatMap((account) => sums.get(account) ?? []);
}
