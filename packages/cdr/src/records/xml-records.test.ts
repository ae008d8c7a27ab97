import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut } from "../testing/cut.ts";
import { parseXml, textAt } from "./parse-xml.ts";
import { xmlRecords } from "./xml-records.ts";

const split = xmlRecords({ element: "cdr" });
const texts = (content: string) => cut(split, content).records.map(({ text, reason }) => text ?? reason);
const BROKEN = "RECORD_NOT_XML";

describe("elements", () => {
  it.each([
    ["one the file", "<cdr><a>1</a></cdr>\n", ["<cdr><a>1</a></cdr>"]],
    [
      "some in a root",
      '\uFEFF<?xml version="1.0"?>\n<x>\n<cdr>1</cdr> <cdr>2</cdr></x>',
      ["<cdr>1</cdr>", "<cdr>2</cdr>"],
    ],
    ["a document type", '<!DOCTYPE x [ <!ENTITY a "<cdr>"> ]\n><x><cdr>&a;</cdr></x>', ["<cdr>&a;</cdr>"]],
    ["a document type without brackets", "<!DOCTYPE x><x><cdr>1</cdr></x>", ["<cdr>1</cdr>"]],

    ["attributes with >", `<x><cdr a="/>" b='>'>1</cdr></x>`, [`<cdr a="/>" b='>'>1</cdr>`]],
    ["empty elements", '<x><cdr/><cdr a="1" /></x>', ["<cdr/>", '<cdr a="1" />']],
    ["longer names", "<x><cdrs><cdr>1</cdr></cdrs><cdr2/></x>", ["<cdr>1</cdr>"]],
    ["prefixes", "<x><n:cdr>1</n:cdr></x>", ["<n:cdr>1</n:cdr>"]],
    [
      "the same name inside",
      "<x><cdr><cdr>1</cdr><cdr/></cdr><cdr>2</cdr></x>",
      ["<cdr><cdr>1</cdr><cdr/></cdr>", "<cdr>2</cdr>"],
    ],
    [
      "comments and CDATA",
      "<x><!-- <cdr> --><cdr><!-- </cdr> --><![CDATA[</cdr>]]></cdr></x>",
      ["<cdr><!-- </cdr> --><![CDATA[</cdr>]]></cdr>"],
    ],
    ["< as text", "<cdr>1 < 2 <</cdr>", ["<cdr>1 < 2 <</cdr>"]],
    ["an empty list", "<x></x>", []],
    ["nothing", "\n", []],
  ] as const)("%s", (_, content, expected) => {
    expect(texts(content)).toEqual(expected);
  });

  it.each([
    ["no XML", "hello,world\n", [BROKEN]],
    ["other elements", "<x><call>1</call></x>", [BROKEN]],
    ["cut off inside", "<x><cdr>1</cdr><cdr>2", ["<cdr>1</cdr>", BROKEN]],
    ["cut off between", "<x><cdr>1</cdr>", ["<cdr>1</cdr>", BROKEN]],
    ["an end tag missing", "<x><cdr>1<cdr>2</cdr><cdr>3</cdr></x>", [BROKEN, "<cdr>2</cdr>", "<cdr>3</cdr>"]],
    [
      "a start tag that is damaged",
      "<x><cdr>1</cdr>\n<c?r>2</cdr><cdr>3</cdr></x>",
      ["<cdr>1</cdr>", BROKEN, "<cdr>3</cdr>"],
    ],
    ["the first start tag", "<x><y>2</cdr><cdr>3</cdr></x>", [BROKEN, "<cdr>3</cdr>"]],
    [
      "a comment that never closes",
      "<x><cdr><!-- 1</cdr><cdr>2</cdr></x>",
      ["<cdr><!-- 1</cdr>", "<cdr>2</cdr>"],
    ],
    ["a tag that never closes", "<x><cdr><a 1</cdr><cdr>2</cdr></x>", ["<cdr><a 1</cdr>", "<cdr>2</cdr>"]],
  ] as const)("broken: %s", (_, content, expected) => {
    expect(texts(content)).toEqual(expected);
  });

  it("offset, length and line name the place, also behind an end tag that is missing", () => {
    const { records, nextOffset } = cut(split, "<x>\r\n<cdr>\n<cdr>é</cdr>\r<cdr/>\n</x>\n", 3);
    expect(records.map(({ offset, length, line }) => [offset, length, line])).toEqual([
      [5, 6, 2],
      [11, 13, 3],
      [25, 6, 4],
    ]);
    expect(nextOffset).toBe(37);
  });

  it("many end tags that are missing cost the elements without them", () => {
    const { records } = cut(split, `<x>${"<cdr>".repeat(20_000)}1</cdr></x>`, 65_536);
    expect(records).toHaveLength(20_000);
    expect(records.at(-1)?.text).toBe("<cdr>1</cdr>");
  });

  it("an element longer than 4 MiB is set aside, and its neighbours are read", () => {
    const long = `<cdr>${"x".repeat(4_194_304)}</cdr>`;
    for (const chunk of [65_536, 10_000_000]) {
      const { records } = cut(split, `<x><cdr/>${long}<cdr/></x>`, chunk);
      expect(records.map(({ reason, length }) => reason ?? length)).toEqual([6, "RECORD_TOO_LONG", 6]);
    }
  });

  it("comments that never close are looked through once", () => {
    const content = `<x>${"<!--".repeat(500_000)}<cdr/></x>`;
    expect(cut(split, content, 65_536).records.map(({ text }) => text)).toEqual(["<cdr/>"]);
  });
});

describe("whatever the bytes are", () => {
  const letters = fc.constantFrom(
    "<cdr>",
    "</cdr>",
    "<cdr/>",
    "<x>",
    "</x>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!D",
    "[",
    "]",
    ..."<>/!\"'a \r\né",
  );
  const content = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(""));

  it("chunks of any size give the same records", () => {
    fc.assert(
      fc.property(content, fc.integer({ min: 1, max: 5 }), (text, chunk) => {
        expect(cut(split, text, chunk).records).toEqual(cut(split, text).records);
      }),
      { numRuns: 2_000 },
    );
  });

  it("records lie apart, and no next offset is inside one", () => {
    fc.assert(
      fc.property(content, fc.integer({ min: 1, max: 5 }), (text, chunk) => {
        const size = new TextEncoder().encode(text).length;
        const { records, nextOffsets, nextOffset } = cut(split, text, chunk);
        let last = 0;
        for (const { offset, length } of records) {
          expect(offset).toBeGreaterThanOrEqual(last);
          last = offset + length;
        }
        for (const next of nextOffsets)
          for (const { offset, length } of records)
            expect(offset >= next || offset + length <= next).toBe(true);
        expect(nextOffset).toBe(size);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("parseXml", () => {
  const element = parseXml('<cdr id="7"><a><b> 1\n</b><b>2</b></a><c><![CDATA[<x>]]>&amp;</c></cdr>');

  it.each([
    ["a/b", "1"],
    ["c", "<x>&"],
    ["@id", "7"],
    ["a/@id", ""],
    ["a/c", ""],
  ])("%s is %j", (path, expected) => {
    expect(element && textAt(element, path)).toBe(expected);
  });

  it.each([
    ["not well-formed", "<cdr><a></cdr>"],
    ["cut off", "<cdr>"],
    ["an entity that it declares", '<!DOCTYPE cdr [<!ENTITY a "b">]><cdr>&a;</cdr>'],
    ["an entity from outside", '<!DOCTYPE cdr [<!ENTITY a SYSTEM "file:///etc/hostname">]><cdr>&a;</cdr>'],
  ])("%s: none", (_, text) => {
    expect(parseXml(text)).toBeNull();
  });
});
