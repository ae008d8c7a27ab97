import assert from "node:assert";
import type { Invoice } from "@tollwright/invoice";
import type { Workbook } from "exceljs";
import { unzipSync } from "fflate";
import { type ItemisationKind, itemisationColumns } from "../itemisation/columns.ts";
import { callsColumn } from "./call-rows.ts";
import { placedColumns } from "./call-styles.ts";
import { filterList, formats, prepareList, printList } from "./cells.ts";
import { newWorkbook, printEdges } from "./new-workbook.ts";

export type CallsSheet = { readonly name: string; readonly lastRow: number };

/** A sheet of calls as the library knows it: all but its rows, which are streamed. */
export function addCallsSheet(workbook: Workbook, invoice: Invoice, { name, lastRow }: CallsSheet): void {
  const sheet = workbook.addWorksheet(name);
  prepareList(
    sheet,
    itemisationColumns.map(({ heading, width, kind }) => ({
      ...{ heading, width, format: FORMAT_OF_KIND[kind] },
      value: () => null,
    })),
  );
  filterList(sheet, itemisationColumns.length, lastRow);
  printList(sheet, { lastColumn: callsColumn("billedCharge"), lastRow });
  printEdges(sheet, invoice);
}

const FORMAT_OF_KIND: Readonly<Record<ItemisationKind, string>> = {
  text: formats.text,
  telephone: formats.text,
  dateTime: formats.dateTime,
  count: formats.count,
  amount: formats.price,
};

/** What stands before and behind the rows of a sheet, written by the library itself. */
export async function callsSheetFrame(
  invoice: Invoice,
  sheet: CallsSheet,
): Promise<{ readonly head: string; readonly tail: string }> {
  const workbook = newWorkbook(invoice);
  addCallsSheet(workbook, invoice, sheet);
  const files = unzipSync(new Uint8Array(await workbook.xlsx.writeBuffer()));
  const xml = new TextDecoder().decode(files["xl/worksheets/sheet1.xml"]);
  const [head, rest] = xml.split("<sheetData>");
  const [, tail] = (rest ?? "").split("</sheetData>");
  assert(head !== undefined && tail !== undefined, "the library writes the rows in one element");
  // The dimension is of the rows that the library has seen; it may be left out.
  const opened = placedColumns(head.replace(/<dimension[^>]*\/>/, ""));
  return { head: `${opened}<sheetData>`, tail: `</sheetData>${tail}` };
}
