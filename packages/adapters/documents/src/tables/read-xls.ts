import { type Cell, CellError, readXls as readWorkbook } from "xls-reader";
import { instantText, numberText } from "./cell-text.ts";
import type { DeliveredTable } from "./delivered-file.ts";

/**
 * Every sheet of a workbook of Excel 97 to 2003. The library tells no number formats, so leading zeros that were only shown
 * are not there.
 *
 * @throws XlsError for what is no such workbook, or is encrypted.
 */
export function readXls(bytes: Uint8Array): readonly DeliveredTable[] {
  return readWorkbook(bytes).sheets.map(({ name, visibility, rows }) => ({
    name,
    visible: visibility === "visible",
    rows: rows.map((row) => row.map(cellText)),
    hiddenRows: [],
  }));
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Date) return instantText(cell);
  if (cell instanceof CellError) return cell.code;
  if (typeof cell === "number") return numberText(String(cell), null);
  return typeof cell === "boolean" ? String(cell).toUpperCase() : cell;
}
