import { openDatabase } from "@tollwright/postgres";
import { rangeCloser } from "./close-ranges.ts";

/** While the server works for one range, the thread computes the other: a thread with one range waits for a third of its time. */
export const RANGES_AT_ONCE = 2;
/** One holds the range, the others read for it; a connection that nobody needs is not opened. */
const CONNECTIONS_A_RANGE = 4;

export type RangesAtOnce = {
  /** @returns how many ranges were closed: fewer where none is left that nobody else has. */
  readonly closeSome: () => Promise<number>;
  readonly end: () => Promise<void>;
};

/** Closes ranges side by side in one thread, over connections of its own. */
export async function rangesAtOnce(connectionString: string, closing: bigint): Promise<RangesAtOnce> {
  const database = openDatabase(connectionString, { connections: RANGES_AT_ONCE * CONNECTIONS_A_RANGE });
  const closeNext = await rangeCloser(database, closing);
  return {
    async closeSome() {
      const closed = await Promise.all(Array.from({ length: RANGES_AT_ONCE }, closeNext));
      return closed.filter((isClosed) => isClosed).length;
    },
    end: database.close,
  };
}
