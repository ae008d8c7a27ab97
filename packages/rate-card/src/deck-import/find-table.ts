import { meaningOfHeading } from "./heading-meaning.ts";

type Rows = readonly (readonly string[])[];

/** Where the prices begin and end, and the headings above them. */
export type FoundTable = {
  /** Rows before the first price, as deck.yaml counts them. */
  readonly headingRows: number;
  readonly headings: readonly string[] | null;
  /** Places of the rows with prices: `from` belongs to it, `until` does not. */
  readonly from: number;
  readonly until: number;
  /** What stands in the rows after the last price. */
  readonly footer: readonly string[];
};

const ROWS_SEARCHED = 50;
const FOOTER_MAX = 20;

/** Null: no row among the first fifty looks like a price of a code. */
export function findTable(rows: Rows): FoundTable | null {
  const looksLikePrice = rows.slice(0, ROWS_SEARCHED).some(namesCompany) ? isPriceOfCompany : isPriceOfCode;
  const first = rows.findIndex(looksLikePrice);
  if (first < 0 || first > ROWS_SEARCHED) return null;
  const above = rows.slice(0, first).flatMap((row, index) => (isBlank(row) ? [] : [index]));
  const headingRow = above.slice(-HEADING_ABOVE).findLast((index) => isHeading(rows[index] ?? []));
  const headingRows = (headingRow ?? above.at(-1) ?? -1) + 1;
  const headings = headingRow === undefined ? null : (rows[headingRow] ?? []);
  const isPrice = (row: readonly string[]): boolean =>
    looksLikePrice(row) || isSpoiltPrice(row) || isWithoutPrice(row, rows[first] ?? []);
  return { headingRows, headings, from: headingRows, ...endOf(rows, first, isPrice) };
}

/** How many rows of a sheet look like prices of codes, from the first to the last; 0: it holds something else. */
export function pricedRows(rows: Rows): number {
  const table = findTable(rows);
  return table === null ? 0 : table.until - table.from;
}

/** Names of a section may stand between the headings and the first price. */
const HEADING_ABOVE = 3;

/** Two cells or more are headings as decks have them, and one of those names codes or prices. */
function isHeading(row: readonly string[]): boolean {
  const meanings = row.map(meaningOfHeading).filter((meaning) => meaning !== null);
  return meanings.length >= 2 && meanings.some((meaning) => meaning !== "destination");
}

type RowTest = (row: readonly string[]) => boolean;

function namesCompany(row: readonly string[]): boolean {
  return row.map(meaningOfHeading).some((meaning) => meaning === "ocn" || meaning === "ocnAndLata");
}

/** A company code has letters among its four characters as often as not. */
function isPriceOfCompany(row: readonly string[]): boolean {
  const cells = row.map((cell) => cell.trim());
  return cells.some((cell) => /^(?=.*\d)[0-9A-Z]{1,4}([/-]\d{3,5})?$/i.test(cell)) && cells.some(isAmount);
}

function isAmount(cell: string): boolean {
  return /^([$€£]|[A-Z]{3})?\s?\d*[.,]\d+( ?[A-Z]{3})?$/.test(cell);
}

function isCode(cell: string): boolean {
  return /^\+?\d{1,15}([\s,;/–-]+\d{1,15})*$/.test(cell);
}

function isPriceOfCode(row: readonly string[]): boolean {
  const cells = row.map((cell) => cell.trim());
  return (
    cells.some(isCode) &&
    cells.filter((cell) => isAmount(cell) || /^[$€£]?\s?[\d.,]*\d/.test(cell)).length >= 2
  );
}

function endOf(rows: Rows, from: number, isPrice: RowTest): Pick<FoundTable, "until" | "footer"> {
  const footer: string[] = [];
  let until = rows.length;
  while (until > from) {
    const row = rows[until - 1] ?? [];
    if (!isBlank(row)) {
      if (isPrice(row) || footer.length === FOOTER_MAX) break;
      footer.unshift(row.filter((cell) => cell.trim() !== "").join(" "));
    }
    until -= 1;
  }
  return { until, footer };
}

/** An amount and another cell with digits: a price whose code cannot be read is refused by its row, and no footer. */
function isSpoiltPrice(row: readonly string[]): boolean {
  const numbers = row.filter((cell) => /\d/.test(cell));
  return numbers.length >= 2 && numbers.some((cell) => /^\D{0,5}\d*[.,]\d+\D{0,5}$/.test(cell.trim()));
}

/** Codes where the first price has them, and as many cells: a closed destination, `449,UK Premium,N/A`. */
function isWithoutPrice(row: readonly string[], like: readonly string[]): boolean {
  const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== "").length;
  const hasCode = like.some((cell, column) => isCode(cell.trim()) && isCode((row[column] ?? "").trim()));
  return hasCode && filled(row) >= 2 && filled(row) >= filled(like);
}

function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === "");
}
