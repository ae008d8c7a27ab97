import type { Delivery } from "@tollwright/bus";

/** What is being stored: by which positions and keys. `fenced` and `done` resolve however it ends. */
type Storing = {
  readonly positions: ReadonlySet<string>;
  readonly keys: Keys;
  readonly fenced: Promise<void>;
  readonly done: Promise<void>;
};

/** How a delivery whose turn has come is to be stored. */
export type Turn = {
  /** `last` where another of the same position is being stored before it. */
  readonly fence: "first" | "last";
  /** Resolves when all of those hold the position, or gave up: then it is this one's turn to ask for it. */
  readonly whenNext: () => Promise<void>;
  /** To be called as soon as the transaction holds its positions. */
  readonly onFenced: () => void;
  /** Keys of calls that a delivery before it has too: what they are is known once that one is stored. */
  readonly sharedKeys: ReadonlySet<string>;
  /** Resolves when all deliveries with one of `sharedKeys` are stored or given up. */
  readonly whenSharedStored: () => Promise<void>;
  /** Waits until everything before this one is stored or given up, and is the turn of one that has nothing before it. */
  readonly afterAll: () => Promise<Turn>;
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
 * Calls with one key wait for each other, so that the later one knows what the earlier stored, also on another day (books 1, 2):
 * the rest of their deliveries does not, for a switch that repeats itself does so within seconds, and every batch would wait for
 * the one before it. Where one of the two is a piece of a call, the whole delivery waits. Those of one position overlap: each but the
 * first asks for it last, when the one before holds it, so they stand in line for it here and not in the database; it is refused
 * if that one was not committed (books 4).
 */
export function inTurn(): InTurn {
  const underway = new Set<Storing>();
  return async (delivery, { prepare, store }) => {
    const positions = new Set(delivery.positions.map(({ id }) => id));
    const keys = keysOf(delivery);
    const fenced = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    const before = [...underway];
    const withPiece = before.filter((other) => shareAPiece(other.keys, keys));
    const withCall = before.filter((other) => !other.keys.calls.isDisjointFrom(keys.calls));
    const withPosition = before.filter((other) => !other.positions.isDisjointFrom(positions));
    const mine: Storing = { positions, keys, fenced: fenced.promise, done: done.promise };
    underway.add(mine);
    try {
      const prepared = await prepare();
      await Promise.all(withPiece.map((other) => other.done));
      const alone: Turn = {
        fence: "first",
        whenNext: () => Promise.resolve(),
        onFenced: fenced.resolve,
        sharedKeys: new Set(),
        whenSharedStored: () => Promise.resolve(),
        afterAll: () => Promise.resolve(alone),
      };
      return await store(prepared, {
        ...alone,
        fence: withPosition.some((other) => underway.has(other)) ? "last" : "first",
        whenNext: async () => void (await Promise.all(withPosition.map((other) => other.fenced))),
        sharedKeys: new Set(withCall.flatMap((other) => [...other.keys.calls.intersection(keys.calls)])),
        whenSharedStored: async () => void (await Promise.all(withCall.map((other) => other.done))),
        afterAll: async () => {
          await Promise.all([...withCall, ...withPosition].map((other) => other.done));
          return alone;
        },
      });
    } finally {
      underway.delete(mine);
      fenced.resolve();
      done.resolve();
    }
  };
}

/** Of calls, and of pieces that wait for one. */
type Keys = { readonly calls: ReadonlySet<string>; readonly pieces: ReadonlySet<string> };

function keysOf({ calls, intake }: Delivery): Keys {
  const pieces = new Set<string>();
  for (const { callKey } of intake?.setAside ?? []) if (callKey !== null) pieces.add(callKey);
  return { calls: new Set(calls.map(({ callKey }) => callKey)), pieces };
}

function shareAPiece(left: Keys, right: Keys): boolean {
  return !(
    left.pieces.isDisjointFrom(right.pieces) &&
    left.pieces.isDisjointFrom(right.calls) &&
    left.calls.isDisjointFrom(right.pieces)
  );
}
