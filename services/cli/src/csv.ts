/** Decimal text, dates and plain names are written as they are. */
const NUMBER = /^-?\d+(\.\d+)?$/;
/** What spreadsheets take for the start of a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * A table as CSV (RFC 4180), its lines ending in CRLF. Text that a spreadsheet would run as a formula gets an apostrophe: numbers and
 * destinations come from strangers.
 */
export function csvText(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return [headings, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** The columns of some objects, by their names; nothing and null are empty cells. */
export function csvOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string | boolean | null>>[],
): string {
  return csvText(
    columns,
    rows.map((row) => columns.map((column) => String(row[column] ?? ""))),
  );
}

function cell(value: string): string {
  const safe = !NUMBER.test(value) && FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
