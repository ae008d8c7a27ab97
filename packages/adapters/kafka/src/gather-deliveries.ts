import type { Delivery, PositionAdvance } from "@tollwright/bus";

/** Messages of one partition that follow each other, on their way into the books. */
export type Piece = Pick<Delivery, "calls" | "intake"> & {
  readonly move: PositionAdvance;
  /** For what was refused before: whatever is wrong with it shall hold up nothing else. */
  readonly isAlone: boolean;
  /** Asked before it is stored: false once the piece before it was refused, or somebody else reads its partition. */
  readonly isWanted: () => boolean;
};

export type Gathering = {
  /** Resolves when the piece is stored; rejects where its transaction was refused, or where it is not wanted any more. */
  readonly store: (piece: Piece) => Promise<void>;
  /** Resolves when more may be read: what waits has a bound, however slow the database is. */
  readonly whenRoom: () => Promise<void>;
  /** Resolves when nothing is being stored, and nothing waits that is still wanted. */
  readonly whenStored: () => Promise<void>;
};

type Waiting = { readonly piece: Piece; readonly done: PromiseWithResolvers<void> };

/**
 * Gathers pieces of several partitions into one delivery each, a transaction's worth, in the order in which they come.
 *
 * A lone piece is handed over at once. While a delivery is being stored the next one gathers, and begins beside it when it is full:
 * so calls that come one by one do not wait, and a backlog is stored in few transactions of many calls.
 *
 * @param options.callsAtOnce Of one delivery, unless a single piece has more. As many again wait.
 * @param options.atOnce Deliveries that are handed over side by side, begun in order.
 */
export function gatherDeliveries(options: {
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly callsAtOnce: number;
  readonly atOnce: number;
}): Gathering {
  const { handle, callsAtOnce, atOnce } = options;
  let waiting: readonly Waiting[] = [];
  const underway = new Set<Promise<void>>();
  let changed = Promise.withResolvers<void>();

  const begin = (): void => {
    waiting = waiting.filter(isWantedStill);
    for (;;) {
      const { pieces, isFull } = nextDelivery(waiting, callsAtOnce);
      if (pieces.length === 0 || underway.size === atOnce || (underway.size > 0 && !isFull)) break;
      waiting = waiting.slice(pieces.length);
      const handled = handOver(pieces, handle).then(() => {
        underway.delete(handled);
        begin();
      });
      underway.add(handled);
    }
    changed.resolve();
    changed = Promise.withResolvers();
  };

  return {
    store(piece) {
      const done = Promise.withResolvers<void>();
      waiting = [...waiting, { piece, done }];
      begin();
      return done.promise;
    },
    async whenRoom() {
      while (callsOf(waiting) >= callsAtOnce) await changed.promise;
    },
    async whenStored() {
      begin();
      while (underway.size > 0 || waiting.length > 0) await changed.promise;
    },
  };
}

function isWantedStill({ piece, done }: Waiting): boolean {
  if (piece.isWanted()) return true;
  done.reject(new Error("not wanted any more"));
  return false;
}

/** The first of what waits, as far as it belongs together; full where nothing more may join it. */
function nextDelivery(
  waiting: readonly Waiting[],
  callsAtOnce: number,
): { readonly pieces: readonly Waiting[]; readonly isFull: boolean } {
  const [first] = waiting;
  if (first === undefined) return { pieces: [], isFull: false };
  if (standsAlone(first)) return { pieces: [first], isFull: true };
  let calls = 0;
  const end = waiting.findIndex((one) => {
    calls += one.piece.calls.length;
    return one !== first && (standsAlone(one) || calls > callsAtOnce);
  });
  return end < 0
    ? { pieces: waiting, isFull: calls >= callsAtOnce }
    : { pieces: waiting.slice(0, end), isFull: true };
}

/** An intake says of its delivery that no broker counted it as in transit: calls that came over one do not go with it. */
function standsAlone({ piece }: Waiting): boolean {
  return piece.isAlone || piece.intake !== null;
}

function callsOf(waiting: readonly Waiting[]): number {
  return waiting.reduce((sum, { piece }) => sum + piece.calls.length, 0);
}

async function handOver(
  pieces: readonly Waiting[],
  handle: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  try {
    await handle(deliveryOf(pieces.map(({ piece }) => piece)));
    for (const { done } of pieces) done.resolve();
  } catch (error) {
    for (const { done } of pieces) done.reject(error);
  }
}

/** @example partition 3 from 500 to 700 and from 700 to 900 is one move, from 500 to 900. */
function deliveryOf(pieces: readonly Piece[]): Delivery {
  const moves = new Map<string, PositionAdvance>();
  for (const { move } of pieces)
    moves.set(move.id, { ...move, expected: moves.get(move.id)?.expected ?? move.expected });
  return {
    calls: pieces.flatMap(({ calls }) => calls),
    positions: [...moves.values()],
    intake: pieces[0]?.intake ?? null,
  };
}
