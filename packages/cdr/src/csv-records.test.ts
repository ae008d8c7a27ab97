import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRecords } from "./csv-records.ts";
import { MAX_RECORD_BYTES } from "./csv-scanner.ts";

type Read = { readonly cells: readonly string[]; readonly offset: number; readonly line: number };

/** What stands in a file fed in chunks of so many bytes; broken lines as one cell that says so. */
function readAll(file: Uint8Array, chunkBytes: number): readonly Read[] {
  const read: Read[] = [];
  const records = csvRecords({
    fits: () => true,
    record: ({ cellCount, cell, offset, line }) =>
      read.push({ cells: Array.from({ length: cellCount }, (_, index) => cell(index)), offset, line }),
    broken: ({ offset, line, tooLong }) =>
      read.push({ cells: [tooLong ? "too long" : "broken"], offset, line }),
  });
  for (let at = 0; at < file.length; at += chunkBytes) records.read(file.subarray(at, at + chunkBytes));
  records.end(true);
  return read;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("records of a file", () => {
  it.each([
    ["bare and quoted cells", 'a,"b",,""\n', [["a", "b", "", ""]]],
    ["commas and doubled quotes inside quotes", '"a,""b""",c\n', [['a,"b"', "c"]]],
    [
      "line ends inside quotes",
      '"a\r\nb\nc\rd",e\nf,g\n',
      [
        ["a\r\nb\nc\rd", "e"],
        ["f", "g"],
      ],
    ],
    [
      "CRLF, CR and LF",
      "a,b\r\nc,d\re,f\n",
      [
        ["a", "b"],
        ["c", "d"],
        ["e", "f"],
      ],
    ],
    [
      "no line end at the end",
      'a,b\nc,"d"',
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["blank lines, padding and the end mark of an older time", "\n \t\na,b\n\0\0\0\n\u001a", [["a", "b"]]],
    ["what is left of a record that was cut behind its first quotes", 'a,b\n""', [["a", "b"], [""]]],
    ["a last line that is cut off between two cells", 'a,b,c\n\nd,"e"', [["a", "b", "c"], ["broken"]]],
    [
      "a shorter record that has its line end",
      "a,b,c\nd,e\n",
      [
        ["a", "b", "c"],
        ["d", "e"],
      ],
    ],
    ["blanks at the end without a line end", "a,b\n  ", [["a", "b"]]],
    [
      "UTF-8 in one record alone",
      '"Ann",1\n"Zoë",2\n',
      [
        ["Ann", "1"],
        ["Zoë", "2"],
      ],
    ],
    ["text behind a closing quote", '"a"b,c\nd,e\n', [["broken"], ["d", "e"]]],
    ["a quote that never closes", 'a,"b\nc,d\n', [["broken"], ["c", "d"]]],
  ])("%s", (_, text, cells) => {
    for (const chunkBytes of [1, 2, 3, 7, 1_000])
      expect(readAll(bytesOf(text), chunkBytes).map((record) => record.cells)).toEqual(cells);
  });

  it("cells that are not UTF-8 are Windows-1252", () => {
    const file = Uint8Array.from([0x22, 0x5a, 0x6f, 0xeb, 0x22, 0x2c, 0x31, 0x0a]);
    expect(readAll(file, 100).map(({ cells }) => cells)).toEqual([["Zoë", "1"]]);
  });

  it("counts the lines inside quotes", () => {
    const file = bytesOf('a,"b\nb\r\nb"\nc,d\n');
    expect(readAll(file, 4).map(({ line, offset }) => [line, offset])).toEqual([
      [1, 0],
      [4, 11],
    ]);
  });

  it.each([
    [MAX_RECORD_BYTES, "", "record"],
    [MAX_RECORD_BYTES, "\r", "record"],
    [MAX_RECORD_BYTES + 1, "", "too long"],
    [MAX_RECORD_BYTES + 1, "\r", "too long"],
  ])("a record of %i bytes%s is a %s, wherever the chunks end", (length, carriageReturn, kind) => {
    const file = bytesOf(`${`${"x".repeat(length - 2)},y`}${carriageReturn}\nc,d\n`);
    for (const chunkBytes of [100, length - 1, length, length + 1, length + 2, 100_000]) {
      const [first, second] = readAll(file, chunkBytes);
      expect(first?.cells[0] === "too long" ? "too long" : "record").toBe(kind);
      expect(second?.cells).toEqual(["c", "d"]);
    }
  });
});

it("whatever was written is read, in chunks of any size", () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "7", '"', ",", "\n", "\r", "é", "€"), maxLength: 8 }),
    fc.string({ maxLength: 20 }),
  );
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 12 });
  fc.assert(
    fc.property(
      rows,
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom("\n", "\r\n"),
      (written, size, end) => {
        const line = (row: readonly string[]): string =>
          row.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",");
        const file = bytesOf(written.map((row) => `${line(row)}${end}`).join(""));
        expect(readAll(file, size).map(({ cells }) => cells)).toEqual(written);
      },
    ),
  );
});
