import type { Invoice, InvoicePool } from "@tollwright/invoice";
import type { Worksheet } from "exceljs";
import { filterList, formats, type ListColumn, optionalNumberCell, prepareList } from "./cells.ts";

const columns: readonly ListColumn<InvoicePool>[] = [
  { heading: "Account", width: 22, format: formats.text, value: (pool) => pool.account },
  { heading: "Pool", width: 40, format: formats.text, value: (pool) => pool.name },
  { heading: "Of", width: 18, format: formats.text, value: (pool) => pool.holder },
  { heading: "Unit", width: 10, format: formats.text, value: (pool) => pool.unit },
  // Nothing stands for unlimited.
  quantity("Included", (pool) => pool.included),
  quantity("Carried over", (pool) => pool.carriedOver),
  quantity("Used", (pool) => pool.used),
  quantity("Left", (pool) => pool.left),
  quantity("Carried on", (pool) => pool.carriedOn),
  quantity("Expired", (pool) => pool.expired),
];

function quantity(heading: string, of: (pool: InvoicePool) => string | null): ListColumn<InvoicePool> {
  return { heading, width: 14, format: formats.count, value: (pool) => optionalNumberCell(of(pool)) };
}

/** What the plan includes, by account and pool: the same figures as on the PDF, in all their places. */
export function writePools(sheet: Worksheet, pools: NonNullable<Invoice["pools"]>): void {
  prepareList(sheet, columns);
  for (const pool of pools) sheet.addRow(columns.map((column) => column.value(pool)));
  filterList(sheet, columns.length, pools.length + 1);
}
