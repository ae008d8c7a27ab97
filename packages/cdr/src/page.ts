/**
 * Bytes of a file, and the same four at a time: `words` from each fourth byte on, but for the few behind the last whole one, `view` from
 * any byte on.
 */
export type Page = { readonly bytes: Uint8Array; readonly words: Int32Array; readonly view: DataView };

const NO_WORDS = new Int32Array(0);
/** On a processor that writes the highest byte first, all is looked at byte by byte. */
const LOWEST_BYTE_FIRST = new Uint8Array(Int32Array.of(1).buffer)[0] === 1;

export function pageOf(some: Uint8Array): Page {
  // The processor takes words where they lie whole; chunks mostly begin with one. One kind of array for all, for which this is compiled.
  const isWhole = some.byteOffset % 4 === 0;
  const bytes = isWhole ? new Uint8Array(some.buffer, some.byteOffset, some.length) : new Uint8Array(some);
  const words = LOWEST_BYTE_FIRST
    ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
    : NO_WORDS;
  return { bytes, words, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}
