import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError } from "@tollwright/problem";
import type { Log } from "./client.ts";
import type { Place } from "./how-to-read.ts";
import type { PartitionState } from "./log-check.ts";

/** How a partition is read and stored, since the group gave it to us; `next` is where the next piece begins that is handed over. */
export type PartitionPlace = Place & {
  readonly partition: number;
  /** Behind the last message that was stored from here; null before. */
  stored: bigint | null;
  /** Refusals in a row. */
  refusals: number;
  /** Pieces that are on their way into the books; none of them rejects. */
  readonly underway: Set<Promise<unknown>>;
  /** While it is found out how far the books are, after a refusal. */
  recovering: Promise<void> | null;
  /** False once the group gives partitions anew, or we stop. */
  readonly isHeld: () => boolean;
};

export type Places = {
  /** The first look since joining compares books and log; null where the partition is not ours any more. */
  readonly of: (partition: number, isOurs: () => boolean) => Promise<PartitionPlace | null>;
  readonly held: () => readonly PartitionPlace[];
  /** The group gives partitions anew. */
  readonly letGo: () => void;
};

const PAUSE_MILLISECONDS = 1_000;

/** What is known of partitions from one joining of the group to the next. */
type Join = {
  readonly places: Map<number, PartitionPlace>;
  looking: Promise<ReadonlyMap<number, bigint>> | null;
};

/**
 * Places of the partitions that are ours now.
 *
 * @param options.whenStored What was handed over before is in the books, or never will be.
 */
export function partitionPlaces(options: {
  readonly check: () => Promise<readonly PartitionState[]>;
  readonly whenStored: () => Promise<void>;
  readonly log: Log;
}): Places {
  const { check, whenStored, log } = options;
  let current: Join = { places: new Map(), looking: null };
  const look = async (): Promise<ReadonlyMap<number, bigint>> => {
    await whenStored();
    return new Map((await check()).map(({ partition, next }) => [partition, next]));
  };
  return {
    async of(partition, isOurs) {
      const join = current;
      const isHeld = (): boolean => join === current;
      while (isHeld() && isOurs()) {
        const known = join.places.get(partition);
        if (known !== undefined) return known;
        try {
          join.looking ??= look();
          const next = (await join.looking).get(partition) ?? 0n;
          if (!join.places.has(partition)) join.places.set(partition, newPlace({ partition, next, isHeld }));
        } catch (error) {
          join.looking = null;
          if (error instanceof ProblemError) throw error;
          log(`partition ${partition} waits: ${error instanceof Error ? error.message : String(error)}`);
          await sleep(PAUSE_MILLISECONDS);
        }
      }
      return null;
    },
    held: () => [...current.places.values()],
    letGo() {
      current = { places: new Map(), looking: null };
    },
  };
}

function newPlace(of: Pick<PartitionPlace, "partition" | "next" | "isHeld">): PartitionPlace {
  return {
    ...of,
    soughtTo: null,
    readTo: null,
    stored: null,
    refusals: 0,
    underway: new Set(),
    recovering: null,
  };
}
