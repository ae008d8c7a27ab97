import type { Invoice, NotTaxed } from "@tollwright/invoice";
import type { Worksheet } from "exceljs";
import { filterList, formats, type ListColumn, optionalNumberCell, prepareList } from "./cells.ts";

const columns: readonly ListColumn<NotTaxed>[] = [
  { heading: "Levy", width: 26, format: formats.text, value: (entry) => entry.levy },
  { heading: "Name", width: 44, format: formats.text, value: (entry) => entry.name },
  { heading: "Account", width: 22, format: formats.text, value: (entry) => entry.account },
  { heading: "Location", width: 18, format: formats.text, value: (entry) => entry.location },
  { heading: "Why", width: 44, format: formats.text, value: (entry) => entry.reason },
  { heading: "Certificate", width: 28, format: formats.text, value: (entry) => entry.certificate },
  {
    heading: "Exempt amount",
    width: 15,
    format: formats.price,
    value: (entry) => optionalNumberCell(entry.exemptAmount),
  },
];

/** Levies that bill nothing at a location, and what certificates took out of those that do. */
export function writeNotTaxed(sheet: Worksheet, { notTaxed }: Invoice): void {
  prepareList(sheet, columns);
  for (const entry of notTaxed) sheet.addRow(columns.map((column) => column.value(entry)));
  filterList(sheet, columns.length, notTaxed.length + 1);
}
