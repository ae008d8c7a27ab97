import type { CivilDate } from "@tollwright/calendar";
import { type AmountReading, isPlainRate, type RateReading, readAmount, readRate } from "./deck-amount.ts";
import type { DeckColumns } from "./deck-columns.ts";
import { readDeckDate } from "./deck-dates.ts";
import type { DeckDescription } from "./deck-description.ts";
import { isAtOnce, readStatus, type StatusReading } from "./deck-words.ts";
import { remembered } from "./remembered.ts";

/** How the rows of one file are read. */
export type DeckReading = {
  readonly deck: DeckDescription;
  readonly columns: DeckColumns;
  readonly file: string;
};

/** One row while it is read. */
export type RowContext = DeckReading & {
  readonly judges: RowJudges;
  readonly cells: readonly string[];
  /** What was found wrong, in the order of reading. */
  readonly wrong: string[];
};

/** Readers of cells that remember: a deck repeats a few prices, days and words thousands of times. */
export type RowJudges = {
  readonly rate: (cell: string) => RateReading;
  readonly fee: (cell: string) => AmountReading;
  readonly day: (cell: string) => CivilDate | null;
  readonly status: (cell: string) => StatusReading | null;
};

export function rowJudges(deck: DeckDescription): RowJudges {
  const judged = remembered((cell) => readRate(cell, deck));
  return {
    // A decimal mark of another kind makes of a point something else.
    rate: (cell) =>
      deck.decimalMark === "." && isPlainRate(cell, deck) ? { ok: true, amount: cell } : judged(cell),
    fee: remembered((cell) => readAmount(cell, deck)),
    day: remembered((cell) => (isAtOnce(cell) ? deck.effectiveFrom : readDeckDate(cell, deck.dates))),
    status: remembered((cell) => statusOf(cell, deck)),
  };
}

/** The cell of a meaning without blanks around it; empty where the deck has no such column. */
export function textOf({ cells, columns }: RowContext, name: Exclude<keyof DeckColumns, "prefix">): string {
  const place = columns[name];
  return place < 0 ? "" : (cells[place] ?? "").trim();
}

function statusOf(cell: string, deck: DeckDescription): StatusReading | null {
  const state = deck.statusWords[cell];
  return state === undefined ? readStatus(cell) : { state, change: null };
}
