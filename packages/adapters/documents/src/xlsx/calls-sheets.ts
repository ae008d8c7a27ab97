import type { Invoice, ItemisedCall } from "@tollwright/invoice";
import { callRowWriter, headingRow } from "./call-rows.ts";
import { type CallSums, callTally } from "./call-tally.ts";
import { type CallsSheet, callsSheetFrame } from "./calls-sheet-frame.ts";
import { pieceWriter } from "./piece-writer.ts";
import type { ZipStream } from "./zip-stream.ts";

/** A sheet ends at row 1,048,576, and its first row is the heading. */
export const CALLS_PER_SHEET_MAX = 1_048_575;

/** What the other sheets need to know of the calls. */
export type CallsWritten = CallSums & { readonly sheets: readonly CallsSheet[] };

/**
 * Writes every call as it comes, in the order given, and further sheets where one is full. Memory does not know how many there are.
 *
 * @param firstSheet Number of the first sheet of calls among the workbook's.
 * @returns pieces of the archive, and at the end what the other sheets need to know.
 */
export async function* writeCalls(input: CallsInput): AsyncGenerator<Uint8Array, CallsWritten> {
  const { zip, calls, callsPerSheet } = input;
  const tally = callTally();
  const sheets: CallsSheet[] = [];
  let open = await openSheet(input, 0);
  const isFull = (): boolean => open.isFull() || open.rows() > callsPerSheet;
  const makeRoom = async (): Promise<void> => {
    if (open.rows() <= callsPerSheet) return open.flush();
    sheets.push(await open.close());
    open = await openSheet(input, sheets.length);
  };
  const write = (call: ItemisedCall): void => {
    open.add(call);
    tally.add(call);
  };
  const pieces = async function* (): AsyncGenerator<Uint8Array, void> {
    await makeRoom();
    yield* zip.take();
  };
  // To wait for each call where it need not be waited for would cost as much as its row.
  if (Symbol.asyncIterator in calls)
    for await (const call of calls) {
      if (isFull()) yield* pieces();
      write(call);
    }
  else
    for (const call of calls) {
      if (isFull()) yield* pieces();
      write(call);
    }
  sheets.push(await open.close());
  yield* zip.take();
  return { ...tally.result(), sheets };
}

type CallsInput = {
  readonly zip: ZipStream;
  readonly invoice: Invoice;
  readonly calls: Iterable<ItemisedCall> | AsyncIterable<ItemisedCall>;
  readonly callsPerSheet: number;
  readonly firstSheet: number;
};

type OpenSheet = {
  readonly add: (call: ItemisedCall) => void;
  /** Rows so far, the heading counted. */
  readonly rows: () => number;
  readonly isFull: () => boolean;
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<CallsSheet>;
};

async function openSheet({ zip, invoice, firstSheet }: CallsInput, before: number): Promise<OpenSheet> {
  const name = before === 0 ? "Calls" : `Calls ${before + 1}`;
  const pieces = pieceWriter(zip.add(`xl/worksheets/sheet${firstSheet + before}.xml`));
  const rowOf = callRowWriter();
  const { head } = await callsSheetFrame(invoice, { name, lastRow: 1 });
  pieces.add(head + headingRow());
  let rows = 1;
  return {
    add(call) {
      rows += 1;
      pieces.add(rowOf(call, rows));
    },
    rows: () => rows,
    isFull: pieces.isFull,
    flush: pieces.flush,
    async close() {
      const sheet = { name, lastRow: rows };
      pieces.add((await callsSheetFrame(invoice, sheet)).tail);
      await pieces.end();
      return sheet;
    },
  };
}
