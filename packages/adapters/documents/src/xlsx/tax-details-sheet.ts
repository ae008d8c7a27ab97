import assert from "node:assert";
import type { Invoice, InvoiceTax } from "@tollwright/invoice";
import { compare, exact, sum, toText } from "@tollwright/money";
import type { Worksheet } from "exceljs";
import {
  filterList,
  formats,
  type ListColumn,
  numberCell,
  optionalNumberCell,
  prepareList,
  printList,
} from "./cells.ts";
import { NOT_LITERAL } from "./charges-sheet.ts";

export const TAX_DETAILS = "Tax details";

type TaxRecord = Invoice["taxRecords"][number];

const roundingNames: Readonly<Record<string, string>> = { halfUp: "half-up", halfEven: "half-even" };

const columns: readonly ListColumn<TaxRecord>[] = [
  { heading: "Name", width: 44, format: formats.text, value: (record) => record.name },
  { heading: "Charge", width: 36, format: formats.text, value: (record) => record.charge.label },
  {
    heading: "Charged",
    width: 12,
    format: formats.money,
    value: (record) => numberCell(record.charge.amount),
  },
  { heading: "Exempt", width: 12, format: formats.price, value: (record) => numberCell(record.exempt) },
  {
    heading: "Base",
    width: 14,
    format: formats.price,
    value: (record) => (record.count === null ? numberCell(record.base) : null),
  },
  {
    heading: "Units",
    width: 10,
    format: formats.count,
    value: (record) => optionalNumberCell(record.count?.units ?? null),
  },
  {
    heading: "Before rounding",
    width: 16,
    format: formats.price,
    value: (record) => optionalNumberCell(/^-?\d+(\.\d+)?$/.test(record.exact) ? record.exact : null),
  },
  { heading: "Rounded", width: 12, format: formats.text, value: roundingText },
  { heading: "Amount", width: 12, format: formats.money, value: (record) => numberCell(record.amount) },
  { heading: "Charge key", width: 60, format: formats.text, value: (record) => record.charge.id },
];

/** Letters of the columns that the sums of tax lines go over. */
export const taxDetailColumns = { amount: "I", line: "K" } as const;

/** What each levy is on each charge: the steps behind a tax line. Returns the last row of them. */
export function writeTaxDetails(sheet: Worksheet, invoice: Invoice): number {
  const { taxRecords } = invoice;
  const lineOf = linesOfRecords(invoice);
  const all: typeof columns = [
    ...columns,
    { heading: "Tax line", width: 50, format: formats.text, value: lineOf },
  ];
  prepareList(sheet, all);
  for (const record of taxRecords) sheet.addRow(all.map((column) => column.value(record)));
  const lastRow = taxRecords.length + 1;
  filterList(sheet, all.length, lastRow);
  printList(sheet, { lastColumn: taxDetailColumns.amount, lastRow });
  return lastRow;
}

/** A tax line by name: a levy at a location of an account; of a corrected month, what is carried back and what is new. */
export function taxLineKey({ levy, account, location, correction }: InvoiceTax): string {
  const key = `${levy} at ${account}/${location}${monthOf(correction)}`;
  assert(!NOT_LITERAL.test(key), `SUMIF does not take ${key} literally`);
  return key;
}

function monthOf(correction: InvoiceTax["correction"]): string {
  return correction === undefined ? "" : `, ${correction.period} ${correction.kind}`;
}

/** The tax line that a record is behind. */
function linesOfRecords({ charges }: Invoice): (record: TaxRecord) => string {
  const months = new Map(charges.map(({ key, correction }) => [key, monthOf(correction)]));
  return ({ levy, charge }) => `${levy} at ${charge.location ?? ""}${months.get(charge.id) ?? ""}`;
}

function roundingText({ rounding }: TaxRecord): string {
  return rounding.mode === "none" ? "not rounded" : (roundingNames[rounding.mode] ?? rounding.mode);
}

/** Whether the details of a line are there; where they are they add up to it, or the invoice must not leave the house. */
export function hasDetails(invoice: Invoice, tax: InvoiceTax): boolean {
  const key = taxLineKey(tax);
  const lineOf = linesOfRecords(invoice);
  const own = invoice.taxRecords.filter((record) => lineOf(record) === key);
  if (own.length === 0) return false;
  const total = sum(own.map((record) => exact(record.amount)));
  assert(compare(total, exact(tax.amount)) === 0, `details of ${key} add up to ${toText(total)}`);
  return true;
}
