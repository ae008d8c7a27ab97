export { type ItemisationColumn, type ItemisationKind, itemisationColumns } from "./itemisation/columns.ts";
export { itemisationHeader, itemisationLine, renderCsv } from "./itemisation/csv.ts";
export { renderPdf } from "./pdf/render-pdf.ts";
export { renderXlsx, type XlsxInput } from "./xlsx/render-xlsx.ts";
