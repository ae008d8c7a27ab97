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
  return { headingRows, headings, from: headingRows, ...endOf(rows, first, looksLikePrice) };
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
  return /^[$€£]?\s?\d*[.,]\d+$/.test(cell);
}

function isPriceOfCode(row: readonly string[]): boolean {
  const cells = row.map((cell) => cell.trim());
  const isCode = (cell: string): boolean => /^\+?\d{1,15}([\s,;/–-]+\d{1,15})*$/.test(cell);
  return cells.some(isCode) && cells.filter((cell) => /^[$€£]?\s?[\d.,]*\d/.test(cell)).length >= 2;
}

function endOf(rows: Rows, from: number, looksLikePrice: RowTest): Pick<FoundTable, "until" | "footer"> {
  const footer: string[] = [];
  let until = rows.length;
  while (until > from) {
    const row = rows[until - 1] ?? [];
    if (!isBlank(row)) {
      if (looksLikePrice(row) || isSpoiltPrice(row) || footer.length === FOOTER_MAX) break;
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

function isBlank(row: readonly string[]): boolean {
  return row.every((cell) => cell.trim() === "");
}
