import { setTimeout as sleep } from "node:timers/promises";
import type { Turnstile } from "@tollwright/bus";
import type { EachBatchPayload, KafkaMessage } from "kafkajs";
import type { DeadLetter } from "./call-producer.ts";
import type { Log } from "./client.ts";
import type { Gathering, Piece } from "./gather-deliveries.ts";
import { howToRead } from "./how-to-read.ts";
import { cut } from "./log-check.ts";
import type { PartitionPlace } from "./places.ts";
import type { TopicPositions } from "./positions.ts";
import { asideOfDead, type Stretch, stretchesOf } from "./stretches.ts";

/** What a reader of partitions works with. */
export type Reading = {
  readonly topic: string;
  readonly positions: TopicPositions;
  readonly gathering: Gathering;
  /** Partitions take turns: so a delivery has calls of one time from all of them, which lie on few days. */
  readonly turns: Turnstile;
  readonly sendDeadLetters: (letters: readonly DeadLetter[]) => Promise<void>;
  /** Compares books and log. @throws ProblemError BROKER_LOG_CUT */
  readonly check: () => Promise<unknown>;
  readonly seek: (partition: number, offset: bigint) => void;
  readonly log: Log;
};

/** Of one partition, before it is the next one's turn. */
const MESSAGES_IN_TURN = 1_000;
const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 5_000;

type Fetched = Pick<EachBatchPayload, "batch" | "resolveOffset" | "isStale">;

/**
 * Hands a fetched stretch of one partition over, from where the books say (books 4), and returns when it may fetch more: what was
 * handed over is stored meanwhile. Where that is refused, the partition is read again from where the books then are.
 *
 * @param options.isOurs False once the engine is to stop, or the group has given the partition to another.
 * @throws ProblemError BROKER_LOG_CUT
 */
export async function readPartition(
  { batch, resolveOffset, isStale }: Fetched,
  {
    reading,
    place,
    isOurs,
  }: { readonly reading: Reading; readonly place: PartitionPlace; readonly isOurs: () => boolean },
): Promise<void> {
  const { partition } = batch;
  await place.recovering;
  if (isStale() || !isOurs()) return;
  const seek = (to: bigint): void => {
    Object.assign(place, { soughtTo: to, readTo: null });
    reading.seek(partition, to);
  };
  const how = howToRead(place, {
    first: BigInt(batch.messages[0]?.offset ?? "0"),
    last: BigInt(batch.lastOffset()),
  });
  if (how.kind === "seek") return seek(how.to);
  if (how.kind === "wentBack")
    throw cut(
      `partition ${partition} of ${reading.topic} began anew at ${batch.firstOffset()}, behind ${place.readTo}`,
    );
  if (how.kind === "hole") await reading.check();
  const messages = messagesFrom(batch.messages, place.next);
  for (let from = 0; from < messages.length; from += MESSAGES_IN_TURN) {
    await reading.turns.enter();
    try {
      await reading.gathering.whenRoom();
      const some = messages.slice(from, from + MESSAGES_IN_TURN);
      const isReadOn = (): boolean => isOurs() && !isStale();
      if (!(await handOver(some, { reading, place, isReadOn, resolveOffset }))) return;
    } finally {
      reading.turns.leave();
    }
  }
  resolveOffset(batch.lastOffset());
}

function messagesFrom(messages: readonly KafkaMessage[], next: bigint): readonly KafkaMessage[] {
  const first = messages.findIndex(({ offset }) => BigInt(offset) >= next);
  return first < 0 ? [] : messages.slice(first);
}

type From = { readonly reading: Reading; readonly place: PartitionPlace };

/** @returns Whether all of it is on its way. */
async function handOver(
  messages: readonly KafkaMessage[],
  {
    reading,
    place,
    isReadOn,
    resolveOffset,
  }: From & Pick<Fetched, "resolveOffset"> & { readonly isReadOn: () => boolean },
): Promise<boolean> {
  for (const stretch of stretchesOf(place.partition, messages)) {
    try {
      if (stretch.dead.length > 0) await reading.sendDeadLetters(stretch.dead);
    } catch (error) {
      readAgain(error, { reading, place });
    }
    if (place.recovering !== null || !isReadOn()) return false;
    const piece = pieceOf(stretch, { reading, place });
    Object.assign(place, { next: stretch.next, readTo: stretch.next });
    resolveOffset(String(stretch.next - 1n));
    const stored = reading.gathering.store(piece).then(
      () => Object.assign(place, { stored: stretch.next, refusals: 0 }),
      (error: unknown) => readAgain(error, { reading, place }),
    );
    place.underway.add(stored);
    void stored.finally(() => place.underway.delete(stored));
  }
  return true;
}

function pieceOf({ calls, dead, next }: Stretch, { reading, place }: From): Piece {
  const positionId = reading.positions.idOf(place.partition);
  const move = { id: positionId, expected: place.next, next };
  const isWanted = (): boolean => place.recovering === null && place.isHeld();
  const piece = { calls, move, intake: null, isAlone: place.refusals > 0, isWanted };
  if (dead.length === 0) return piece;
  const aside = asideOfDead(dead, { topic: reading.topic, positionId });
  return { ...piece, intake: { ...aside, positions: [move], sequences: [] } };
}

/** After a refusal, or a commit of which nobody heard, the books tell how far the partition is stored. */
function readAgain(error: unknown, { reading, place }: From): void {
  if (place.recovering !== null || !place.isHeld()) return;
  reading.log(`partition ${place.partition} is read again from where the books are: ${reasonOf(error)}`);
  place.refusals += 1;
  place.recovering = (async () => {
    await Promise.all(place.underway);
    for (let refusals = place.refusals; place.isHeld(); refusals += 1) {
      await sleep(Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** (refusals - 1), LONGEST_PAUSE_MILLISECONDS));
      if (await goBack({ reading, place })) break;
    }
    place.recovering = null;
  })();
}

/** @returns False where the books do not answer, or the consumer is just beginning again. */
async function goBack({ reading, place }: From): Promise<boolean> {
  const { partition } = place;
  try {
    const next = (await reading.positions.next([partition])).get(partition) ?? 0n;
    if (!place.isHeld()) return false;
    reading.seek(partition, next);
    Object.assign(place, { next, soughtTo: next, readTo: null });
    return true;
  } catch (error) {
    reading.log(`partition ${partition} waits: ${reasonOf(error)}`);
    return false;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
