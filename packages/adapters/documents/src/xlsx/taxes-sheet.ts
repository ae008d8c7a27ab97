import type { Invoice, InvoiceTax } from "@tollwright/invoice";
import { exact, sum, toText } from "@tollwright/money";
import type { Worksheet } from "exceljs";
import { taxSectionNames } from "../words.ts";
import {
  filterList,
  formats,
  formulaCell,
  type ListColumn,
  numberCell,
  optionalNumberCell,
  prepareList,
  printList,
  range,
} from "./cells.ts";
import { hasDetails, TAX_DETAILS, taxDetailColumns, taxLineKey } from "./tax-details-sheet.ts";
import { totalRow } from "./total-row.ts";

const columns: readonly ListColumn<InvoiceTax>[] = [
  { heading: "Levy", width: 26, format: formats.text, value: (tax) => tax.levy },
  { heading: "Name", width: 44, format: formats.text, value: (tax) => tax.name },
  { heading: "Section", width: 38, format: formats.text, value: (tax) => taxSectionNames[tax.section] },
  { heading: "Authority", width: 40, format: formats.text, value: (tax) => tax.authority },
  { heading: "Jurisdiction", width: 24, format: formats.text, value: (tax) => tax.jurisdiction },
  { heading: "Account", width: 18, format: formats.text, value: (tax) => tax.account },
  { heading: "Location", width: 18, format: formats.text, value: (tax) => tax.location },
  { heading: "Base", width: 14, format: formats.price, value: (tax) => optionalNumberCell(tax.base) },
  { heading: "Rate", width: 12, format: formats.price, value: (tax) => optionalNumberCell(tax.rate) },
  { heading: "Units", width: 10, format: formats.count, value: (tax) => optionalNumberCell(tax.units) },
  { heading: "Unit", width: 12, format: formats.text, value: (tax) => tax.unit },
  { heading: "Amount", width: 14, format: formats.money, value: (tax) => numberCell(tax.amount) },
  { heading: "Notes", width: 50, format: formats.text, value: (tax) => tax.marks.join("; ") },
  { heading: "Tax line", width: 50, format: formats.text, value: taxLineKey },
];

/** Letters of the columns that formulas of the summary name. */
export const taxesColumns = {
  section: "C",
  authority: "D",
  account: "F",
  rate: "I",
  amount: "L",
  notes: "M",
  line: "N",
} as const;

/** Writes every tax line, its amount the sum of its details; returns the last row of them. */
export function writeTaxes(sheet: Worksheet, invoice: Invoice, lastDetail: number): number {
  prepareList(sheet, columns);
  for (const tax of invoice.taxes) {
    const row = sheet.addRow(columns.map((column) => column.value(tax)));
    if (tax.section === "sellerCharges") row.getCell(taxesColumns.authority).value = invoice.seller.tradeName;
    if (hasDetails(invoice, tax))
      row.getCell(taxesColumns.amount).value = formulaCell(sumOfDetails(row.number, lastDetail), tax.amount);
    // A rate on a base is a share; without a base it is the price of a unit.
    if (tax.base !== null) row.getCell(taxesColumns.rate).numFmt = formats.percent;
  }
  const lastRow = invoice.taxes.length + 1;
  filterList(sheet, columns.length, lastRow);
  printList(sheet, { lastColumn: taxesColumns.notes, lastRow: lastRow + 2 });
  totalRow({
    sheet,
    label: "Total taxes, assessments and fees",
    column: taxesColumns.amount,
    lastRow,
    result: toText(sum(invoice.taxes.map((tax) => exact(tax.amount)))),
  });
  return lastRow;
}

function sumOfDetails(row: number, lastDetail: number): string {
  const lines = range(TAX_DETAILS, taxDetailColumns.line, lastDetail);
  return `ROUND(SUMIF(${lines},$${taxesColumns.line}${row},${range(TAX_DETAILS, taxDetailColumns.amount, lastDetail)}),2)`;
}
