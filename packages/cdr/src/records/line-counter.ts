import { CR, LF } from "./cut-records.ts";

/** The line of a place in the file, and whether a CR stands before it, to which an LF would still belong. */
export type LineCount = { readonly offset: number; readonly line: number; readonly isBehindCr: boolean };

/** Counts line ends (LF, CRLF, CR) up to places that are asked for in order. */
export function lineCounter() {
  let counted: LineCount = { offset: 0, line: 1, isBehindCr: false };
  /** Counts up to the place `until` in the file; `base` is the place of the first byte. */
  const countTo = (bytes: Uint8Array, base: number, until: number): LineCount => {
    let { line, isBehindCr } = counted;
    for (let at = counted.offset; at < until; at += 1) {
      const byte = bytes[at - base] as number;
      if (byte === CR || (byte === LF && !isBehindCr)) line += 1;
      isBehindCr = byte === CR;
    }
    if (until > counted.offset) counted = { offset: until, line, isBehindCr };
    return counted;
  };
  return {
    countTo,
    /** Counts from a place counted earlier once more. */
    goBackTo(earlier: LineCount): void {
      counted = earlier;
    },
  };
}
