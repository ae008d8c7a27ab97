import { setTimeout as sleep } from "node:timers/promises";
import { type Problem, ProblemError } from "@tollwright/problem";
import type { Admin } from "kafkajs";
import { kafkaClient } from "./client.ts";
import { releaseAtLeast, whyUnsuitable } from "./known-requests.ts";
import { checkLog } from "./log-check.ts";
import { type PositionStore, topicPositions } from "./positions.ts";
import type { KafkaSettings } from "./settings.ts";
import { unreachable, unsuitable } from "./unreachable.ts";

type TopicState = {
  readonly topic: string;
  /** As the settings ask for. */
  readonly wanted: number;
  /** 0: there is no such topic. */
  readonly partitions: number;
};

/** What stands on the brokers, as it is; nothing is made. */
export type KafkaState = {
  readonly brokers: number;
  /** The release of Kafka that the one has at least that was asked, as far as it tells. */
  readonly release: string | null;
  /** Whether a topic that was deleted and made again can be told from the old one. */
  readonly hasTopicIds: boolean;
  readonly topics: readonly TopicState[];
  /** Engines of the group, this moment. */
  readonly engines: number;
  /** BROKER_LOG_CUT; null where log and books fit together, or could not be compared. */
  readonly cut: Problem | null;
};

const RETRIES = 2;
const GROUP_ATTEMPTS = 10;
const GROUP_PAUSE_MILLISECONDS = 500;

/**
 * Looks at brokers, topics and group.
 *
 * @param positions Null where there are no books to compare the log with.
 * @throws ProblemError BROKER_UNREACHABLE · BROKER_REFUSED · BROKER_UNSUITABLE
 */
export async function kafkaState(
  settings: KafkaSettings,
  positions: PositionStore | null,
): Promise<KafkaState> {
  const { kafka, questions, hangUp } = kafkaClient(settings);
  const admin = kafka.admin({ retry: { retries: RETRIES } });
  try {
    await admin.connect();
    const known = await questions.knownRequests();
    const why = whyUnsuitable(known);
    if (why !== null) throw unsuitable(settings, why);
    const { clusterId, brokers } = await admin.describeCluster();
    const topics = await topicStates(admin, settings);
    const { topic } = settings;
    const isThere = topics.some((each) => each.topic === topic && each.partitions > 0);
    return {
      brokers: brokers.length,
      release: releaseAtLeast(known),
      hasTopicIds: (await questions.topicId(topic)) !== null,
      topics,
      engines: await enginesOf(admin, settings),
      cut:
        isThere && positions !== null
          ? await cutOf(admin, {
              topic,
              questions,
              positions: topicPositions(positions, { clusterId, topic }),
            })
          : null,
    };
  } catch (cause) {
    throw unreachable(settings, cause);
  } finally {
    await admin.disconnect().catch(() => undefined);
    hangUp();
  }
}

/** A broker that has just begun makes the topic of its groups first, and knows no group until it is there. */
async function enginesOf(admin: Admin, { group }: KafkaSettings): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { groups } = await admin.describeGroups([group]);
      return groups[0]?.members.length ?? 0;
    } catch (error) {
      if (attempt === GROUP_ATTEMPTS) throw error;
      await sleep(GROUP_PAUSE_MILLISECONDS);
    }
  }
}

async function topicStates(admin: Admin, settings: KafkaSettings): Promise<readonly TopicState[]> {
  const wanted = [
    { topic: settings.topic, wanted: settings.partitions },
    { topic: settings.deadLetterTopic, wanted: 1 },
  ];
  const there = new Set(await admin.listTopics());
  const known = wanted.map(({ topic }) => topic).filter((topic) => there.has(topic));
  const { topics } = known.length === 0 ? { topics: [] } : await admin.fetchTopicMetadata({ topics: known });
  const partitions = new Map(topics.map((each) => [each.name, each.partitions.length]));
  return wanted.map((each) => ({ ...each, partitions: partitions.get(each.topic) ?? 0 }));
}

async function cutOf(admin: Admin, log: Parameters<typeof checkLog>[1]): Promise<Problem | null> {
  try {
    await checkLog(admin, log);
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}
