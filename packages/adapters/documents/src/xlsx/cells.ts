import { addDays, civilDate } from "@tollwright/calendar";
import { exact, toText } from "@tollwright/money";
import type { CellFormulaValue, CellValue, Column, Worksheet } from "exceljs";

/**
 * A spreadsheet's number is a float, whatever we do: this is the one place where an amount becomes one. The nearest
 * float of a decimal prints as that decimal, and each sum is a formula that rounds.
 */
export function numberCell(text: string): number {
  return Number(toText(exact(text)));
}

/** Decimal text, or nothing. */
export function optionalNumberCell(text: string | null): number | null {
  return text === null || text === "" ? null : numberCell(text);
}

/** A formula with the result that we computed exactly: readers that compute nothing show it. */
export function formulaCell(formula: string, result: string): CellFormulaValue {
  return { formula, result: numberCell(result), date1904: false };
}

/** A day. Spreadsheets know no zones, so midnight UTC stands for the day itself. */
export function dayCell(date: string): Date {
  return new Date(`${civilDate(date)}T00:00:00Z`);
}

/** The last day of a half-open period. */
export function lastDayCell(period: { readonly from: string; readonly until: string }): Date {
  return dayCell(period.until > period.from ? addDays(civilDate(period.until), -1) : period.from);
}

/** What the clock on the wall showed, as a date cell. @param reading `2026-04-07 09:03:10` */
export function wallClockCell(reading: string): Date {
  return new Date(`${reading.replace(" ", "T")}Z`);
}

export const formats = {
  money: "#,##0.00",
  /** Prices and charges of calls: at least cents, and as many digits as the deck has. */
  price: "#,##0.00########",
  percent: "0.00####%",
  count: "#,##0.########",
  whole: "#,##0",
  day: "yyyy-mm-dd",
  dateTime: "yyyy-mm-dd hh:mm:ss",
  text: "@",
} as const;

/** One column of a sheet that is a plain list: heading, width, format, and what stands in it. */
export type ListColumn<T> = {
  readonly heading: string;
  readonly width: number;
  readonly format: string;
  readonly value: (item: T) => CellValue;
};

export const HEADING_FILL = "FF0B4F71";

/** Headings that stay in sight, widths and formats; rows come after. */
export function prepareList<T>(sheet: Worksheet, columns: readonly ListColumn<T>[]): void {
  sheet.columns = columns.map(
    (column): Partial<Column> => ({
      header: column.heading,
      width: column.width,
      style: { numFmt: column.format },
    }),
  );
  const heading = sheet.getRow(1);
  heading.eachCell((cell) => {
    cell.style = {
      font: { bold: true, color: { argb: "FFFFFFFF" } },
      fill: { type: "pattern", pattern: "solid", fgColor: { argb: HEADING_FILL } },
      alignment: { vertical: "middle", wrapText: true },
    };
  });
  sheet.views = [{ state: "frozen", ySplit: 1 }];
  sheet.pageSetup = { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
}

/** Arrows to filter and sort by, over the headings and the rows down to `lastRow`. */
export function filterList(sheet: Worksheet, columnCount: number, lastRow: number): void {
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: lastRow, column: columnCount } };
}

/** `range("Calls 2", "N", 9)` is `'Calls 2'!$N$2:$N$9`: all rows below the heading, and at least one. */
export function range(sheetName: string, column: string, lastRow: number): string {
  const quoted = /^\w+$/.test(sheetName) ? sheetName : `'${sheetName}'`;
  return `${quoted}!$${column}$2:$${column}$${Math.max(lastRow, 2)}`;
}
