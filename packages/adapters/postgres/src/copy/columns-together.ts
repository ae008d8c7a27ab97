import { type CopyBuffer, putBytes } from "./copy-buffer.ts";
import { type CopyColumn, namesOf } from "./copy-columns.ts";

/** By the ten highest bits of a product: the lowest ones of numbers that differ little are alike. */
const PLACES = 1_024;
const MIXER = 0x9e3779b1;
const BITS_LEFT = 22;
/** Larger ones are written anew: memory has to have a bound. */
const MOST_BYTES = 1_024;

/**
 * Columns whose values come again together, row after row: by what a call was priced, which way it went. Their bytes are made once
 * and copied as long as a row has the same values as the last one in its place.
 *
 * @param together.values All that the columns write.
 * @param together.place Any whole number; rows with the same values have the same, rows with others mostly another.
 */
export function columnsTogether<Row>(together: {
  readonly columns: readonly CopyColumn<Row>[];
  readonly isSame: (row: Row, other: Row) => boolean;
  readonly place: (row: Row) => number;
}): CopyColumn<Row> {
  const { columns, isSame, place } = together;
  const known: ({ readonly row: Row; readonly bytes: Uint8Array } | undefined)[] = Array.from({
    length: PLACES,
  });
  const write = (out: CopyBuffer, row: Row): void => {
    const at = Math.imul(place(row), MIXER) >>> BITS_LEFT;
    const last = known[at];
    if (last !== undefined && isSame(last.row, row)) {
      putBytes(out, last.bytes);
      return;
    }
    const from = out.length;
    for (const column of columns) column.write(out, row);
    if (out.length - from <= MOST_BYTES)
      known[at] = { row, bytes: Uint8Array.prototype.slice.call(out.bytes, from, out.length) };
  };
  return { names: namesOf(columns), write };
}

/** For `place`: what two texts mostly differ in, their lengths and ends. */
export function mixed(text: string | null): number {
  if (text === null || text === "") return 0;
  const { length } = text;
  return length + 7 * text.charCodeAt(length - 1) + 43 * text.charCodeAt(length >> 1);
}
