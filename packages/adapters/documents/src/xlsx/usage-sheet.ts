import type { Invoice, UsageSummaryRow } from "@tollwright/invoice";
import { divide, exact, roundedText, sum, toText, whole } from "@tollwright/money";
import type { Worksheet } from "exceljs";
import {
  filterList,
  formats,
  formulaCell,
  type ListColumn,
  numberCell,
  prepareList,
  range,
} from "./cells.ts";
import { chargesColumns } from "./charges-sheet.ts";
import { totalRow } from "./total-row.ts";

const columns: readonly ListColumn<UsageSummaryRow>[] = [
  { heading: "Account", width: 24, format: formats.text, value: (row) => row.account },
  { heading: "Class of call", width: 24, format: formats.text, value: (row) => row.description },
  { heading: "Call class", width: 20, format: formats.text, value: (row) => row.callClass },
  { heading: "Calls", width: 12, format: formats.whole, value: (row) => row.calls },
  { heading: "Billed seconds", width: 16, format: formats.count, value: () => null },
  { heading: "Billed minutes", width: 16, format: formats.minutes, value: (row) => numberCell(row.minutes) },
  { heading: "Amount", width: 14, format: formats.money, value: (row) => numberCell(row.amount) },
];

const MINUTE_PLACES = 4;

/** Usage by account and class of call, each figure a formula over the charges, which are formulas over the calls. */
export function writeUsage(sheet: Worksheet, invoice: Invoice, lastCharge: number): void {
  prepareList(sheet, columns);
  for (const usage of invoice.usageSummary) {
    const row = sheet.addRow(columns.map((column) => column.value(usage)));
    const ofClass = (column: string): string => sumOfClass(row.number, column, lastCharge);
    const seconds = secondsOf(invoice, usage);
    const minutes = roundedText(divide(exact(seconds), whole(60)), { mode: "halfUp", places: MINUTE_PLACES });
    row.getCell("D").value = formulaCell(ofClass(chargesColumns.calls), String(usage.calls));
    row.getCell("E").value = formulaCell(ofClass(chargesColumns.billedSeconds), seconds);
    row.getCell("F").value = formulaCell(`ROUND(E${row.number}/60,${MINUTE_PLACES})`, minutes);
    row.getCell("G").value = formulaCell(`ROUND(${ofClass(chargesColumns.amount)},2)`, usage.amount);
  }
  const lastRow = invoice.usageSummary.length + 1;
  filterList(sheet, columns.length, lastRow);
  totalRow({
    sheet,
    label: "Total usage charges",
    column: "G",
    lastRow,
    result: toText(sum(invoice.usageSummary.map((row) => exact(row.amount)))),
  });
}

function sumOfClass(row: number, column: string, lastCharge: number): string {
  const list = (letter: string): string => range("Charges", letter, lastCharge);
  return `SUMPRODUCT((${list(chargesColumns.account)}=$A${row})*(${list(chargesColumns.callClass)}=$C${row})*(${list(chargesColumns.section)}="Usage")*${list(column)})`;
}

function secondsOf({ charges }: Invoice, usage: UsageSummaryRow): string {
  const own = charges.filter(
    (charge) =>
      charge.section === "usage" && charge.account === usage.account && charge.callClass === usage.callClass,
  );
  return toText(sum(own.map((charge) => exact(charge.billedSeconds ?? "0"))));
}
