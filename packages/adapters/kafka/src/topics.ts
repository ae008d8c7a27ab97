import { ProblemError, problem } from "@tollwright/problem";
import kafkajs, { type Admin } from "kafkajs";
import type { KafkaSettings } from "./settings.ts";

/** Two weeks: longer than any engine stands still unnoticed. Calls stay in the books and the archive. */
const RETENTION_MILLISECONDS = 14 * 86_400_000;

/** Makes the topic of calls and that of dead letters, where they are missing; what is there stays as it is. */
export async function ensureTopics(admin: Admin, settings: KafkaSettings): Promise<void> {
  const wanted = [
    { topic: settings.topic, numPartitions: settings.partitions },
    { topic: settings.deadLetterTopic, numPartitions: 1 },
  ];
  const there = new Set(await admin.listTopics());
  const missing = wanted.filter(({ topic }) => !there.has(topic));
  if (missing.length === 0) return;
  // It answers false where another process made them between our look and our making.
  const making = admin.createTopics({
    waitForLeaders: true,
    topics: missing.map((topic) => ({
      ...topic,
      replicationFactor: settings.replicas,
      configEntries: [{ name: "retention.ms", value: String(RETENTION_MILLISECONDS) }],
    })),
  });
  await making.catch((error: unknown) => {
    throw error instanceof kafkajs.KafkaJSAggregateError ? refused(settings, error.errors) : error;
  });
}

function refused(
  { brokers }: Pick<KafkaSettings, "brokers">,
  errors: InstanceType<typeof kafkajs.KafkaJSAggregateError>["errors"],
): ProblemError {
  const said = new Set(errors.map((error) => (error instanceof Error ? error.message : error)));
  const message = `${brokers.join(", ")}: ${[...said].join("; ")}`;
  return new ProblemError(problem({ code: "TOPIC_REFUSED", message }));
}

export async function countPartitions(admin: Admin, topic: string): Promise<number> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return topics[0]?.partitions.length ?? 0;
}

/** Where a partition's log begins, and where it ends: the offset that the next message gets. */
export type LogBounds = { readonly start: bigint; readonly end: bigint };

/** Of each partition of a topic; null where there is no such topic. */
export async function logBounds(admin: Admin, topic: string): Promise<ReadonlyMap<number, LogBounds> | null> {
  // Asked for the offsets of a topic that is not there, kafkajs would try for a quarter of a minute.
  if (!(await admin.listTopics()).includes(topic)) return null;
  const offsets = await admin.fetchTopicOffsets(topic);
  return new Map(
    offsets.map(({ partition, low, high }) => [partition, { start: BigInt(low), end: BigInt(high) }]),
  );
}

/** What a group has told the broker, by partition of the topic; a partition of which it has told nothing is not in the answer. */
export async function committedOffsets(
  admin: Admin,
  { group, topic }: Pick<KafkaSettings, "group" | "topic">,
): Promise<ReadonlyMap<number, bigint>> {
  const [told] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  const known = (told?.partitions ?? []).filter(({ offset }) => !offset.startsWith("-"));
  return new Map(known.map(({ partition, offset }) => [partition, BigInt(offset)]));
}
