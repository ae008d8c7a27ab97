import type { Delivery } from "@tollwright/bus";

/** What is being stored: by which positions and keys, and until when. */
type Storing = {
  readonly positions: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
  readonly done: Promise<unknown>;
};

export type InTurn = <Prepared, Result>(
  delivery: Delivery,
  steps: {
    /** Begun at once, while others are still being stored. */
    readonly prepare: () => Promise<Prepared>;
    readonly store: (prepared: Prepared) => Promise<Result>;
  },
) => Promise<Result>;

/**
 * Lets deliveries be stored side by side, and in the order of their coming where they belong together: those of one position,
 * for the second begins where the first ends (books 4); and those with one call key, so that the later one knows what the
 * earlier stored, also on another day (books 1, 2).
 */
export function inTurn(): InTurn {
  const underway = new Set<Storing>();
  return async (delivery, { prepare, store }) => {
    const positions = new Set(delivery.positions.map(({ id }) => id));
    const keys = new Set(delivery.calls.map(({ callKey }) => callKey));
    const earlier = [...underway].filter((other) => belongTogether(other, positions, keys));
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const mine = { positions, keys, done };
    underway.add(mine);
    try {
      const prepared = await prepare();
      await Promise.all(earlier.map((other) => other.done));
      return await store(prepared);
    } finally {
      underway.delete(mine);
      resolve();
    }
  };
}

function belongTogether(other: Storing, positions: ReadonlySet<string>, keys: ReadonlySet<string>): boolean {
  return !other.positions.isDisjointFrom(positions) || !other.keys.isDisjointFrom(keys);
}
