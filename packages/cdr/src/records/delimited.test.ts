import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Format } from "../format-reader.ts";
import { cut } from "../testing/cut.ts";
import { delimited } from "./delimited.ts";
import type { DelimitedOptions } from "./delimited-options.ts";
import { textLines } from "./text-lines.ts";

const CSV: DelimitedOptions = { separator: ",", quote: '"', escape: "doubledQuote" };
const BROADWORKS: DelimitedOptions = { separator: ",", quote: null, escape: "backslash" };
const PASTED: DelimitedOptions = { separator: ",", quote: '"', escape: "none" };

function cells(options: DelimitedOptions, content: string) {
  return cut(delimited(options), content).records.map((record) => record.cells ?? record.reason);
}

describe("delimited", () => {
  it.each([
    [
      "plain",
      CSV,
      "a,b\nc,d\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "CRLF",
      CSV,
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "CR alone",
      CSV,
      "a,b\rc,d\r",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "no final line end",
      CSV,
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["a BOM", CSV, "\uFEFFa,b\n", [["a", "b"]]],
    ["blank lines, NUL padding and Ctrl-Z", CSV, "\n \t\na,b\n\n\0\0\0\n\x1a", [["a", "b"]]],
    ["a line of one cell", CSV, "a\n", [["a"]]],
    ["empty cells", CSV, ",\n", [["", ""]]],
    ["quotes", CSV, '"a,b","c""d",""\n', [["a,b", 'c"d', ""]]],
    [
      "a line end in quotes",
      CSV,
      '"a\nb",c\nd,e\n',
      [
        ["a\nb", "c"],
        ["d", "e"],
      ],
    ],
    ["a quote inside a bare cell", CSV, 'a"b,c\n', [['a"b', "c"]]],
    ["text behind a closing quote", CSV, '"a"b,c\nd,e\n', ["RECORD_QUOTING", ["d", "e"]]],
    ["a quote that never closes", CSV, 'a,"b\nc,d\n', ["RECORD_QUOTING", ["c", "d"]]],
    ["apostrophes", { ...CSV, quote: "'" }, "'a,b','it''s'\n", [["a,b", "it's"]]],
    ["semicolons", { ...CSV, separator: ";" }, "a;b\n", [["a", "b"]]],
    ["tabs", { ...CSV, separator: "\t" }, "a\tb\n", [["a", "b"]]],
    ["bars", { ...CSV, separator: "|" }, "a||b\n", [["a", "", "b"]]],
    ["backslash: separator and itself", BROADWORKS, "a\\,b,c\\\\,d\n", [["a,b", "c\\", "d"]]],
    ["backslash: others stay", BROADWORKS, "\\n,x\n", [["\\n", "x"]]],
    ["backslash at the line end", BROADWORKS, "a\\\nb\n", [["a\\"], ["b"]]],
    ["backslash at the end of the file", BROADWORKS, "a,b\\", [["a", "b\\"]]],
    ["backslash: quotes mean nothing", BROADWORKS, '"a,b"\n', [['"a', 'b"']]],
    ["backslash in quotes", { ...CSV, escape: "backslash" }, '"a\\"b,\\\\",c\n', [['a"b,\\', "c"]]],
    ["backslash beside quotes", { ...CSV, escape: "backslash" }, "a\\,b,c\n", [["a,b", "c"]]],
    ["pasted: quotes inside", PASTED, '"Ann "Bee" C","2"\n', [['Ann "Bee" C', "2"]]],
    ["pasted: a quote at the end", PASTED, '"Ann"","2"\n', [['Ann"', "2"]]],
    ["pasted: a line end is no text", PASTED, '"Ann\n"a","b"\n', ["RECORD_QUOTING", ["a", "b"]]],
    [
      "pasted, closed by ;",
      { ...PASTED, recordEnd: ";" },
      '"a","b;c";\n"d",e;\n',
      [
        ["a", "b;c"],
        ["d", "e"],
      ],
    ],
    [
      "each row ends with its separator",
      { ...CSV, separator: ";", recordEnd: ";" },
      'a;b;\na;;\n"a;";"";\na;b\n',
      [
        ["a", "b"],
        ["a", ""],
        ["a;", ""],
        ["a", "b"],
      ],
    ],
    [
      "loose quotes",
      { ...CSV, looseQuotes: true },
      '"Ann" <114>,"b,c",d\n"e,f\n',
      [
        ['"Ann" <114>', "b,c", "d"],
        ['"e', "f"],
      ],
    ],
    ["a heading is passed over", { ...CSV, skipHeading: 1 }, "\nname,number\na,b\n", [["a", "b"]]],
  ] as const)("%s", (_, options, content, expected) => {
    expect(cells(options, content)).toEqual(expected);
  });

  it("keeps any number of columns", () => {
    const wide = Array.from({ length: 448 }, (_, index) => `c${index}`);
    expect(cells(BROADWORKS, `${wide.join(",")}\n`)).toEqual([wide]);
  });

  it("text is UTF-8, else Windows-1252, cell by cell", () => {
    const bytes = Uint8Array.of(0xc3, 0xa9, 44, 0xe9, 10); // é as UTF-8, é as Windows-1252
    expect(cut(delimited(CSV), bytes).records[0]?.cells).toEqual(["é", "é"]);
  });

  it("offset, length and line name the record's place", () => {
    const { records, nextOffset } = cut(delimited(CSV), '\uFEFFa,"b\r\nc"\r\nd,e\r\n');
    expect(records.map(({ offset, length, line }) => [offset, length, line])).toEqual([
      [3, 8, 1],
      [13, 3, 3],
    ]);
    expect(nextOffset).toBe(18);
    expect(records[0]?.text).toBe('a,"b\r\nc"');
  });

  it("a last line without its end waits while the file is open", () => {
    const open = cut(delimited(CSV), "a,b\nc,d", 3, false);
    expect(open.records.map((record) => record.cells)).toEqual([["a", "b"]]);
    expect(open.nextOffset).toBe(4);
  });

  it("a record over several lines that does not fit costs its first line", () => {
    const fits = (cellCount: number) => cellCount === 2;
    expect(cells({ ...CSV, fits }, 'a,"b\nc,d\n",e\n')).toEqual([
      "RECORD_QUOTING",
      ["c", "d"],
      "RECORD_QUOTING",
    ]);
  });

  it.each([
    ["1,048,576 bytes are a record", 1_048_576, [1]],
    ["one more is too long", 1_048_577, ["RECORD_TOO_LONG"]],
  ])("%s", (_, size, expected) => {
    for (const chunk of [65_536, 4_000_000]) {
      const { records } = cut(delimited(CSV), `${"x".repeat(size)}\na,b\n`, chunk);
      expect(records.map((record) => record.cells?.length ?? record.reason)).toEqual([...expected, 2]);
      expect(records[0]?.length).toBe(size);
    }
  });

  it.each([
    ["33 lines are a record", 32, [2]],
    ["34 lines are quotes out of step", 33, ["RECORD_QUOTING"]],
  ])("%s", (_, lineEnds, expected) => {
    const content = `"${"x\r\n".repeat(lineEnds)}",y\n`;
    for (const chunk of [1, 7, 1_000]) {
      const { records } = cut(delimited(CSV), content, chunk);
      expect(records.slice(0, 1).map((record) => record.cells?.length ?? record.reason)).toEqual(expected);
    }
  });

  it("quotes out of step in every line cost each line once", () => {
    const { records } = cut(delimited(CSV), 'x",y,"z\n'.repeat(100_000), 65_536);
    expect(records.slice(0, 2).map(({ reason }) => reason)).toEqual(["RECORD_QUOTING", "RECORD_QUOTING"]);
  });

  it.each([
    ["65,536 bytes over two lines are a record", 65_536, [1, 2]],
    ["one more is a quote that never closes", 65_537, ["RECORD_QUOTING", 1, 2]],
  ])("%s", (_, size, expected) => {
    for (const chunk of [1_000, 4_000_000]) {
      const { records } = cut(delimited(CSV), `"${"x".repeat(size - 4)}\ny"\na,b\n`, chunk);
      expect(records.map((record) => record.cells?.length ?? record.reason)).toEqual(expected);
    }
  });
});

describe("whatever the bytes are", () => {
  const letters = fc.constantFrom(..."ab,;\"\\\n\r'é\0", "\r\n", '","', '"\n');
  const content = fc.array(letters, { maxLength: 60 }).map((parts) => parts.join(""));
  const splits: readonly (readonly [string, Format["split"]])[] = [
    ["RFC 4180", delimited(CSV)],
    ["with fits", delimited({ ...CSV, fits: (cellCount) => cellCount === 3 })],
    ["backslash", delimited({ ...CSV, escape: "backslash" })],
    ["backslash without quotes", delimited(BROADWORKS)],
    ["pasted", delimited({ ...PASTED, recordEnd: ";" })],
    [
      "loose, closed by the separator",
      delimited({ ...CSV, separator: ";", recordEnd: ";", looseQuotes: true }),
    ],
    ["lines", textLines()],
  ];

  it.each(splits)("%s: chunks of any size give the same records", (_, split) => {
    fc.assert(
      fc.property(content, fc.integer({ min: 1, max: 5 }), (text, chunk) => {
        const whole = cut(split, text);
        const pieces = cut(split, text, chunk);
        expect(pieces.records).toEqual(whole.records);
        expect(pieces.nextOffset).toBe(new TextEncoder().encode(text).length);
      }),
      { numRuns: 500 },
    );
  });

  it.each(splits)(
    "%s: records lie apart, and between them is nothing but line ends and blank lines",
    (_, split) => {
      fc.assert(
        fc.property(content, (text) => {
          const bytes = new TextEncoder().encode(text);
          let last = 0;
          const gaps: string[] = [];
          for (const { offset, length } of cut(split, text).records) {
            expect(offset).toBeGreaterThanOrEqual(last);
            gaps.push(new TextDecoder().decode(bytes.subarray(last, offset)));
            last = offset + length;
          }
          gaps.push(new TextDecoder().decode(bytes.subarray(last)));
          // Quotes around nothing are a blank line too, and so is what closes nothing.
          expect(gaps.join("").replace(/[\s\0;"']/g, "")).toBe("");
        }),
        { numRuns: 500 },
      );
    },
  );

  it.each(splits)("%s: no record begins before, nor ends behind, the next offset of its time", (_, split) => {
    fc.assert(
      fc.property(content, fc.integer({ min: 1, max: 5 }), (text, chunk) => {
        const { records, nextOffsets } = cut(split, text, chunk, false);
        for (const next of nextOffsets)
          for (const { offset, length } of records)
            expect(offset >= next || offset + length <= next).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

it("lines are records of one cell", () => {
  const { records } = cut(textLines(), "HDR  1\r\n\r\nCDR  2\rTRL", 2);
  expect(records.map(({ cells, line, offset }) => [cells, line, offset])).toEqual([
    [["HDR  1"], 1, 0],
    [["CDR  2"], 3, 10],
    [["TRL"], 4, 17],
  ]);
});
