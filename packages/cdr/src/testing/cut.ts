import type { Format } from "../format-reader.ts";
import { Source } from "../source.ts";

const source = Source.parse({
  id: "pbx",
  description: "a test switch",
  format: "asterisk-csv",
  zone: "America/Chicago",
});

type Cut = {
  readonly cells: readonly string[] | null;
  readonly text: string | null;
  readonly reason?: string;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
};

/** What a splitter makes of a file that comes in chunks; broken records have a reason and no text. */
export function cut(split: Format["split"], content: string | Uint8Array, chunk = 7_000, closed = true) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const records: Cut[] = [];
  const splitter = split(source, {
    record: ({ cellCount, cell, text, offset, length, line }) =>
      records.push({
        cells: Array.from({ length: cellCount }, (_, index) => cell(index)),
        text: text(),
        offset,
        length,
        line,
      }),
    broken: ({ reason, offset, length, line }) =>
      records.push({ cells: null, text: null, reason, offset, length, line }),
  });
  const nextOffsets: number[] = [];
  for (let at = 0; at < bytes.length; at += chunk) {
    splitter.read(bytes.subarray(at, at + chunk));
    nextOffsets.push(splitter.nextOffset());
  }
  splitter.end(closed);
  return { records, nextOffset: splitter.nextOffset(), nextOffsets };
}
