import assert from "node:assert";
import type { Invoice, InvoiceCharge } from "@tollwright/invoice";
import { compare, exact, isZero, roundedText, sum, toText } from "@tollwright/money";
import type { Row, Worksheet } from "exceljs";
import { callsColumn } from "./call-rows.ts";
import type { CallsWritten } from "./calls-sheets.ts";
import {
  dayCell,
  filterList,
  formats,
  formulaCell,
  type ListColumn,
  lastDayCell,
  numberCell,
  optionalNumberCell,
  prepareList,
  printList,
  range,
} from "./cells.ts";
import { totalRow } from "./total-row.ts";

const sectionNames: Readonly<Record<InvoiceCharge["section"], string>> = {
  recurring: "Recurring",
  usage: "Usage",
  oneTime: "One-time",
};

const columns: readonly ListColumn<InvoiceCharge>[] = [
  { heading: "Account", width: 18, format: formats.text, value: (charge) => charge.account },
  { heading: "Location", width: 18, format: formats.text, value: (charge) => charge.location },
  { heading: "Section", width: 12, format: formats.text, value: (charge) => sectionNames[charge.section] },
  { heading: "Description", width: 44, format: formats.text, value: (charge) => charge.description },
  { heading: "About", width: 30, format: formats.text, value: (charge) => charge.about },
  { heading: "Call class", width: 16, format: formats.text, value: (charge) => charge.callClass },
  { heading: "First day", width: 12, format: formats.day, value: (charge) => dayCell(charge.from) },
  { heading: "Last day", width: 12, format: formats.day, value: lastDayCell },
  { heading: "Quantity", width: 12, format: formats.count, value: (charge) => numberCell(charge.quantity) },
  { heading: "Unit", width: 10, format: formats.text, value: (charge) => charge.unit },
  {
    heading: "Unit price",
    width: 12,
    format: formats.price,
    value: (charge) => optionalNumberCell(charge.unitPrice),
  },
  { heading: "Share", width: 10, format: formats.text, value: (charge) => charge.share },
  { heading: "Calls", width: 10, format: formats.whole, value: (charge) => charge.calls },
  {
    heading: "Billed seconds",
    width: 15,
    format: formats.count,
    value: (charge) => optionalNumberCell(charge.billedSeconds),
  },
  { heading: "Amount", width: 14, format: formats.money, value: (charge) => numberCell(charge.amount) },
  { heading: "Charge key", width: 48, format: formats.text, value: (charge) => charge.key },
];

/** Letters of the columns that formulas of other sheets name. */
export const chargesColumns = {
  account: "A",
  section: "C",
  callClass: "F",
  calls: "M",
  billedSeconds: "N",
  amount: "O",
  key: "P",
} as const;

/** Writes every charge; what is made of calls is a formula over them. Returns the last row of charges. */
export function writeCharges(sheet: Worksheet, invoice: Invoice, calls: CallsWritten): number {
  checkKeys(invoice, calls);
  prepareList(sheet, columns);
  for (const charge of invoice.charges) {
    const row = sheet.addRow(columns.map((column) => column.value(charge)));
    writeUsage(row, charge, calls);
  }
  const lastRow = invoice.charges.length + 1;
  filterList(sheet, columns.length, lastRow);
  printList(sheet, { lastColumn: chargesColumns.amount, lastRow: lastRow + 2 });
  totalRow({
    sheet,
    label: "Total charges",
    column: chargesColumns.amount,
    lastRow,
    result: toText(sum(invoice.charges.map((charge) => exact(charge.amount)))),
  });
  return lastRow;
}

/**
 * Usage is counted and summed from its calls, rounded at the deck's places first and then to cents (books 14): a float's
 * tail is dropped before it could move a half cent. Lines without calls stand as they were billed.
 */
function writeUsage(row: Row, charge: InvoiceCharge, calls: CallsWritten): void {
  const total = calls.sums.get(charge.key);
  const counts = calls.counts.get(charge.key);
  if (total === undefined || counts === undefined) return;
  const amount = roundedText(total, { mode: "halfUp", places: 2 });
  assert(
    compare(exact(amount), exact(charge.amount)) === 0,
    `the calls of ${charge.key} add up to ${amount}, its line says ${charge.amount}`,
  );
  const own = `$${chargesColumns.key}${row.number}`;
  const over = (each: (keys: string, sheet: CallsWritten["sheets"][number]) => string): string =>
    calls.sheets
      .map((sheet) => each(range(sheet.name, callsColumn("chargeKey"), sheet.lastRow), sheet))
      .join("+");
  const sumOf = (field: "billedCharge" | "billedSeconds"): string =>
    over((keys, { name, lastRow }) => `SUMIF(${keys},${own},${range(name, callsColumn(field), lastRow)})`);
  const count = over((keys) => `COUNTIF(${keys},${own})`);
  row.getCell(chargesColumns.calls).value = formulaCell(count, String(counts.calls));
  row.getCell(chargesColumns.billedSeconds).value = formulaCell(
    sumOf("billedSeconds"),
    String(counts.billedSeconds),
  );
  row.getCell(chargesColumns.amount).value = formulaCell(
    `ROUND(ROUND(${sumOf("billedCharge")},${calls.places}),2)`,
    amount,
  );
}

/** SUMIF takes these for patterns and comparisons, and looks at no more than 255 characters. */
export const NOT_LITERAL = /[~*?]|^[<>=]|^.{256}/;

function checkKeys({ charges }: Invoice, calls: CallsWritten): void {
  const keys = new Set(charges.map((charge) => charge.key));
  const literal = charges.every((charge) => !NOT_LITERAL.test(charge.key));
  assert(literal, "a charge key has characters that SUMIF does not take literally");
  const folded = new Set(charges.map((charge) => charge.key.toLowerCase()));
  assert(folded.size === charges.length, "charge keys differ, and not by the case of letters alone");
  for (const [key, total] of calls.sums)
    assert(
      keys.has(key) || isZero(total),
      `calls worth ${toText(total)} name ${key}, which is no line of the invoice`,
    );
}
