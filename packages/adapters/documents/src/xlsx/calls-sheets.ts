import type { Invoice, ItemisedCall } from "@tollwright/invoice";
import { add, type Exact, exact, zero } from "@tollwright/money";
import { itemisationColumns } from "../itemisation/columns.ts";
import { callRow, headingRow } from "./call-rows.ts";
import { callsSheetFrame } from "./calls-sheet-frame.ts";
import type { ZipEntry, ZipStream } from "./zip-stream.ts";

/** A sheet ends at row 1,048,576, and its first row is the heading. */
export const CALLS_PER_SHEET_MAX = 1_048_575;

/** What the other sheets need to know of the calls. */
export type CallsWritten = {
  readonly calls: number;
  /** Exact sum of billed charges by charge key. */
  readonly sums: ReadonlyMap<string, Exact>;
  /** Calls and their billed seconds by charge key. */
  readonly counts: ReadonlyMap<string, { readonly calls: number; readonly billedSeconds: number }>;
  /** Most decimals of any billed charge, at least 2: sums are rounded here first, so that no float's tail survives. */
  readonly places: number;
  readonly sheets: readonly { readonly name: string; readonly lastRow: number }[];
};
