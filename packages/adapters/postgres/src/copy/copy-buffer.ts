/** Where a row is put together: bytes that are sent as they are, growing as needed. Numbers are written through the view, whole. */
export type CopyBuffer = { bytes: Buffer; view: DataView; length: number };

/** Larger pieces save nothing, smaller ones cost system calls. */
export const PIECE_BYTES = 131_072;

/** @param size Where nothing is said, most rows fit behind a piece that is not quite full. */
export function copyBuffer(size = PIECE_BYTES + 4_096): CopyBuffer {
  const bytes = Buffer.allocUnsafeSlow(size);
  return { bytes, view: viewOf(bytes), length: 0 };
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}

/** Makes room for so many bytes more. */
export function reserve(out: CopyBuffer, bytes: number): void {
  if (out.length + bytes <= out.bytes.length) return;
  const larger = Buffer.allocUnsafeSlow(2 * (out.length + bytes));
  out.bytes.copy(larger, 0, 0, out.length);
  out.bytes = larger;
  out.view = viewOf(larger);
}

/** Two bytes, the higher first, as all numbers of the protocol. */
export function putInt16(out: CopyBuffer, value: number): void {
  reserve(out, 2);
  out.view.setInt16(out.length, value);
  out.length += 2;
}

export function putInt32(out: CopyBuffer, value: number): void {
  reserve(out, 4);
  out.view.setInt32(out.length, value);
  out.length += 4;
}

const TWO_TO_32 = 2 ** 32;

/** @param value A whole number that a double holds exactly. */
export function putInt64(out: CopyBuffer, value: number): void {
  reserve(out, 8);
  // `| 0` keeps the lower 32 bits of any such number.
  out.view.setInt32(out.length, Math.floor(value / TWO_TO_32));
  out.view.setInt32(out.length + 4, value | 0);
  out.length += 8;
}

export function putBigInt64(out: CopyBuffer, value: bigint): void {
  reserve(out, 8);
  out.view.setBigInt64(out.length, value);
  out.length += 8;
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
