import { type Ring, UNITS_PER_DEGREE } from "./shape.ts";

/*
 * ESRI shapefile, as the Census Bureau delivers it. `.shp`: 100 bytes of header; each record is its number and its length in
 * 16-bit words (both big-endian), then little-endian: type (5 = polygon), a box of four doubles, number of parts, number of
 * points, where each part begins, and the points as pairs of doubles; a part repeats its first point at its end.
 * `.dbf` (dBASE III): number of records at 4, length of header at 8, of a record at 10; fields of 32 bytes from 32 on: name
 * of eleven bytes, type, length at 16; a 0x0D ends them.
 */
const SHP_HEADER_BYTES = 100;
const POLYGON_TYPES = [5, 15, 25];

/** The rings of each record, in the order of the file; a record without a polygon has none. */
export function shapefileRings(bytes: Uint8Array): readonly (readonly Ring[])[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: (readonly Ring[])[] = [];
  let at = SHP_HEADER_BYTES;
  while (at + 12 <= bytes.byteLength) {
    const contentBytes = view.getInt32(at + 4, false) * 2;
    records.push(recordRings(view, at + 8, at + 8 + contentBytes));
    at += 8 + contentBytes;
  }
  return records;
}

function recordRings(view: DataView, from: number, until: number): readonly Ring[] {
  if (until > view.byteLength || !POLYGON_TYPES.includes(view.getInt32(from, true))) return [];
  const parts = view.getInt32(from + 36, true);
  const points = view.getInt32(from + 40, true);
  const pointsFrom = from + 44 + parts * 4;
  return Array.from({ length: parts }, (_, part) => {
    const first = view.getInt32(from + 44 + part * 4, true);
    const end = part + 1 < parts ? view.getInt32(from + 48 + part * 4, true) : points;
    return ringOf(view, { at: pointsFrom + first * 16, count: end - first - 1 });
  });
}

/** Without the last point, which repeats the first. */
function ringOf(view: DataView, { at, count }: { readonly at: number; readonly count: number }): Ring {
  const ring = new Int32Array(count * 2);
  for (let index = 0; index < ring.length; index += 1)
    ring[index] = inUnits(view.getFloat64(at + index * 8, true));
  return ring;
}

/** Degrees as whole units, half away from zero at the borders of a unit: about a metre. */
export function inUnits(degrees: number): number {
  return Math.floor(degrees * UNITS_PER_DEGREE + 0.5);
}

/** The records of a `.dbf` file as texts by field. */
export function dbfRecords(
  bytes: Uint8Array,
  encoding: "utf-8" | "windows-1252",
): readonly Readonly<Record<string, string>>[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder(encoding);
  const [count, headerBytes, recordBytes] = [
    view.getUint32(4, true),
    view.getUint16(8, true),
    view.getUint16(10, true),
  ];
  const fields = dbfFields(bytes, decoder);
  return Array.from({ length: count }, (_, index) => {
    const record = headerBytes + index * recordBytes;
    return Object.fromEntries(
      fields.map(({ name, offset, length }) => [
        name,
        decoder.decode(bytes.subarray(record + offset, record + offset + length)).trim(),
      ]),
    );
  });
}

type DbfField = { readonly name: string; readonly offset: number; readonly length: number };

function dbfFields(bytes: Uint8Array, decoder: { decode: (bytes: Uint8Array) => string }): DbfField[] {
  const fields: DbfField[] = [];
  // The first byte of a record says whether it was deleted.
  let offset = 1;
  for (let at = 32; at + 32 <= bytes.length && bytes[at] !== 0x0d; at += 32) {
    const [name = ""] = decoder.decode(bytes.subarray(at, at + 11)).split("\0");
    const length = bytes[at + 16] ?? 0;
    fields.push({ name, offset, length });
    offset += length;
  }
  return fields;
}
