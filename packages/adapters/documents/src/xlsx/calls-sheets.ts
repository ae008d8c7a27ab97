import type { Invoice, ItemisedCall } from "@tollwright/invoice";
import { add, type Exact, exact, zero } from "@tollwright/money";
import { callRow, headingRow } from "./call-rows.ts";
import { type CallsSheet, callsSheetFrame } from "./calls-sheet-frame.ts";
import type { ZipStream } from "./zip-stream.ts";

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
  readonly sheets: readonly CallsSheet[];
};

/**
 * Writes every call as it comes, in the order given, and further sheets where one is full. Memory does not know how many there are.
 *
 * @param firstSheet Number of the first sheet of calls among the workbook's.
 * @returns pieces of the archive, and at the end what the other sheets need to know.
 */
export async function* writeCalls(input: {
  readonly zip: ZipStream;
  readonly invoice: Invoice;
  readonly calls: Iterable<ItemisedCall> | AsyncIterable<ItemisedCall>;
  readonly callsPerSheet: number;
  readonly firstSheet: number;
}): AsyncGenerator<Uint8Array, CallsWritten> {
  const { zip, callsPerSheet } = input;
  const tally = callTally();
  const sheets: CallsSheet[] = [];
  let open = await openSheet(input, 0);
  for await (const call of input.calls) {
    if (open.rows() > callsPerSheet) {
      sheets.push(await open.close());
      open = await openSheet(input, sheets.length);
    }
    open.add(call);
    tally.add(call);
    if (!open.isFull()) continue;
    await open.flush();
    yield* zip.take();
  }
  sheets.push(await open.close());
  yield* zip.take();
  return { ...tally.result(), sheets };
}

/** Texts of rows are handed over in pieces of about this many characters. */
const PIECE_CHARACTERS = 262_144;

type OpenSheet = {
  readonly add: (call: ItemisedCall) => void;
  /** Rows so far, the heading counted. */
  readonly rows: () => number;
  readonly isFull: () => boolean;
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<CallsSheet>;
};

async function openSheet(
  { zip, invoice, firstSheet }: Parameters<typeof writeCalls>[0],
  before: number,
): Promise<OpenSheet> {
  const name = before === 0 ? "Calls" : `Calls ${before + 1}`;
  const entry = zip.add(`xl/worksheets/sheet${firstSheet + before}.xml`);
  const { head } = await callsSheetFrame(invoice, { name, lastRow: 1 });
  let text = head + headingRow();
  let rows = 1;
  const flush = async (): Promise<void> => {
    const content = Buffer.from(text);
    text = "";
    await entry.write(content);
  };
  return {
    add(call) {
      rows += 1;
      text += callRow(call, rows);
    },
    rows: () => rows,
    isFull: () => text.length >= PIECE_CHARACTERS,
    flush,
    async close() {
      const sheet = { name, lastRow: rows };
      text += (await callsSheetFrame(invoice, sheet)).tail;
      await flush();
      await entry.end();
      return sheet;
    },
  };
}

type CallTally = {
  readonly add: (call: ItemisedCall) => void;
  readonly result: () => Omit<CallsWritten, "sheets">;
};

function callTally(): CallTally {
  const sums = new Map<string, Exact>();
  const counts = new Map<string, { readonly calls: number; readonly billedSeconds: number }>();
  let places = 2;
  let calls = 0;
  return {
    add({ chargeKey, billedCharge, billedSeconds }) {
      sums.set(chargeKey, add(sums.get(chargeKey) ?? zero, exact(billedCharge)));
      const before = counts.get(chargeKey) ?? { calls: 0, billedSeconds: 0 };
      counts.set(chargeKey, {
        calls: before.calls + 1,
        billedSeconds: before.billedSeconds + billedSeconds,
      });
      places = Math.max(places, billedCharge.split(".")[1]?.length ?? 0);
      calls += 1;
    },
    result: () => ({ calls, sums, counts, places }),
  };
}
