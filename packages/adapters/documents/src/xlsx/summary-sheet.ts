import type { Invoice, InvoiceTotals } from "@tollwright/invoice";
import { exact, sum, toText } from "@tollwright/money";
import type { CellValue, Row, Worksheet } from "exceljs";
import { addressLines, banner, documentTitle, taxSectionNames } from "../words.ts";
import {
  dayCell,
  formats,
  formulaCell,
  headingStyle,
  lastDayCell,
  numberCell,
  range,
  sheetColours,
  sheetFont,
} from "./cells.ts";
import { chargesColumns } from "./charges-sheet.ts";
import { taxesColumns } from "./taxes-sheet.ts";

/** Last rows of the lists that the sums go over. */
type LastRows = { readonly charges: number; readonly taxes: number };

/** Whose invoice, of what period, and its totals: each a formula over the other sheets, beside the figure as invoiced. */
export function writeSummary(sheet: Worksheet, input: SummaryInput): void {
  const { invoice } = input;
  sheet.columns = [{ width: 40 }, { width: 24 }, { width: 20 }, { width: 22 }, { width: 18 }];
  const warning = banner(invoice);
  if (warning !== null)
    sheet.addRow([warning]).font = sheetFont({ bold: true, size: 14, color: { argb: sheetColours.warning } });
  sheet.addRow([invoice.seller.tradeName]).font = sheetFont({
    bold: true,
    size: 16,
    color: { argb: sheetColours.accent },
  });
  sheet.addRow([documentTitle(invoice)]).font = sheetFont({ bold: true, size: 13 });
  sheet.addRow([]);
  writeFacts(sheet, input);
  sheet.addRow([]);
  writeTotals(sheet, input);
  sheet.addRow([]);
  writeSites(sheet, input);
  if (invoice.notices.length > 0) sheet.addRow([]);
  for (const notice of invoice.notices) {
    const row = sheet.addRow([notice]);
    sheet.mergeCells(row.number, 1, row.number, 5);
    row.getCell(1).alignment = { wrapText: true, vertical: "top" };
    row.height = NOTICE_LINE_HEIGHT * Math.ceil(notice.length / NOTICE_LINE_LENGTH);
  }
  sheet.pageSetup = { orientation: "portrait", fitToPage: true, fitToWidth: 1, fitToHeight: 0 };
}

/** Merged cells do not grow by themselves. */
const NOTICE_LINE_HEIGHT = 15;
const NOTICE_LINE_LENGTH = 105;

type SummaryInput = {
  readonly invoice: Invoice;
  readonly invoiceHash: string;
  readonly lastRows: LastRows;
};

function writeFacts(sheet: Worksheet, { invoice, invoiceHash }: SummaryInput): void {
  const { seller, account } = invoice;
  const facts: readonly (readonly [string, CellValue])[] = [
    ["Invoice number", invoice.number],
    ["Billed by", seller.legalName],
    ["Questions", `${seller.questionsPhone}, ${seller.questionsEmail}`],
    [isSample(invoice) ? "Prepared for" : "Bill to", account.name],
    ["Account", isSample(invoice) ? null : account.id],
    ["Your order number", account.customerOrderNumber],
    ["First day of the period", dayCell(invoice.period.from)],
    ["Last day of the period", lastDayCell(invoice.period)],
    [isSample(invoice) ? "Taxes as of" : "Bill date", dayCell(invoice.billDate)],
    ["Due date", isSample(invoice) ? null : dayCell(invoice.dueDate)],
    ["Terms", invoice.terms],
    [
      "Remit to",
      isSample(invoice) ? null : [seller.remitTo.name, ...addressLines(seller.remitTo.address)].join(", "),
    ],
    ["Currency", invoice.currency],
    ["SHA-256 of the JSON file", invoiceHash],
  ];
  for (const [label, value] of facts) {
    if (value === null) continue;
    const row = sheet.addRow([label, value]);
    // As wide as the block below, for long names and the hash.
    sheet.mergeCells(row.number, 2, row.number, 4);
    const cell = row.getCell(2);
    cell.alignment = { horizontal: "left", wrapText: true, vertical: "top" };
    cell.numFmt = value instanceof Date ? formats.day : formats.text;
  }
}

const AMOUNT_DUE = "Amount due";

function isSample({ kind }: Invoice): boolean {
  return kind === "sample";
}

type Total = { readonly label: string; readonly field: keyof InvoiceTotals; readonly isSum: boolean };

const totals: readonly Total[] = [
  { label: "Recurring charges", field: "recurring", isSum: false },
  { label: "Usage charges", field: "usage", isSum: false },
  { label: "One-time charges", field: "oneTime", isSum: false },
  { label: "Total charges", field: "charges", isSum: true },
  { label: taxSectionNames.governmentTaxes, field: "governmentTaxes", isSum: false },
  { label: taxSectionNames.regulatoryAssessments, field: "regulatoryAssessments", isSum: false },
  { label: taxSectionNames.sellerCharges, field: "sellerCharges", isSum: false },
  { label: "Total taxes, assessments and fees", field: "taxes", isSum: true },
  { label: AMOUNT_DUE, field: "amountDue", isSum: true },
];

function writeTotals(sheet: Worksheet, { invoice, lastRows }: SummaryInput): void {
  headingRow(
    sheet,
    [isSample(invoice) ? "Estimate" : "Summary", "Sum of the lines", "As invoiced", "Difference"],
    1,
  );
  const first = sheet.rowCount + 1;
  totals.forEach((total, index) => {
    const amount = invoice.totals[total.field];
    const row = sheet.addRow([
      total.label === AMOUNT_DUE && isSample(invoice) ? "Estimated amount" : total.label,
      formulaCell(totalFormula(total.field, first, lastRows), amount),
      numberCell(amount),
      formulaCell(`ROUND(B${first + index}-C${first + index},2)`, "0"),
    ]);
    moneyCells(row);
    if (!total.isSum) return;
    row.font = sheetFont({ bold: true });
    row.eachCell((cell) => {
      cell.border = { top: { style: "thin" } };
    });
  });
}

/** The rows of a block of totals that begins at row `first`. */
function totalFormula(field: keyof InvoiceTotals, first: number, lastRows: LastRows): string {
  const amounts = range("Charges", chargesColumns.amount, lastRows.charges);
  const sections = range("Charges", chargesColumns.section, lastRows.charges);
  const taxAmounts = range("Taxes", taxesColumns.amount, lastRows.taxes);
  const taxSections = range("Taxes", taxesColumns.section, lastRows.taxes);
  switch (field) {
    case "recurring":
      return `ROUND(SUMIF(${sections},"Recurring",${amounts}),2)`;
    case "usage":
      return `ROUND(SUMIF(${sections},"Usage",${amounts}),2)`;
    case "oneTime":
      return `ROUND(SUMIF(${sections},"One-time",${amounts}),2)`;
    case "charges":
      return `ROUND(SUM(B${first}:B${first + 2}),2)`;
    case "governmentTaxes":
    case "regulatoryAssessments":
    case "sellerCharges":
      return `ROUND(SUMIF(${taxSections},"${taxSectionNames[field]}",${taxAmounts}),2)`;
    case "taxes":
      return `ROUND(SUM(B${first + 4}:B${first + 6}),2)`;
    case "amountDue":
      return `ROUND(B${first + 3}+B${first + 7},2)`;
  }
}

function writeSites(sheet: Worksheet, { invoice, lastRows }: SummaryInput): void {
  headingRow(sheet, ["Site", "Account", "Charges", "Taxes and fees", "Total"], 2);
  for (const site of invoice.sites) {
    const account = `$B${sheet.rowCount + 1}`;
    const row = sheet.addRow([
      site.name,
      site.account,
      formulaCell(ofAccount("Charges", chargesColumns, lastRows.charges, account), site.charges),
      formulaCell(ofAccount("Taxes", taxesColumns, lastRows.taxes, account), site.taxes),
      formulaCell(
        `ROUND(C${sheet.rowCount + 1}+D${sheet.rowCount + 1},2)`,
        toText(sum([exact(site.charges), exact(site.taxes)])),
      ),
    ]);
    moneyCells(row);
    row.getCell(1).alignment = { wrapText: true, vertical: "top" };
    row.getCell(2).numFmt = formats.text;
  }
}

/** SUMIF would read an account such as `2026-04` as a date; this compares text with text. */
function ofAccount(
  sheetName: string,
  columns: { readonly account: string; readonly amount: string },
  lastRow: number,
  account: string,
): string {
  const accounts = range(sheetName, columns.account, lastRow);
  return `ROUND(SUMPRODUCT((${accounts}=${account})*${range(sheetName, columns.amount, lastRow)}),2)`;
}

function headingRow(sheet: Worksheet, headings: readonly string[], textColumns: number): void {
  sheet.addRow([...headings]).eachCell((cell, column) => {
    cell.style = { ...headingStyle, alignment: { horizontal: column > textColumns ? "right" : "left" } };
  });
}

function moneyCells(row: Row): void {
  for (const column of [2, 3, 4, 5]) row.getCell(column).numFmt = formats.money;
}
