import { setTimeout as sleep } from "node:timers/promises";
import type { Delivery } from "@tollwright/bus";
import type { EachBatchPayload, KafkaMessage } from "kafkajs";
import type { DeadLetter } from "./call-producer.ts";
import type { Log } from "./client.ts";
import { howToRead, type Place } from "./how-to-read.ts";
import { cut } from "./log-check.ts";
import type { TopicPositions } from "./positions.ts";
import { asideOfDead, type Stretch, stretchesOf } from "./stretches.ts";

/** What a reader of partitions works with. */
export type Reading = {
  readonly topic: string;
  readonly positions: TopicPositions;
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly sendDeadLetters: (letters: readonly DeadLetter[]) => Promise<void>;
  /** Compares books and log. @throws ProblemError BROKER_LOG_CUT */
  readonly check: () => Promise<unknown>;
  readonly seek: (partition: number, offset: bigint) => void;
  readonly log: Log;
};

/** Calls of one storing transaction. */
const MESSAGES_AT_ONCE = 5_000;
const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 5_000;

/**
 * Hands a fetched stretch of one partition over, from where the books say, in pieces of a transaction each (books 4). What could not
 * be stored is tried again for as long as the partition is ours: meanwhile nothing more is fetched.
 *
 * @param isOurs False once the engine is to stop, or the group has given the partition to another.
 * @throws ProblemError BROKER_LOG_CUT
 */
export async function readPartition(
  { batch, resolveOffset, isStale }: Pick<EachBatchPayload, "batch" | "resolveOffset" | "isStale">,
  {
    reading,
    place,
    isOurs,
  }: { readonly reading: Reading; readonly place: Place; readonly isOurs: () => boolean },
): Promise<void> {
  const { partition } = batch;
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
  let left = batch.messages.filter(({ offset }) => BigInt(offset) >= place.next);
  while (left.length > 0) {
    const piece = left.slice(0, MESSAGES_AT_ONCE);
    const stored = await storePiece(piece, { reading, place, partition, isOurs });
    if (stored === "left" || isStale()) return;
    if (stored === "moved") {
      if (BigInt(left[0]?.offset ?? "0") > place.next) return seek(place.next);
    } else resolveOffset(piece.at(-1)?.offset ?? "");
    left = left.filter(({ offset }) => BigInt(offset) >= place.next);
  }
  if (place.next > BigInt(batch.lastOffset()) + 1n) seek(place.next);
  else resolveOffset(batch.lastOffset());
}

type Piece = {
  readonly reading: Reading;
  readonly place: Place;
  readonly partition: number;
  readonly isOurs: () => boolean;
};
/** `moved`: somebody else was there, and `place.next` says how far · `left`: it is not ours any more. */
type Stored = "stored" | "moved" | "left";

async function storePiece(messages: readonly KafkaMessage[], piece: Piece): Promise<Stored> {
  for (const stretch of stretchesOf(piece.partition, messages)) {
    const stored = await storeStretch(stretch, piece);
    if (stored !== "stored") return stored;
    piece.place.next = stretch.next;
    piece.place.readTo = stretch.next;
  }
  return "stored";
}

async function storeStretch(stretch: Stretch, { reading, place, partition, isOurs }: Piece): Promise<Stored> {
  let pause = FIRST_PAUSE_MILLISECONDS;
  while (isOurs()) {
    try {
      // After a refusal, or a commit of which nobody heard, the books tell how far it is stored.
      if (pause > FIRST_PAUSE_MILLISECONDS) {
        const next = (await reading.positions.next([partition])).get(partition) ?? 0n;
        if (next !== place.next) {
          place.next = next;
          return "moved";
        }
      }
      if (stretch.dead.length > 0) await reading.sendDeadLetters(stretch.dead);
      await reading.handle(deliveryOf(stretch, { reading, place, partition }));
      return "stored";
    } catch (error) {
      reading.log(
        `partition ${partition} at ${place.next} is tried again: ${error instanceof Error ? error.message : String(error)}`,
      );
      await sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
    }
  }
  return "left";
}

function deliveryOf(
  { calls, dead, next }: Stretch,
  { reading: { topic, positions }, place, partition }: Pick<Piece, "reading" | "place" | "partition">,
): Delivery {
  const positionId = positions.idOf(partition);
  const moves = [{ id: positionId, expected: place.next, next }];
  if (dead.length === 0) return { calls, positions: moves, intake: null };
  const aside = asideOfDead(dead, { topic, positionId });
  return { calls: [], positions: moves, intake: { ...aside, positions: moves, sequences: [] } };
}
