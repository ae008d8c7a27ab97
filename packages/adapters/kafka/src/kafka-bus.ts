import { setTimeout as sleep } from "node:timers/promises";
import type { Bus } from "@tollwright/bus";
import { ProblemError } from "@tollwright/problem";
import type { Admin, Kafka } from "kafkajs";
import type { BrokerQuestions } from "./ask-brokers.ts";
import { type CallConsumer, type Consuming, consumeCalls } from "./call-consumer.ts";
import { callProducer } from "./call-producer.ts";
import { kafkaClient, type Log } from "./client.ts";
import { whyUnsuitable } from "./known-requests.ts";
import { checkLog, type PartitionState } from "./log-check.ts";
import { type PositionStore, type TopicPositions, topicPositions } from "./positions.ts";
import type { KafkaSettings } from "./settings.ts";
import { committedOffsets, countPartitions, ensureTopics } from "./topics.ts";
import { unreachable, unsuitable } from "./unreachable.ts";

export type KafkaBus = Bus & {
  readonly topic: string;
  /** Of the topic as it is: so many members of the group have work. */
  readonly partitions: () => Promise<number>;
  /** How far books and log are apart, by partition. @throws ProblemError BROKER_LOG_CUT */
  readonly state: () => Promise<readonly PartitionState[]>;
  /** The broker's own offsets of the group, by partition: for whoever compares them, and never believed. */
  readonly committed: () => Promise<ReadonlyMap<number, bigint>>;
  /** Whether the group has us: true of a subscriber from its first joining on, except while the consumer begins again. */
  readonly isJoined: () => boolean;
};

export type KafkaBusOptions = {
  readonly settings: KafkaSettings;
  readonly positions: PositionStore;
  readonly log: Log;
  /** Deliveries that are handed over side by side; 1 where nothing is said. */
  readonly atOnce?: number;
  /** The log is cut, and nothing is read any more (books 4). */
  readonly onStopped: (error: ProblemError) => void;
};

const MILLISECONDS_BETWEEN_CHECKS = 3_000;
const POLL_MILLISECONDS = 50;
const ADMIN_RETRIES = 4;

/**
 * Calls on their way over Kafka: any number of processes publish, and those that subscribe share the partitions as one group.
 *
 * @throws ProblemError BROKER_UNREACHABLE · BROKER_REFUSED · BROKER_UNSUITABLE
 */
export async function openKafkaBus(options: KafkaBusOptions): Promise<KafkaBus> {
  const { settings, log } = options;
  const { kafka, questions, hangUp } = kafkaClient(settings);
  // Whoever waits at a terminal hears of a broker that is not there within seconds.
  const admin = kafka.admin({ retry: { retries: ADMIN_RETRIES } });
  const positions = await reach(admin, { ...options, questions }).catch((error: unknown) => {
    hangUp();
    throw error;
  });
  const producer = callProducer(kafka, settings);
  const check = (): Promise<readonly PartitionState[]> =>
    checkLog(admin, { topic: settings.topic, positions, questions });
  let subscribed: Promise<Subscription> | null = null;
  let joined: Subscription | null = null;
  let closing: Promise<void> | null = null;
  let publishing: Promise<void> = Promise.resolve();
  let isUsed = false;
  return {
    carriesIntake: false,
    topic: settings.topic,
    partitions: () => countPartitions(admin, settings.topic),
    state: check,
    committed: () => committedOffsets(admin, settings),
    isJoined: () => joined?.isJoined() ?? false,
    publish(calls) {
      if (closing !== null) return Promise.reject(new Error("the bus is closed"));
      isUsed ||= calls.length > 0;
      const sent = publishing.then(() => producer.sendCalls(calls));
      publishing = sent.catch(() => undefined); // its publisher hears of it; the next batch starts afresh
      return sent;
    },
    async subscribe(handle) {
      if (subscribed !== null) throw new Error("one subscriber only");
      const { sendDeadLetters } = producer;
      const consuming = { topic: settings.topic, positions, handle, sendDeadLetters, check, log };
      subscribed = subscribe(kafka, { ...options, consuming });
      joined = await subscribed;
    },
    close() {
      closing ??= (async () => {
        await publishing;
        const subscription = await subscribed;
        try {
          if (isUsed && subscription !== null) await allHandled({ check, subscription });
        } finally {
          await subscription?.end().catch(() => undefined); // whoever gets its partitions finds the books where we left them
          await producer.close();
          await admin.disconnect().catch(() => undefined);
          hangUp();
        }
      })();
      return closing;
    },
  };
}

type Reaching = Pick<KafkaBusOptions, "settings" | "positions"> & { readonly questions: BrokerQuestions };

async function reach(admin: Admin, { settings, positions, questions }: Reaching): Promise<TopicPositions> {
  const { topic } = settings;
  try {
    await admin.connect();
    const why = whyUnsuitable(await questions.knownRequests());
    if (why !== null) throw unsuitable(settings, why);
    const { clusterId } = await admin.describeCluster();
    await ensureTopics(admin, settings);
    return topicPositions(positions, { clusterId, topic });
  } catch (cause) {
    await admin.disconnect().catch(() => undefined);
    throw unreachable(settings, cause);
  }
}

type Subscription = {
  readonly end: () => Promise<void>;
  readonly failure: () => ProblemError | null;
  readonly isJoined: () => boolean;
};

async function subscribe(
  kafka: Kafka,
  options: KafkaBusOptions & { readonly consuming: Consuming },
): Promise<Subscription> {
  const { settings, consuming, atOnce = 1 } = options;
  let failure: ProblemError | null = null;
  const onStopped = (error: ProblemError): void => {
    if (failure !== null) return;
    failure = error;
    options.onStopped(error);
  };
  const consumer: CallConsumer = await consumeCalls(kafka, { settings, consuming, atOnce, onStopped });
  // Also where no message comes: a topic that is gone, or empty again, has none.
  const timer = setInterval(() => {
    consuming.check().catch((error: unknown) => {
      if (!(error instanceof ProblemError)) return; // the brokers or the database are away, which others tell
      onStopped(error);
      void consumer.stop().catch(() => undefined);
    });
  }, MILLISECONDS_BETWEEN_CHECKS);
  return {
    failure: () => failure,
    isJoined: consumer.isJoined,
    async end() {
      clearInterval(timer);
      await consumer.stop();
    },
  };
}

/** Waits until everything is stored that stands in the log now. */
async function allHandled({
  check,
  subscription,
}: {
  readonly check: () => Promise<readonly PartitionState[]>;
  readonly subscription: Subscription;
}): Promise<void> {
  const ends = new Map((await check()).map(({ partition, end }) => [partition, end]));
  for (;;) {
    const failure = subscription.failure();
    if (failure !== null) throw failure;
    const states = await check();
    if (states.every(({ partition, next }) => next >= (ends.get(partition) ?? 0n))) return;
    await sleep(POLL_MILLISECONDS);
  }
}
