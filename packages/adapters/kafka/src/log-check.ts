import { ProblemError, problem } from "@tollwright/problem";
import type { Admin } from "kafkajs";
import type { TopicPositions } from "./positions.ts";
import { logBounds } from "./topics.ts";

/** How far the books are, and how far the log goes; `end - next` messages are not stored yet. */
export type PartitionState = {
  readonly partition: number;
  readonly next: bigint;
  readonly start: bigint;
  readonly end: bigint;
};

/**
 * Compares the books with the log of every partition (books 4).
 *
 * @throws ProblemError BROKER_LOG_CUT where messages that were never stored are gone, or stored ones never were there.
 */
export async function checkLog(
  admin: Admin,
  { topic, positions }: { readonly topic: string; readonly positions: TopicPositions },
): Promise<readonly PartitionState[]> {
  const before = await logBounds(admin, topic);
  if (before === null) throw cut(`topic ${topic} is not there any more`);
  // The position first, the log's end after it: so a position that moves meanwhile is never beyond the end.
  const next = await positions.next([...before.keys()]);
  const bounds = (await logBounds(admin, topic)) ?? before;
  return [...bounds].map(([partition, { end }]) => {
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
}

export function cut(message: string): ProblemError {
  return new ProblemError(problem({ code: "BROKER_LOG_CUT", message }));
}
