import { addDays, civilDate } from "@tollwright/calendar";
import { exact, toText } from "@tollwright/money";
import type { CellFormulaValue, CellValue, Column, Font, Style, Worksheet } from "exceljs";

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

export const formats = {
  money: "#,##0.00",
  /** Prices and charges of calls: at least cents, and as many digits as the deck has. */
  price: "#,##0.00########",
  percent: "0.00####%",
  count: "#,##0.########",
  minutes: "#,##0.0000",
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

/** Alpha, red, green, blue, as spreadsheets write colours. */
export const sheetColours = { accent: "FF0B4F71", warning: "FFA61B1B", white: "FFFFFFFF" } as const;

/** A font that names no family is shown in a serif by some programs. */
export function sheetFont(font: Partial<Font>): Partial<Font> {
  return { name: "Calibri", family: 2, size: 11, ...font };
}

/** White on the accent colour: the headings of every list. */
export const headingStyle: Partial<Style> = {
  font: sheetFont({ bold: true, color: { argb: sheetColours.white } }),
  fill: { type: "pattern", pattern: "solid", fgColor: { argb: sheetColours.accent } },
};

/** Headings that stay in sight, widths and formats; rows come after. */
export function prepareList<T>(sheet: Worksheet, columns: readonly ListColumn<T>[]): void {
  sheet.columns = columns.map(
    (column): Partial<Column> => ({
      header: column.heading,
      width: column.width,
      style: listStyle(column.format),
    }),
  );
  const heading = sheet.getRow(1);
  heading.eachCell((cell, column) => {
    const isText = columns[column - 1]?.format === formats.text;
    cell.style = { ...headingStyle, alignment: isText ? TEXT_ALIGNMENT : { horizontal: "right" } };
  });
  sheet.views = [{ state: "frozen", ySplit: 1 }];
  sheet.pageSetup = {
    orientation: "landscape",
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: "1:1",
  };
}

const TEXT_ALIGNMENT = { horizontal: "left", indent: 1 } as const;

/** Text is set off from the figures of the column before it. */
function listStyle(format: string): Partial<Style> {
  return format === formats.text ? { numFmt: format, alignment: TEXT_ALIGNMENT } : { numFmt: format };
}

/** What paper shows: the first columns only; the keys that programs read are left out. */
export function printList(
  sheet: Worksheet,
  print: { readonly lastColumn: string; readonly lastRow: number },
): void {
  // The library sets a dollar sign before columns only, and an area must be fixed in both directions.
  sheet.pageSetup.printArea = `A$1:${print.lastColumn}$${print.lastRow}`;
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
