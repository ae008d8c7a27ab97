import { DECK_DATE_FORMATS, type DeckDateFormat, readDeckDate } from "../deck-dates.ts";
import { isAtOnce, readStatus } from "../deck-words.ts";

type Rows = readonly (readonly string[])[];

/** What the cells of one column look like: shares of its filled cells, in whole percent. */
export type ColumnFacts = {
  readonly column: number;
  /** Share of the rows that have something here. */
  readonly filled: number;
  /** One code, or several with signs between them. */
  readonly codes: number;
  readonly decimals: number;
  /** Whole or not, with or without a sign of its currency. */
  readonly numbers: number;
  readonly words: number;
  readonly increments: number;
  readonly wholeSeconds: number;
  readonly statuses: number;
  readonly marks: number;
  /** Formats that every filled cell can be read by. */
  readonly dates: readonly DeckDateFormat[];
  /** Formats that most cells can be read by, where no format fits them all. */
  readonly nearlyDates: readonly DeckDateFormat[];
  readonly distinct: number;
};

const CODE = /^\+?\d{1,15}([\s,;/–-]+\d{1,15})*$/;
/** A fraction, or an amount with its sign: a whole number alone may be a code as well. */
const DECIMAL = /^([$€£]|[A-Z]{3})? ?\d*[.,]\d+( ?([$€£]|[A-Z]{3})|E[+-]?\d+)?$/i;
const NUMBER = /^([$€£]|[A-Z]{3})? ?(\d+([.,]\d+)?|[.,]\d+)( ?([$€£]|[A-Z]{3})|E[+-]?\d+)?$/i;
const SAMPLE = 5_000;

export function columnFacts(rows: Rows, column: number): ColumnFacts {
  const sample = rows.slice(0, SAMPLE);
  const cells = sample.map((row) => (row[column] ?? "").trim()).filter((cell) => cell !== "");
  const share = (fits: (cell: string) => boolean): number =>
    cells.length === 0 ? 0 : Math.floor((cells.filter(fits).length * 100) / cells.length);
  return {
    column,
    filled: sample.length === 0 ? 0 : Math.ceil((cells.length * 100) / sample.length),
    codes: share((cell) => CODE.test(cell)),
    decimals: share((cell) => DECIMAL.test(cell)),
    numbers: share((cell) => NUMBER.test(cell)),
    words: share((cell) => /[a-z]{2}/i.test(cell)),
    increments: share((cell) => /^\d{1,3}\s*[/+,;:-]\s*\d{1,3}$/.test(cell)),
    wholeSeconds: share((cell) => /^([1-9]|[1-9]\d|1[0-7]\d|180)$/.test(cell)),
    statuses: share((cell) => readStatus(cell) !== null),
    marks: share((cell) => /^(y|n|yes|no|true|false|x)$/i.test(cell)),
    ...datesOf(cells),
    distinct: new Set(cells).size,
  };
}

function datesOf(cells: readonly string[]): Pick<ColumnFacts, "dates" | "nearlyDates"> {
  const days = [...new Set(cells)].filter((cell) => !isAtOnce(cell));
  const fits = DECK_DATE_FORMATS.map((format) => ({
    format,
    count: days.filter((cell) => readDeckDate(cell, format) !== null).length,
  }));
  const most = Math.max(0, ...fits.map(({ count }) => count));
  const best = fits.filter(({ count }) => count === most).map(({ format }) => format);
  if (most * 2 < days.length || most === 0) return { dates: [], nearlyDates: [] };
  return { dates: most === days.length ? best : [], nearlyDates: best };
}
