import { add, exact, toText, zero } from "@tollwright/money";
import { filterList, formats, type ListColumn, optionalNumberCell, prepareList } from "./cells.ts";
import { datedWorkbook } from "./new-workbook.ts";
import { totalRow } from "./total-row.ts";

type TableColumn = {
  readonly heading: string;
  /** Amounts and counts are decimal text, or empty. */
  readonly kind: "text" | "amount" | "count";
  readonly width: number;
};

export type TableInput = {
  readonly title: string;
  readonly by: string;
  /** The day that the file is of; the same table gives the same bytes. */
  readonly date: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
};

const FORMATS = { text: formats.text, amount: formats.price, count: formats.count } as const;

/**
 * A table as a workbook of one sheet, with the sum of its last column under it as a formula. Text is never a formula, whatever it
 * begins with.
 *
 * @example amounts 0.0120 and 0.0065 in the last column: `ROUND(SUM(B2:B3),4)`, 0.0185.
 */
export async function renderTable({ title, by, date, columns, rows }: TableInput): Promise<Uint8Array> {
  const workbook = datedWorkbook({ by, title, date });
  const sheet = workbook.addWorksheet(title);
  const list = columns.map(
    ({ heading, kind, width }, index): ListColumn<readonly string[]> => ({
      ...{ heading, width, format: FORMATS[kind] },
      value: (row) => (kind === "text" ? (row[index] ?? "") : optionalNumberCell(row[index] ?? null)),
    }),
  );
  prepareList(sheet, list);
  for (const row of rows) sheet.addRow(list.map((column) => column.value(row)));
  filterList(sheet, columns.length, rows.length + 1);
  const amounts = rows.map((row) => row[columns.length - 1] ?? "").filter((amount) => amount !== "");
  totalRow({
    sheet,
    label: "Total",
    column: sheet.getColumn(columns.length).letter,
    lastRow: rows.length + 1,
    result: toText(amounts.reduce((sum, amount) => add(sum, exact(amount)), zero)),
    places: Math.max(2, ...amounts.map((amount) => amount.split(".")[1]?.length ?? 0)),
  });
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
