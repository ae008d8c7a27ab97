import { type Dated, isInForce } from "./dated-rows.ts";
import type { Exchange } from "./exchange-rows.ts";

/** Numbers of the texts of a row, in this order; 0 is null. */
const CELLS = ["state", "rateCenter", "lata", "ocn", "from", "until"] as const;
const WIDTH = CELLS.length;
const [FROM, UNTIL] = [CELLS.indexOf("from"), CELLS.indexOf("until")];

/** Rows of exchanges as whole numbers: half a million of them are no objects that the memory's keeper would have to walk. */
export type PackedExchanges = {
  readonly add: (row: Exchange) => void;
  readonly inForceAt: (prefix: string, day: string | null) => Exchange | null;
  /** A row that says otherwise than the one before it of the same prefix and day; the same twice is harmless. */
  readonly contradictions: () => readonly Exchange[];
};

/** Rows of prefixes of one length. What was added last is sorted in when something is asked. */
export function packedExchanges(texts: Texts): PackedExchanges {
  const keys: number[] = [];
  const cells: number[] = [];
  let sorted: Sorted | null = null;
  const ready = (): Sorted => {
    sorted ??= inOrder(keys, cells, texts);
    return sorted;
  };
  return {
    add(row) {
      sorted = null;
      keys.push(Number(row.prefix));
      for (const name of CELLS) cells.push(texts.idOf(row[name]));
    },
    inForceAt: (prefix, day) => inForceAt(ready(), prefix, day, texts),
    contradictions: () => contradictions(ready(), texts),
  };
}

/** Half a million rows name few states, places, companies and days: one number for each text. */
export type Texts = {
  readonly idOf: (text: string | null) => number;
  readonly textOf: (id: number) => string | null;
};

export function internedTexts(): Texts {
  const texts: (string | null)[] = [null];
  const ids = new Map<string, number>();
  return {
    idOf(text) {
      if (text === null) return 0;
      const known = ids.get(text);
      if (known !== undefined) return known;
      ids.set(text, texts.length);
      return texts.push(text) - 1;
    },
    textOf: (id) => texts[id] ?? null,
  };
}

/** By prefix, and the latest first within one. */
type Sorted = { readonly keys: Int32Array; readonly cells: Int32Array };

function inOrder(keys: readonly number[], cells: readonly number[], texts: Texts): Sorted {
  const startOf = (row: number): string => texts.textOf(cells[row * WIDTH + FROM] ?? 0) ?? "";
  const compare = (left: number, right: number): number => {
    const byPrefix = (keys[left] ?? 0) - (keys[right] ?? 0);
    if (byPrefix !== 0) return byPrefix;
    const [first, second] = [startOf(left), startOf(right)];
    if (first === second) return left - right;
    return first < second ? 1 : -1;
  };
  const order = Uint32Array.from(keys, (_key, row) => row);
  // Such files come in order, and half a million rows take a second to sort.
  if (order.some((row) => row > 0 && compare(row - 1, row) > 0)) order.sort(compare);
  const packed = new Int32Array(cells.length);
  order.forEach((row, at) => {
    for (let cell = 0; cell < WIDTH; cell += 1) packed[at * WIDTH + cell] = cells[row * WIDTH + cell] ?? 0;
  });
  return { keys: Int32Array.from(order, (row) => keys[row] ?? 0), cells: packed };
}

function inForceAt(
  { keys, cells }: Sorted,
  prefix: string,
  day: string | null,
  texts: Texts,
): Exchange | null {
  const key = Number(prefix);
  for (let at = firstNotBelow(keys, key); keys[at] === key; at += 1) {
    if (isInForce(datesOf(cells, at, texts), day)) return rowAt(keys, cells, at, texts);
  }
  return null;
}

function firstNotBelow(keys: Int32Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function datesOf(cells: Int32Array, at: number, { textOf }: Texts): Dated {
  return { from: textOf(cells[at * WIDTH + FROM] ?? 0), until: textOf(cells[at * WIDTH + UNTIL] ?? 0) };
}

function rowAt(keys: Int32Array, cells: Int32Array, at: number, { textOf }: Texts): Exchange {
  const [state = null, rateCenter = null, lata = null, ocn = null, from = null, until = null] = CELLS.map(
    (_name, cell) => textOf(cells[at * WIDTH + cell] ?? 0),
  );
  return { prefix: String(keys[at]), state, rateCenter, lata, ocn, from, until };
}

function contradictions({ keys, cells }: Sorted, texts: Texts): readonly Exchange[] {
  const found: Exchange[] = [];
  for (let at = 1; at < keys.length; at += 1) {
    const isSameDay =
      keys[at] === keys[at - 1] && cells[at * WIDTH + FROM] === cells[(at - 1) * WIDTH + FROM];
    if (isSameDay && differ(cells, at)) found.push(rowAt(keys, cells, at, texts));
  }
  return found;
}

function differ(cells: Int32Array, at: number): boolean {
  return CELLS.some((_name, cell) => cells[at * WIDTH + cell] !== cells[(at - 1) * WIDTH + cell]);
}
