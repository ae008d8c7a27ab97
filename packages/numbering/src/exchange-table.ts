import type { Problem } from "@tollwright/problem";
import { isInForce } from "./dated-rows.ts";
import { type Exchange, exchangeRows } from "./exchange-rows.ts";
import type { NumberingTable } from "./numbering-plan.ts";

export type ExchangeTable = {
  readonly size: number;
  /**
   * The block of a North American number, else its exchange, as in force on a day; null where the table has neither.
   *
   * @param e164 Digits with the leading 1.
   */
  readonly find: (e164: string, day: string | null) => Exchange | null;
};

/**
 * Tables of exchanges that an operator bought or fetched, asked by binary search: half a million rows are ready in about a
 * second, and a number is found in two searches.
 *
 * @returns The table of all whole rows, and a Problem for each that is broken or says otherwise than another of the same prefix and day.
 */
export function compileExchangeTable(tables: readonly NumberingTable[]): {
  readonly exchanges: ExchangeTable;
  readonly problems: readonly Problem[];
} {
  const read = tables.map((table) => ({ file: table.file, ...exchangeRows(table) }));
  const problems = read.flatMap((table) => table.problems);
  const rows = read.flatMap((table) => table.rows);
  const exchanges = searchable(rows.filter(({ prefix }) => prefix.length === EXCHANGE_DIGITS));
  const blocks = searchable(rows.filter(({ prefix }) => prefix.length > EXCHANGE_DIGITS));
  const files = read.map(({ file }) => file).join(", ");
  return {
    exchanges: {
      size: rows.length,
      find: (e164, day) =>
        inForceAt(blocks, Number(e164.slice(1, 2 + EXCHANGE_DIGITS)), day) ??
        inForceAt(exchanges, Number(e164.slice(1, 1 + EXCHANGE_DIGITS)), day),
    },
    problems: [...problems, ...contradictions(files, exchanges), ...contradictions(files, blocks)],
  };
}

const EXCHANGE_DIGITS = 6;

/** Rows by prefix, the latest first within one; `keys` are the prefixes as numbers. */
type Searchable = { readonly keys: Int32Array; readonly rows: readonly Exchange[] };

function searchable(unsorted: readonly Exchange[]): Searchable {
  // Such files come in order, and half a million rows take a second to sort.
  const isInOrder = unsorted.every((row, index) => index === 0 || inOrder(unsorted[index - 1], row) <= 0);
  const rows = isInOrder ? unsorted : unsorted.toSorted(inOrder);
  return { keys: Int32Array.from(rows, ({ prefix }) => Number(prefix)), rows };
}

/** By prefix, which has one length here, and the latest first within one. */
function inOrder(left: Exchange | undefined, right: Exchange): number {
  if (left === undefined) return -1;
  if (left.prefix !== right.prefix) return left.prefix < right.prefix ? -1 : 1;
  const [first, second] = [left.from ?? "", right.from ?? ""];
  if (first === second) return 0;
  return first < second ? 1 : -1;
}

function inForceAt({ keys, rows }: Searchable, key: number, day: string | null): Exchange | null {
  for (let at = firstNotBelow(keys, key); keys[at] === key; at += 1) {
    const row = rows[at];
    if (row !== undefined && isInForce(row, day)) return row;
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

/** The same twice is harmless. */
function contradictions(files: string, { rows }: Searchable): readonly Problem[] {
  return rows.filter((row, index) => contradicts(row, rows[index - 1])).map((row) => twice(files, row));
}

function contradicts(row: Exchange, before: Exchange | undefined): boolean {
  if (before === undefined || before.prefix !== row.prefix || before.from !== row.from) return false;
  const isSamePlace = before.state === row.state && before.rateCenter === row.rateCenter;
  return !(isSamePlace && before.lata === row.lata && before.ocn === row.ocn && before.until === row.until);
}

function twice(file: string, { prefix, from }: Exchange): Problem {
  return {
    code: "NUMBERING_ROW_BROKEN",
    message: `exchange ${prefix} stands twice from ${from ?? "ever"} on, with two places`,
    file,
    wayOut: "Remove one of the two rows, or date the later one.",
  };
}
