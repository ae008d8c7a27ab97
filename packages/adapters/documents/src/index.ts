export { inOnePiece } from "./in-one-piece.ts";
export { type ItemisationColumn, type ItemisationKind, itemisationColumns } from "./itemisation/columns.ts";
export { itemisationHeader, itemisationLine, renderCsv } from "./itemisation/csv.ts";
export type { DeliveredFile, DeliveredTable } from "./tables/delivered-file.ts";
export { readDeliveredFile, renderPdf, renderTable, renderXlsx } from "./when-needed.ts";
export type { XlsxInput } from "./xlsx/render-xlsx.ts";
