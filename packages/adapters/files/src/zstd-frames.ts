/*
 * zstd (RFC 8878, section 3.1): frames one behind the other, nothing between them.
 *
 *   frame       28 B5 2F FD · descriptor (1) · window (1, unless single segment) · dictionary id (0, 1, 2, 4)
 *               · content size (0 to 8) · blocks · checksum (4, if the descriptor says so)
 *   descriptor  bits 7-6 size of the content size · 5 single segment · 2 checksum · 1-0 size of the dictionary id
 *   block       3 bytes, little-endian: bit 0 last block · bits 2-1 type (1: one byte repeated) · the rest its size
 *   skippable   5x 2A 4D 18 · size (4, little-endian) · that many bytes
 */
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];
const REPEATED_BYTE = 1;
const CHECKSUM_BYTES = 4;

/** What comes next: so many bytes that are looked at, or so many that are passed over, and what then. */
type Step =
  | { readonly look: number; readonly next: (bytes: Uint8Array) => Step }
  | { readonly pass: number; readonly next: () => Step }
  | "frameEnds";

/**
 * Cuts zstd content, which comes in chunks of any size, so that no piece holds bytes of two frames: Node's decoder stops
 * at the end of a frame and drops, without a word, what follows it in the same piece.
 *
 * @returns a function that cuts the next chunk. Bytes that are no frame come in a piece of their own, for the decoder to refuse.
 */
export function frameCutter(): (chunk: Uint8Array) => readonly Uint8Array[] {
  let step: Step = FRAME;
  let seen: number[] = [];
  let passed = 0;
  const advance = (chunk: Uint8Array, at: number): number => {
    if (step === "frameEnds") return at;
    if ("look" in step) {
      seen.push(chunk[at] ?? 0);
      if (seen.length < step.look) return at + 1;
      const { next } = step;
      step = next(Uint8Array.from(seen));
      seen = [];
      return at + 1;
    }
    const taken = Math.min(step.pass - passed, chunk.length - at);
    passed += taken;
    if (passed < step.pass) return at + taken;
    passed = 0;
    step = step.next();
    return at + taken;
  };
  return (chunk) => {
    const pieces: Uint8Array[] = [];
    let from = 0;
    let at = 0;
    while (at < chunk.length || (step !== "frameEnds" && "pass" in step && step.pass === passed)) {
      at = advance(chunk, at);
      if (step !== "frameEnds") continue;
      pieces.push(chunk.subarray(from, at));
      from = at;
      step = FRAME;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
    return pieces;
  };
}

const frameEnds = (): Step => "frameEnds";
const FRAME: Step = { look: 4, next: afterMagic };

function afterMagic(magic: Uint8Array): Step {
  const number = littleEndian(magic);
  if (number === 0xfd2fb528) return { look: 1, next: afterDescriptor };
  const isSkippable = (number & 0xfffffff0) >>> 0 === 0x184d2a50;
  if (isSkippable) return { look: 4, next: (size) => ({ pass: littleEndian(size), next: frameEnds }) };
  return { pass: Number.POSITIVE_INFINITY, next: frameEnds };
}

function afterDescriptor([descriptor = 0]: Uint8Array): Step {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const contentSize = sizeFlag === 0 && isSingleSegment ? 1 : (CONTENT_SIZE_BYTES[sizeFlag] ?? 0);
  const header = (isSingleSegment ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0) + contentSize;
  const blocks = blocksThen((descriptor & 4) === 0 ? 0 : CHECKSUM_BYTES);
  return { pass: header, next: () => blocks };
}

function blocksThen(checksumBytes: number): Step {
  const block: Step = {
    look: 3,
    next: (bytes) => {
      const header = littleEndian(bytes);
      const isLast = (header & 1) === 1;
      const end: Step = { pass: checksumBytes, next: frameEnds };
      return { pass: sizeOfBlock(header), next: () => (isLast ? end : block) };
    },
  };
  return block;
}

function sizeOfBlock(header: number): number {
  return ((header >> 1) & 3) === REPEATED_BYTE ? 1 : header >> 3;
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((number, byte) => number * 256 + byte, 0);
}
