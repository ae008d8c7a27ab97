import type { Delivery } from "@tollwright/bus";

/** What is being stored: by which positions and keys. `fenced` and `done` resolve however it ends. */
type Storing = {
  readonly positions: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
  readonly fenced: Promise<void>;
  readonly done: Promise<void>;
  /** Null until its turn comes. */
  fence: Turn["fence"] | null;
};

/** How a delivery whose turn has come is to be stored. */
export type Turn = {
  /**
   * `first` where it is alone · `behind`: first too, but the one before it, of the same position, holds that and is about to be
   * committed · `last`: that one has only begun.
   */
  readonly fence: "first" | "behind" | "last";
  /** To be called as soon as the transaction holds its positions. */
  readonly onFenced: () => void;
};

export type InTurn = <Prepared, Result>(
  delivery: Delivery,
  steps: {
    /** Begun at once, while others are still being stored. */
    readonly prepare: () => Promise<Prepared>;
    readonly store: (prepared: Prepared, turn: Turn) => Promise<Result>;
  },
) => Promise<Result>;

/**
 * Lets deliveries be stored side by side, as if one were stored after the other in the order of their coming.
 *
 * Those with one call key wait, so that the later one knows what the earlier stored, also on another day (books 1, 2). Two of
 * one position may overlap: the second begins once the first holds the position, and asks for it last; it is refused if the
 * first was not committed (books 4). A third begins when the second holds it, so there is never a queue for a position.
 */
export function inTurn(): InTurn {
  const underway = new Set<Storing>();
  return async (delivery, { prepare, store }) => {
    const positions = new Set(delivery.positions.map(({ id }) => id));
    const keys = keysOf(delivery);
    const fenced = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    const before = [...underway];
    const withKey = before.filter((other) => !other.keys.isDisjointFrom(keys));
    const withPosition = before.filter((other) => !other.positions.isDisjointFrom(positions));
    const mine: Storing = { positions, keys, fenced: fenced.promise, done: done.promise, fence: null };
    underway.add(mine);
    try {
      const prepared = await prepare();
      await Promise.all([
        ...withKey.map((other) => other.done),
        ...withPosition.map((other) => other.fenced),
      ]);
      mine.fence = fenceBehind(withPosition.filter((other) => underway.has(other)));
      return await store(prepared, { fence: mine.fence, onFenced: fenced.resolve });
    } finally {
      underway.delete(mine);
      fenced.resolve();
      done.resolve();
    }
  };
}

function fenceBehind(before: readonly Storing[]): Turn["fence"] {
  if (before.length === 0) return "first";
  return before.some(({ fence }) => fence !== "last") ? "last" : "behind";
}

/** Of calls, and of pieces that wait for one. */
function keysOf({ calls, intake }: Delivery): ReadonlySet<string> {
  const keys = new Set(calls.map(({ callKey }) => callKey));
  for (const { callKey } of intake?.setAside ?? []) if (callKey !== null) keys.add(callKey);
  return keys;
}
