import type { Result } from "@tollwright/problem";
import type { PdfInput } from "./pdf/render-pdf.ts";
import type { DeliveredFile } from "./tables/delivered-file.ts";
import type { TableInput } from "./xlsx/render-table.ts";
import type { XlsxInput } from "./xlsx/render-xlsx.ts";

/*
 * The libraries behind these take most of a second of processor time to load, and most commands write no document: each is loaded
 * when it is asked for.
 */

/** See `renderPdf` in `pdf/render-pdf.ts`. */
export async function renderPdf(input: PdfInput): Promise<Uint8Array> {
  const { renderPdf: render } = await import("./pdf/render-pdf.ts");
  return render(input);
}

/** See `renderXlsx` in `xlsx/render-xlsx.ts`. */
export async function* renderXlsx(input: XlsxInput): AsyncGenerator<Uint8Array, void> {
  const { renderXlsx: render } = await import("./xlsx/render-xlsx.ts");
  yield* render(input);
}

/** See `renderTable` in `xlsx/render-table.ts`. */
export async function renderTable(input: TableInput): Promise<Uint8Array> {
  const { renderTable: render } = await import("./xlsx/render-table.ts");
  return render(input);
}

/** See `readDeliveredFile` in `tables/read-delivered-file.ts`. */
export async function readDeliveredFile(bytes: Uint8Array, name: string): Promise<Result<DeliveredFile>> {
  const { readDeliveredFile: read } = await import("./tables/read-delivered-file.ts");
  return read(bytes, name);
}
