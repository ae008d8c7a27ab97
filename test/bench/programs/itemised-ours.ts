import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { renderXlsx } from "@tollwright/documents";
import { callsOf, invoiceOf } from "./itemised-calls.ts";

// The workbook of one invoice with so many calls, from the calls to the file.
const [count = "0", path = ""] = process.argv.slice(2);
const pieces = renderXlsx({
  invoice: invoiceOf(Number(count)),
  invoiceHash: "0".repeat(64),
  calls: callsOf(Number(count)),
});
await pipeline(Readable.from(pieces, { objectMode: false }), createWriteStream(path));
