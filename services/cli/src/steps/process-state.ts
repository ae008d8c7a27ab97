import { setTimeout as sleep } from "node:timers/promises";
import type { KafkaBus } from "@tollwright/kafka";
import type { CountValues, Part, Snapshot } from "@tollwright/observe";
import { backlog, countInForce, setAsideSummary } from "@tollwright/postgres";
import type { Context } from "../context.ts";
import { kindsMissing } from "./kinds-missing.ts";

/** What a process reads from or sends to. */
export type Observed = {
  /** Null until the brokers are reached, or where there are none. */
  readonly kafka: KafkaBus | null;
  /** Threads that read, none until they are started; null where the process reads nothing from brokers. */
  readonly engines: readonly WatchedThread[] | null;
};

/** A thread that says how it stands, unless it is stuck. */
type WatchedThread = {
  readonly number: number;
  readonly ask: (question: "state") => Promise<ThreadState>;
};

type ThreadState = { readonly isJoined: boolean; readonly counts: CountValues | null };

/** Whoever watches asks again soon: an answer that takes longer is none. */
const LONGEST_LOOK_MILLISECONDS = 3_000;

/** What has to be there before calls are stored. */
export async function partsOf(
  { database, kafka }: Pick<Context, "database" | "kafka">,
  observed: Observed,
): Promise<readonly Part[]> {
  const asked = [
    part("database", async () => {
      await database.pool.query("select 1");
      return null;
    }),
    part("versions", async () => {
      const missing = kindsMissing(await countInForce(database));
      return missing.length === 0 ? null : `none in force of ${missing.join(", ")}`;
    }),
  ];
  if (kafka === undefined) return Promise.all(asked);
  asked.push(
    part("broker", async () => {
      if (observed.kafka === null) return "not reached yet";
      await observed.kafka.state();
      return null;
    }),
  );
  if (observed.engines !== null) asked.push(consumerPart(observed.engines));
  return Promise.all(asked);
}

async function consumerPart(engines: readonly WatchedThread[]): Promise<Part> {
  const not = "not in the group yet";
  const states = await Promise.all(
    engines.map((engine) =>
      part(`thread ${engine.number}`, async () => ((await engine.ask("state")).isJoined ? null : not)),
    ),
  );
  const missing = states.filter(({ problem }) => problem !== null);
  const isAll = states.every(({ problem }) => problem === not);
  const told = missing.map(({ part: thread, problem }) => `${thread} ${problem}`).join(", ");
  return { part: "consumer", problem: isAll ? not : missing.length === 0 ? null : told };
}

/** Threads that do not answer: they are stuck, or gone. */
export function livingParts({ engines }: Observed): Promise<readonly Part[]> {
  return Promise.all(
    (engines ?? []).map((engine) =>
      part(`thread ${engine.number}`, async () => {
        await engine.ask("state");
        return null;
      }),
    ),
  );
}

/**
 * What the threads have counted. Of one that does not answer in time it is what it said the last time: counts that went back would
 * look like a process that began again.
 */
export function countsOfThreads(): (observed: Observed) => Promise<readonly CountValues[]> {
  const last = new Map<number, CountValues>();
  return async ({ engines }) => {
    const asked = (engines ?? []).map(async (engine) => {
      const { counts } = await within(engine.ask("state"));
      if (counts !== null) last.set(engine.number, counts);
    });
    await Promise.allSettled(asked);
    return [...last.values()];
  };
}

async function part(name: string, problem: () => Promise<string | null>): Promise<Part> {
  try {
    return { part: name, problem: await within(problem()) };
  } catch (error) {
    return { part: name, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Of parts that are away nothing is shown; the rest is. */
export async function snapshotOf(
  { database, clock }: Pick<Context, "database" | "clock">,
  { observed, parts }: { readonly observed: Observed; readonly parts: readonly Part[] },
): Promise<Snapshot> {
  const [waiting, suspended, partitions] = await Promise.all([
    within(backlog(database)).catch(() => null),
    within(setAsideSummary(database)).catch(() => []),
    observed.kafka === null ? [] : within(lagOf(observed.kafka)).catch(() => []),
  ]);
  const oldest = waiting?.oldestUnratedAt ?? null;
  return {
    partitions,
    suspended: suspended.filter(({ bucket }) => WAITING.includes(bucket)),
    oldestUnratedSeconds:
      oldest === null ? (waiting === null ? null : 0) : Math.max(0, (clock() - oldest) / 1000),
    callsInTransit: waiting?.callsInTransit ?? null,
    parts: parts.map(({ part: name, problem }) => ({ part: name, isReady: problem === null })),
  };
}

/** Of what was set aside, the buckets that somebody has to look at. */
const WAITING: readonly string[] = ["suspended", "suspendedAtRating", "conflict"];

async function lagOf(kafka: KafkaBus): Promise<Snapshot["partitions"]> {
  const [states, committed] = await Promise.all([kafka.state(), kafka.committed()]);
  return states.map(({ partition, next, end }) => {
    const told = committed.get(partition);
    // Both were asked side by side: what was told meanwhile may lie behind the end that was seen.
    const byBroker = told === undefined ? null : told > end ? 0n : end - told;
    return { topic: kafka.topic, partition, byPosition: end - next, byBroker };
  });
}

async function within<T>(asked: Promise<T>): Promise<T> {
  const late = new AbortController();
  const tooLate = sleep(LONGEST_LOOK_MILLISECONDS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`no answer within ${LONGEST_LOOK_MILLISECONDS / 1000} seconds`);
  });
  tooLate.catch(() => undefined); // stopped, where the answer came first
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    late.abort();
  }
}
