import assert from "node:assert";
import { unzlibSync } from "fflate";

/*
 * WOFF 1.0 (W3C Recommendation of 2012-12-13), big-endian:
 *   header, 44 bytes:  0 signature "wOFF" · 4 flavor · 12 numTables · (lengths, versions, metadata: not needed)
 *   table entry, 20:   0 tag · 4 offset · 8 compLength · 12 origLength · 16 origChecksum
 * sfnt (OpenType 1.9, "Table directory"):
 *   header, 12 bytes:  0 flavor · 4 numTables · 6 searchRange · 8 entrySelector · 10 rangeShift
 *   table entry, 16:   0 tag · 4 checksum · 8 offset · 12 length; tables start at multiples of 4
 */
const WOFF_SIGNATURE = 0x774f4646;
const WOFF_HEADER_BYTES = 44;
const WOFF_ENTRY_BYTES = 20;
const SFNT_HEADER_BYTES = 12;
const SFNT_ENTRY_BYTES = 16;

/**
 * The plain font inside a WOFF file. The PDF library would unpack a table again for every glyph that it reads, which
 * took four fifths of the time of an invoice; unpacked once, it is read in place.
 *
 * @throws AssertionError for anything but a WOFF file.
 */
export function sfntFromWoff(woff: Uint8Array): Buffer {
  const source = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  assert(source.getUint32(0) === WOFF_SIGNATURE, "not a WOFF file");
  const tables = tablesOf(woff, source);
  const directoryBytes = SFNT_HEADER_BYTES + tables.length * SFNT_ENTRY_BYTES;
  const length = tables.reduce((total, table) => total + padded(table.content.length), directoryBytes);
  const sfnt = Buffer.alloc(length);
  writeHeader(sfnt, source.getUint32(4), tables.length);
  let offset = directoryBytes;
  tables.forEach((table, index) => {
    const entry = SFNT_HEADER_BYTES + index * SFNT_ENTRY_BYTES;
    sfnt.writeUInt32BE(table.tag, entry);
    sfnt.writeUInt32BE(table.checksum, entry + 4);
    sfnt.writeUInt32BE(offset, entry + 8);
    sfnt.writeUInt32BE(table.content.length, entry + 12);
    sfnt.set(table.content, offset);
    offset += padded(table.content.length);
  });
  return sfnt;
}

type FontTable = { readonly tag: number; readonly checksum: number; readonly content: Uint8Array };

function tablesOf(woff: Uint8Array, source: DataView): readonly FontTable[] {
  return Array.from({ length: source.getUint16(12) }, (_, index) => {
    const entry = WOFF_HEADER_BYTES + index * WOFF_ENTRY_BYTES;
    const start = source.getUint32(entry + 4);
    const packedLength = source.getUint32(entry + 8);
    const length = source.getUint32(entry + 12);
    const packed = woff.subarray(start, start + packedLength);
    // A table that would not shrink is stored as it is.
    const content = packedLength === length ? packed : unzlibSync(packed);
    assert(content.length === length, "a table of the font is damaged");
    return { tag: source.getUint32(entry), checksum: source.getUint32(entry + 16), content };
  });
}

/** The three numbers of a binary search over the tables, as the format asks for them. */
function writeHeader(sfnt: Buffer, flavor: number, tableCount: number): void {
  const entrySelector = Math.floor(Math.log2(tableCount));
  const searchRange = 2 ** entrySelector * SFNT_ENTRY_BYTES;
  sfnt.writeUInt32BE(flavor, 0);
  sfnt.writeUInt16BE(tableCount, 4);
  sfnt.writeUInt16BE(searchRange, 6);
  sfnt.writeUInt16BE(entrySelector, 8);
  sfnt.writeUInt16BE(tableCount * SFNT_ENTRY_BYTES - searchRange, 10);
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
