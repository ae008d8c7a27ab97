import { ProblemError, problem } from "@tollwright/problem";
import type { Admin } from "kafkajs";
import type { BrokerQuestions } from "./ask-brokers.ts";
import type { TopicPositions } from "./positions.ts";
import { logBounds } from "./topics.ts";

/** How far the books are, and how far the log goes; `end - next` messages are not stored yet. */
export type PartitionState = {
  readonly partition: number;
  readonly next: bigint;
  readonly start: bigint;
  readonly end: bigint;
};

/** A topic, and what the books know of it. */
export type StoredTopic = {
  readonly topic: string;
  readonly positions: TopicPositions;
  readonly questions: Pick<BrokerQuestions, "topicId">;
};

/**
 * Compares the books with the log of every partition (books 4).
 *
 * @throws ProblemError BROKER_LOG_CUT where messages that were never stored are gone, stored ones never were there, or the topic is another.
 */
export async function checkLog(admin: Admin, stored: StoredTopic): Promise<readonly PartitionState[]> {
  const { topic, positions, questions } = stored;
  const before = await logBounds(admin, topic);
  if (before === null) throw cut(`topic ${topic} is not there any more`);
  const topicId = await questions.topicId(topic);
  // The position first, the log's end after it: so a position that moves meanwhile is never beyond the end.
  const next = await positions.next([...before.keys()]);
  const bounds = (await logBounds(admin, topic)) ?? before;
  const states = [...bounds].map(([partition, { end }]) => {
    const at = next.get(partition) ?? 0n;
    // And the log's beginning before it: retention may go on behind a position that moved meanwhile.
    const start = before.get(partition)?.start ?? 0n;
    if (start > at)
      throw cut(
        `partition ${partition} of ${topic} begins at ${start}, and was stored up to ${at}: ${start - at} messages are gone`,
      );
    if (end < at)
      throw cut(
        `partition ${partition} of ${topic} ends at ${end}, and was stored up to ${at}: it is another log`,
      );
    return { partition, next: at, start, end };
  });
  // Last: a topic whose offsets do not fit must not be remembered as the one that was stored.
  if (topicId !== null) await checkTopic(topicId, stored, [...before.keys()]);
  return states;
}

/** One that was deleted and made again has name and offsets of the old one, once it is filled beyond the position. */
async function checkTopic(
  topicId: string,
  { topic, positions }: StoredTopic,
  partitions: readonly number[],
): Promise<void> {
  const others = (await positions.topicsOf(partitions, topicId)).difference(new Set([topicId]));
  if (others.size > 0)
    throw cut(
      `${topic} is another topic of that name: ${topicId}, and what is stored came from ${[...others].join(", ")}`,
    );
}

export function cut(message: string): ProblemError {
  return new ProblemError(problem({ code: "BROKER_LOG_CUT", message }));
}
