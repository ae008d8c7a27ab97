/** Milliseconds since 1970, in so many bytes: enough until the year 10889. */
const STAMP_BYTES = 6;
const UNKNOWN = 0;

/** An aggregate: an instant of each call, one after the other, in the order in which its rows come. */
export const stamps = (instant: string): string =>
  `string_agg(substring(int8send(coalesce((date_part('epoch', ${instant}) * 1000)::bigint, ${UNKNOWN})) from 3), ''::bytea)`;

/** Milliseconds since 1970; NaN where the instant is not known. */
export function stampsIn(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = new Float64Array(bytes.length / STAMP_BYTES);
  for (let index = 0; index < found.length; index += 1) {
    const at = index * STAMP_BYTES;
    const milliseconds = view.getUint16(at) * 2 ** 32 + view.getUint32(at + 2);
    found[index] = milliseconds === UNKNOWN ? Number.NaN : milliseconds;
  }
  return found;
}
