import { type Fault, unreadable } from "../fault.ts";
import { durationReader } from "../values/duration-unit.ts";
import type { Layout } from "./layout-shape.ts";
import { MARKER } from "./record-kinds.ts";
import type { Row } from "./row.ts";

type ControlTotals = {
  /** A call or a piece of one stands in the file. */
  readonly record: () => void;
  readonly add: (milliseconds: number | null) => void;
  /** What becomes of the trailer in hand. */
  readonly compare: () => Fault;
};

/**
 * Adds up what a file holds, for its trailer to be held against.
 *
 * @example 33 calls of 1,855 s and a trailer of 33 and `00003055` (HHMMSS): ignored, MARKER_RECORD; of 34: suspended, TRAILER_DIFFERS.
 */
export function controlTotals({ trailer }: Layout, row: Row): ControlTotals {
  let calls = 0;
  let milliseconds = 0;
  const count = trailer?.records;
  const total = trailer?.billable;
  const countText = count === undefined ? null : row.column(count.column);
  const totalText = total === undefined ? null : row.column(total.column);
  const read = total === undefined ? null : durationReader(total.unit);
  return {
    record() {
      calls += 1;
    },
    add(more) {
      milliseconds += more ?? 0;
    },
    compare() {
      const differences: string[] = [];
      if (countText !== null && Number(countText()) !== calls)
        differences.push(`${countText()} records stated, ${calls} read`);
      if (totalText !== null && read !== null && read(totalText()) !== milliseconds)
        differences.push(`${totalText()} of time stated, ${milliseconds} ms read`);
      calls = 0;
      milliseconds = 0;
      return differences.length === 0 ? MARKER : unreadable("TRAILER_DIFFERS", differences.join("; "));
    },
  };
}
