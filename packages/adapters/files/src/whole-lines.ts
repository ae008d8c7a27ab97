const LF = 10;
/** More than this without a line end is no line of a switch: it is left until the file is finished. */
const LONGEST_LINE_BYTES = 4_194_304;

/** The chunks up to the last line end: what a switch that goes on writing has finished. */
export async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end > 0) {
      yield* begun;
      yield chunk.subarray(0, end);
      begun = [];
      begunBytes = 0;
    }
    if (end < chunk.length) begun.push(chunk.subarray(end));
    begunBytes += chunk.length - end;
    if (begunBytes > LONGEST_LINE_BYTES) return;
  }
}
