import { setTimeout as sleep } from "node:timers/promises";
import { turnstile } from "@tollwright/bus";
import { ProblemError } from "@tollwright/problem";
import type { Consumer, EachBatchPayload, Kafka } from "kafkajs";
import type { Place } from "./how-to-read.ts";
import { type Reading, readPartition } from "./partition-reader.ts";
import type { KafkaSettings } from "./settings.ts";

export type CallConsumer = {
  readonly stop: () => Promise<void>;
  /** Whether the group has us as a member. */
  readonly isJoined: () => boolean;
};

/** A fetch waits so long for something to come, and so does a stop. */
const LONGEST_FETCH_MILLISECONDS = 250;
/** Packed bytes: some ten times as much in memory, which does not grow however slow the database is. */
const BYTES_OF_A_PARTITION = 524_288;
const BYTES_OF_A_FETCH = 4_194_304;
const BEATS_OF_A_SESSION = 4;
const RETRIES_OF_A_FETCH = 5;
const PAUSE_AFTER_CRASH_MILLISECONDS = 1_000;
const MILLISECONDS_BETWEEN_COMMITS = 1_000;

/**
 * Reads the partitions that the group gives us, and hands their calls over.
 *
 * kafkajs has no hook between being given a partition and the first fetch of it, and seeks only while it runs: so the first stretch
 * of each is looked at, and thrown away where it is not the one that the books expect. Its own offsets only show lag.
 *
 * @param atOnce Partitions that are handed over side by side.
 * @param onStopped Called once if the log is cut: nothing is read any more.
 */
export async function consumeCalls(
  kafka: Kafka,
  options: {
    readonly settings: KafkaSettings;
    readonly reading: Omit<Reading, "seek">;
    readonly atOnce: number;
    readonly onStopped: (error: ProblemError) => void;
  },
): Promise<CallConsumer> {
  const { settings, atOnce } = options;
  const { topic } = settings;
  let isStopped = false;
  const consumer = kafka.consumer({
    groupId: settings.group,
    sessionTimeout: settings.sessionMilliseconds,
    heartbeatInterval: Math.floor(settings.sessionMilliseconds / BEATS_OF_A_SESSION),
    maxWaitTimeInMs: LONGEST_FETCH_MILLISECONDS,
    maxBytesPerPartition: BYTES_OF_A_PARTITION,
    maxBytes: BYTES_OF_A_FETCH,
    allowAutoTopicCreation: false,
    // A stop that meets a crash would else be followed by another start.
    retry: { retries: RETRIES_OF_A_FETCH, restartOnFailure: async () => !isStopped },
  });
  const reading: Reading = {
    ...options.reading,
    seek: (partition, offset) => consumer.seek({ topic, partition, offset: String(offset) }),
  };
  let isJoined = false;
  consumer.on(consumer.events.GROUP_JOIN, () => {
    isJoined = true;
  });
  for (const event of [consumer.events.CRASH, consumer.events.STOP, consumer.events.DISCONNECT])
    consumer.on(event, () => {
      isJoined = false;
    });
  const stop = async (): Promise<void> => {
    isStopped = true;
    await consumer.disconnect();
  };
  const stopLoudly = (error: ProblemError): void => {
    if (isStopped) return;
    options.onStopped(error);
    // Not awaited: it waits for the batch from which it is called.
    void stop().catch(() => undefined);
  };
  const eachBatch = batchReader({
    reading,
    settings,
    atOnce,
    consumer,
    isStopped: () => isStopped,
    stopLoudly,
  });
  const run = async (): Promise<void> => {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: atOnce,
      eachBatch,
    });
  };
  // What kafkajs does not take for passing, it gives up; we go on until somebody stops us.
  consumer.on(consumer.events.CRASH, async ({ payload: { error, restart } }) => {
    reading.log(`the consumer begins again: ${error.message}`);
    while (!restart && !isStopped) {
      await sleep(PAUSE_AFTER_CRASH_MILLISECONDS);
      try {
        return await run();
      } catch (error) {
        reading.log(
          `the consumer does not come back yet: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  });
  await run();
  return { stop, isJoined: () => isJoined };
}

type BatchReader = {
  readonly reading: Reading;
  readonly settings: KafkaSettings;
  readonly atOnce: number;
  readonly consumer: Consumer;
  readonly isStopped: () => boolean;
  readonly stopLoudly: (error: ProblemError) => void;
};

function batchReader(options: BatchReader): (payload: EachBatchPayload) => Promise<void> {
  const { reading, settings, consumer, isStopped, stopLoudly } = options;
  const gate = turnstile(options.atOnce);
  const placeOf = placesOf(consumer, reading);
  const commit = lagCommitter(settings.topic);
  return async (payload) => {
    const { batch, isRunning } = payload;
    const pulse = beating(payload, settings);
    const isOurs = (): boolean => !isStopped() && isRunning() && !pulse.isLost();
    await gate.enter();
    try {
      const place = await placeOf(batch.partition, isOurs);
      if (place === null) return;
      await readPartition(payload, { reading, place, isOurs });
      await commit(payload, place);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      stopLoudly(error);
    } finally {
      gate.leave();
      pulse.end();
    }
    // The group has changed: kafkajs joins it again when it hears so.
    pulse.rethrow();
  };
}

/** Places of the partitions that are ours now; the first look at one compares books and log. */
function placesOf(
  consumer: Consumer,
  { positions, check, log }: Reading,
): (partition: number, isOurs: () => boolean) => Promise<Place | null> {
  let places = new Map<number, Place>();
  consumer.on(consumer.events.GROUP_JOIN, () => {
    places = new Map();
  });
  return async (partition, isOurs) => {
    const ofThisJoin = places;
    while (!ofThisJoin.has(partition)) {
      if (!isOurs()) return null;
      try {
        await check();
        const next = (await positions.next([partition])).get(partition) ?? 0n;
        ofThisJoin.set(partition, { next, soughtTo: null, readTo: null });
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        log(`partition ${partition} waits: ${error instanceof Error ? error.message : String(error)}`);
        await sleep(PAUSE_AFTER_CRASH_MILLISECONDS);
      }
    }
    return ofThisJoin.get(partition) ?? null;
  };
}

type Pulse = { readonly isLost: () => boolean; readonly end: () => void; readonly rethrow: () => void };

/** Tells the group that we live, however long a transaction takes. */
function beating({ heartbeat }: EachBatchPayload, { sessionMilliseconds }: KafkaSettings): Pulse {
  let lost: { readonly error: unknown } | null = null;
  const timer = setInterval(() => {
    heartbeat().catch((error: unknown) => {
      lost ??= { error };
    });
  }, sessionMilliseconds / BEATS_OF_A_SESSION);
  return {
    isLost: () => lost !== null,
    end: () => clearInterval(timer),
    rethrow() {
      if (lost !== null) throw lost.error;
    },
  };
}

/** The broker's own offsets: for whoever looks at lag with the tools of Kafka, now and then, and never read by us. */
function lagCommitter(topic: string): (payload: EachBatchPayload, place: Place) => Promise<void> {
  const last = new Map<number, number>();
  return async ({ batch: { partition }, commitOffsetsIfNecessary }, { next }) => {
    const now = performance.now();
    if (now - (last.get(partition) ?? Number.NEGATIVE_INFINITY) < MILLISECONDS_BETWEEN_COMMITS) return;
    last.set(partition, now);
    const topics = [{ topic, partitions: [{ partition, offset: String(next) }] }];
    await commitOffsetsIfNecessary({ topics }).catch(() => undefined); // a lag that is shown late harms nobody
  };
}
