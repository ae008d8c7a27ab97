import { readRange } from "./line-ranges.ts";

const LF = 10;
const CR = 13;

/** The line in which a byte of an uncompressed file stands; the first is 1. CRLF, CR and LF each end a line. */
export async function lineNumber(path: string, offset: number): Promise<number> {
  let line = 1;
  let before = 0;
  for await (const chunk of readRange(path, { from: 0, until: offset })) {
    for (const byte of chunk) {
      if (byte === CR || (byte === LF && before !== CR)) line += 1;
      before = byte;
    }
  }
  return line;
}
