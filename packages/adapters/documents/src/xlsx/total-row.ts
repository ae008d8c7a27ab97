import type { Worksheet } from "exceljs";
import { formats, formulaCell, sheetFont } from "./cells.ts";

/** A sum under a list, one row apart, so that sorting and filtering the list leave it where it is. */
export function totalRow(total: {
  readonly sheet: Worksheet;
  readonly label: string;
  readonly column: string;
  /** Of the list. */
  readonly lastRow: number;
  readonly result: string;
  /** Decimals of what is added up; cents where left out. */
  readonly places?: number;
}): void {
  const { sheet, column, places = 2 } = total;
  const row = sheet.getRow(total.lastRow + 2);
  const label = row.getCell(1);
  label.value = total.label;
  label.font = sheetFont({ bold: true });
  const amount = row.getCell(column);
  const last = Math.max(total.lastRow, 2);
  amount.value = formulaCell(`ROUND(SUM(${column}2:${column}${last}),${places})`, total.result);
  amount.numFmt = places === 2 ? formats.money : formats.price;
  amount.font = sheetFont({ bold: true });
  amount.border = { top: { style: "thin" } };
}
