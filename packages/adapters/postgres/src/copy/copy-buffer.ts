/** Where a row is put together: bytes that are sent as they are, growing as needed. */
export type CopyBuffer = { bytes: Buffer; length: number };

/** Larger pieces save nothing, smaller ones cost system calls. */
export const PIECE_BYTES = 131_072;

/** Most rows fit behind a piece that is not quite full. */
export function copyBuffer(): CopyBuffer {
  return { bytes: Buffer.allocUnsafeSlow(PIECE_BYTES + 4_096), length: 0 };
}

/** Makes room for so many bytes more. */
export function reserve(out: CopyBuffer, bytes: number): void {
  if (out.length + bytes <= out.bytes.length) return;
  const larger = Buffer.allocUnsafeSlow(2 * (out.length + bytes));
  out.bytes.copy(larger, 0, 0, out.length);
  out.bytes = larger;
}

/** Two bytes, the higher first, as all numbers of the protocol. */
export function putInt16(out: CopyBuffer, value: number): void {
  reserve(out, 2);
  const { bytes, length } = out;
  bytes[length] = value >> 8;
  bytes[length + 1] = value;
  out.length = length + 2;
}

export function putInt32(out: CopyBuffer, value: number): void {
  reserve(out, 4);
  setInt32(out, out.length, value);
  out.length += 4;
}

/** At a place that was passed over before, as the length of what came behind it. */
export function setInt32({ bytes }: CopyBuffer, at: number, value: number): void {
  bytes[at] = value >> 24;
  bytes[at + 1] = value >> 16;
  bytes[at + 2] = value >> 8;
  bytes[at + 3] = value;
}

const TWO_TO_32 = 2 ** 32;

/** @param value A whole number that a double holds exactly. */
export function putInt64(out: CopyBuffer, value: number): void {
  putInt32(out, Math.floor(value / TWO_TO_32));
  putInt32(out, (value % TWO_TO_32) | 0);
}

export function putBigInt64(out: CopyBuffer, value: bigint): void {
  reserve(out, 8);
  out.length = out.bytes.writeBigInt64BE(value, out.length);
}

/** Up to so many are copied one by one: to hand them over takes longer. */
const FEW_BYTES = 24;

export function putBytes(out: CopyBuffer, from: Uint8Array): void {
  const count = from.length;
  reserve(out, count);
  const { bytes, length } = out;
  if (count > FEW_BYTES) bytes.set(from, length);
  else for (let at = 0; at < count; at += 1) bytes[length + at] = from[at] ?? 0;
  out.length = length + count;
}
