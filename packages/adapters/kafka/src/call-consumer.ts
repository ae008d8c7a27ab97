import { setTimeout as sleep } from "node:timers/promises";
import { type Delivery, turnstile } from "@tollwright/bus";
import { ProblemError } from "@tollwright/problem";
import type { Consumer, EachBatchPayload, Kafka } from "kafkajs";
import { gatherDeliveries } from "./gather-deliveries.ts";
import type { PartitionState } from "./log-check.ts";
import { type Reading, readPartition } from "./partition-reader.ts";
import { type Places, partitionPlaces } from "./places.ts";
import { BEATS_OF_A_SESSION, beating } from "./pulse.ts";
import type { KafkaSettings } from "./settings.ts";
import { lagTeller } from "./tell-lag.ts";

export type CallConsumer = {
  readonly stop: () => Promise<void>;
  /** Whether the group has us as a member. */
  readonly isJoined: () => boolean;
};

/** A fetch waits so long for something to come, and so does a stop. */
const LONGEST_FETCH_MILLISECONDS = 250;
/** Packed bytes: some ten times as much in memory, which does not grow however slow the database is. */
const BYTES_OF_A_FETCH = 4_194_304;
const LEAST_BYTES_OF_A_PARTITION = 65_536;
const MOST_BYTES_OF_A_PARTITION = 524_288;
/** Calls of one storing transaction. */
const CALLS_AT_ONCE = 10_000;
/** Each of them waits while the partitions before it take their turns. */
const PARTITIONS_AT_ONCE = 16;
const RETRIES_OF_A_FETCH = 5;
const PAUSE_AFTER_CRASH_MILLISECONDS = 1_000;

/** What a consumer gets from its bus. */
export type Consuming = Pick<Reading, "topic" | "positions" | "sendDeadLetters" | "log"> & {
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly check: () => Promise<readonly PartitionState[]>;
};

/**
 * Reads the partitions that the group gives us, and hands their calls over.
 *
 * kafkajs has no hook between being given a partition and the first fetch of it, and seeks only while it runs: so the first stretch
 * of each is looked at, and thrown away where it is not the one that the books expect. Its own offsets only show lag.
 *
 * @param atOnce Deliveries that are handed over side by side.
 * @param onStopped Called once if the log is cut: nothing is read any more.
 */
export async function consumeCalls(
  kafka: Kafka,
  options: {
    readonly settings: KafkaSettings;
    readonly consuming: Consuming;
    readonly atOnce: number;
    readonly onStopped: (error: ProblemError) => void;
  },
): Promise<CallConsumer> {
  const { settings, consuming, atOnce } = options;
  const { topic } = settings;
  let isStopped = false;
  const consumer = consumerOf(kafka, settings, () => !isStopped);
  const gathering = gatherDeliveries({ handle: consuming.handle, callsAtOnce: CALLS_AT_ONCE, atOnce });
  const places = partitionPlaces({ ...consuming, whenStored: gathering.whenStored });
  const lag = lagTeller(consumer, { topic, places });
  const reading: Reading = {
    ...consuming,
    gathering,
    turns: turnstile(1),
    seek: (partition, offset) => consumer.seek({ topic, partition, offset: String(offset) }),
  };
  let isJoined = false;
  let joining: Joining = { isAskedBack: false };
  consumer.on(consumer.events.GROUP_JOIN, () => {
    places.letGo();
    joining = { isAskedBack: false };
    isJoined = true;
  });
  consumer.on(consumer.events.REBALANCING, () => {
    joining.isAskedBack = true;
  });
  for (const event of [consumer.events.CRASH, consumer.events.STOP, consumer.events.DISCONNECT])
    consumer.on(event, () => {
      isJoined = false;
    });
  const stop = async (): Promise<void> => {
    isStopped = true;
    lag.end();
    await gathering.whenStored();
    await lag.tell();
    places.letGo();
    await consumer.disconnect();
  };
  const stopLoudly = (error: ProblemError): void => {
    if (isStopped) return;
    options.onStopped(error);
    // Not awaited: it waits for the batch from which it is called.
    void stop().catch(() => undefined);
  };
  const eachBatch = batchReader({
    ...{ reading, places, settings, stopLoudly },
    isStopped: () => isStopped,
    joiningNow: () => joining,
  });
  const run = async (): Promise<void> => {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
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

/** @param isWanted Asked before kafkajs begins again by itself: a stop that meets a crash would else be followed by another start. */
function consumerOf(kafka: Kafka, settings: KafkaSettings, isWanted: () => boolean): Consumer {
  const { group, partitions, sessionMilliseconds } = settings;
  // So that one fetch has room for all partitions: kafkajs asks for them in the same order each time, and the last would wait.
  const share = Math.floor(BYTES_OF_A_FETCH / partitions);
  return kafka.consumer({
    groupId: group,
    sessionTimeout: sessionMilliseconds,
    heartbeatInterval: Math.floor(sessionMilliseconds / BEATS_OF_A_SESSION),
    maxWaitTimeInMs: LONGEST_FETCH_MILLISECONDS,
    maxBytesPerPartition: Math.max(LEAST_BYTES_OF_A_PARTITION, Math.min(share, MOST_BYTES_OF_A_PARTITION)),
    maxBytes: BYTES_OF_A_FETCH,
    allowAutoTopicCreation: false,
    retry: { retries: RETRIES_OF_A_FETCH, restartOnFailure: async () => isWanted() },
  });
}

/** From one joining of the group to the next. Asked back: what is in hand is stored, and nothing more is taken. */
type Joining = { isAskedBack: boolean };

type BatchReader = {
  readonly reading: Reading;
  readonly places: Places;
  readonly settings: KafkaSettings;
  readonly isStopped: () => boolean;
  readonly joiningNow: () => Joining;
  readonly stopLoudly: (error: ProblemError) => void;
};

function batchReader({
  reading,
  places,
  settings,
  isStopped,
  joiningNow,
  stopLoudly,
}: BatchReader): (payload: EachBatchPayload) => Promise<void> {
  return async (payload) => {
    const { batch, isRunning } = payload;
    const pulse = beating(payload, settings);
    // A batch may outlive the joining that it came from, and says nothing about the next one.
    const joining = joiningNow();
    const isOurs = (): boolean =>
      !isStopped() && isRunning() && !pulse.isLost() && joining === joiningNow() && !joining.isAskedBack;
    try {
      const place = await places.of(batch.partition, isOurs);
      if (place !== null)
        await readPartition(payload, { reading, place, isOurs: () => isOurs() && place.isHeld() });
      joining.isAskedBack ||= pulse.isAskedBack();
      if (pulse.isOut()) places.letGo();
      // Whoever gets a partition next finds the books where we left them; but the others do not wait long for a slow database.
      if (!isOurs()) await atMost(settings.sessionMilliseconds, reading.gathering.whenStored());
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      stopLoudly(error);
    } finally {
      pulse.end();
    }
    // The group has changed: kafkajs joins it again when it hears so.
    pulse.rethrow();
  };
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([
    work,
    sleep(milliseconds, undefined, { signal: enough.signal }).catch(() => undefined),
  ]);
  enough.abort();
}
