import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut } from "../testing/cut.ts";
import { jsonRecords } from "./json-records.ts";

const texts = (content: string, path?: string) =>
  cut(jsonRecords(path === undefined ? {} : { path }), content).records.map(
    ({ text, reason }) => text ?? reason,
  );

const BROKEN = "RECORD_NOT_JSON";

describe("elements", () => {
  it.each([
    ["one document", undefined, '{"a":{"b":[1,2]}}\n', ['{"a":{"b":[1,2]}}']],
    ["one a line", undefined, '{"a":1}\n{"a":2}\r\n{"a":3}', ['{"a":1}', '{"a":2}', '{"a":3}']],
    ["one behind another", undefined, '{"a":1}{"a":2}', ['{"a":1}', '{"a":2}']],
    ["an array", undefined, '\uFEFF[ {"a":1},\n {"a":2} ]\n', ['{"a":1}', '{"a":2}']],
    ["arrays in an array", undefined, "[[1,2],[3]]", ["[1,2]", "[3]"]],
    [
      "what is no object is an element all the same",
      undefined,
      '["x", 12 ,null,{"a":1}]',
      ['"x"', "12", "null", '{"a":1}'],
    ],
    [
      "brackets and quotes in texts",
      undefined,
      '[{"a":"}]\\"{"},{"b":"\\\\"}]',
      ['{"a":"}]\\"{"}', '{"b":"\\\\"}'],
    ],
    [
      "an array at a path",
      "calls",
      '{"page":0,"x":{"calls":[9]},"calls":[{"a":1},{"a":2}],"end":1}',
      ['{"a":1}', '{"a":2}'],
    ],
    ["a path of two", "data.calls", '{"calls":[9],"data":{"n":1,"calls":[{"a":1}]}}', ['{"a":1}']],
    [
      "one page behind another",
      "calls",
      '{"calls":[{"a":1}]}\n{"calls":[{"a":2}]}\n',
      ['{"a":1}', '{"a":2}'],
    ],
    ["one object at a path", "call", '{"call":{"a":1},"x":2}', ['{"a":1}']],
    ["a root array, whatever the path", "calls", '[{"a":1}]', ['{"a":1}']],
    ["an empty array", "calls", '{"calls":[]}', []],
    ["nothing", undefined, " \n", []],
  ] as const)("%s", (_, path, content, expected) => {
    expect(texts(content, path)).toEqual(expected);
  });

  it.each([
    ["no JSON at all", undefined, "hello\nworld\n", [BROKEN]],
    ["nothing at the path", "calls", '{"code":20003}\n{"calls":[{"a":1}]}', [BROKEN, '{"a":1}']],
    ["cut off inside an element", undefined, '[{"a":1},{"a":', ['{"a":1}', BROKEN]],
    ["cut off between elements", undefined, '[{"a":1},', ['{"a":1}', BROKEN]],
    ["cut off before the path", "calls", '{"page":1,', [BROKEN]],
    ["a line cut off", undefined, '{"a":{"b":1}\n{"a":2}\n{"a":3}\n', [BROKEN, '{"a":2}', '{"a":3}']],
    ["a text that never closes", undefined, '{"a":"x}\n{"a":2}\n', [BROKEN, '{"a":2}']],
    [
      "an element cut off, one a line",
      undefined,
      '[\n{"a":1,\n{"a":2},\n{"a":"3}\n]\n',
      [BROKEN, '{"a":2}', BROKEN],
    ],
    [
      "an element cut off, indented",
      "c",
      '{"c": [\n  {\n    "a": {"b": 1,\n    "d": 2\n  },\n  {\n    "a": 2\n  }\n]}',
      [BROKEN, '{\n    "a": 2\n  }'],
    ],
    ["an array that is closed before its elements", "c", '{"p":0,"c":[]{"a":1},{"a":2}]}', [BROKEN]],
    ["an element that begins with the array's end", "c", '{"c":[{"a":1},\n]"a":2}]}', ['{"a":1}', BROKEN]],
    ["brackets that do not agree", undefined, '{"a":[1}\n{"a":2}', [BROKEN, '{"a":2}']],
  ] as const)("broken: %s", (_, path, content, expected) => {
    expect(texts(content, path)).toEqual(expected);
  });

  it("what stands behind an array that is closed too early is in the record that is broken", () => {
    const content = '{"p":0,"c":[]{"a":1},{"a":2}]}';
    const [only] = cut(jsonRecords({ path: "c" }), content).records;
    expect(content.slice(only?.offset)).toBe('{"a":1},{"a":2}]}');
    expect(only?.length).toBe('{"a":1},{"a":2}]}'.length);
  });

  it("offset, length and line name the place", () => {
    const { records, nextOffset } = cut(jsonRecords(), '\uFEFF[\r\n  {"a":\n 1},\n  {"b":"é"}\n]\n', 5);
    expect(records.map(({ offset, length, line, text }) => [offset, length, line, text])).toEqual([
      [8, 9, 2, '{"a":\n 1}'],
      [21, 10, 4, '{"b":"é"}'],
    ]);
    expect(nextOffset).toBe(34);
  });

  it("an element longer than 4 MiB is set aside, and its neighbours are read", () => {
    const long = `{"a":"${"x".repeat(4_194_304)}"}`;
    const { records } = cut(jsonRecords(), `[{"a":1},${long},{"a":2}]`, 65_536);
    expect(records.map(({ reason, length }) => reason ?? length)).toEqual([7, "RECORD_TOO_LONG", 7]);
    expect(records[1]?.length).toBe(long.length);
  });

  it("while the file is open, what is cut off waits", () => {
    const { records, nextOffset } = cut(jsonRecords(), '[{"a":1}, {"a":', 4, false);
    expect(records).toHaveLength(1);
    expect(nextOffset).toBe(10);
  });
});

describe("whatever the bytes are", () => {
  const letters = fc.constantFrom(...'{}[]",:1\\ \n\réa', '{"calls":[', '{"a":1}', "\r\n", '"calls":');
  const content = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(""));

  it.each([undefined, "calls", "a.calls"])("path %s: chunks of any size give the same records", (path) => {
    const split = jsonRecords(path === undefined ? {} : { path });
    fc.assert(
      fc.property(content, fc.integer({ min: 1, max: 5 }), (text, chunk) => {
        expect(cut(split, text, chunk).records).toEqual(cut(split, text).records);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([undefined, "calls", "a.calls"])(
    "path %s: records lie apart, and no next offset is inside one",
    (path) => {
      const split = jsonRecords(path === undefined ? {} : { path });
      fc.assert(
        fc.property(content, fc.integer({ min: 1, max: 5 }), (text, chunk) => {
          const size = new TextEncoder().encode(text).length;
          const { records, nextOffsets, nextOffset } = cut(split, text, chunk);
          let last = 0;
          for (const { offset, length } of records) {
            expect(offset).toBeGreaterThanOrEqual(last);
            last = offset + length;
            expect(last).toBeLessThanOrEqual(size);
          }
          for (const next of nextOffsets)
            for (const { offset, length } of records)
              expect(offset >= next || offset + length <= next).toBe(true);
          expect(nextOffset).toBe(size);
        }),
        { numRuns: 1_000 },
      );
    },
  );

  it("what JSON can write is read back, and a damaged line costs itself", () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        fc.boolean(),
        (values, spoilt, isArray) => {
          const lines = values.map((each) => JSON.stringify(each));
          expect(texts(isArray ? `[${lines.join(",\n")}]` : lines.join("\n"))).toEqual(lines);
          expect(
            texts(JSON.stringify({ calls: values }, null, 2), "calls").map((text) =>
              JSON.parse(text as string),
            ),
          ).toEqual(JSON.parse(JSON.stringify(values)));
          const place = spoilt % lines.length;
          const damaged = lines.with(place, (lines[place] as string).slice(0, -1));
          expect(texts(`${damaged.join("\n")}\n`)).toEqual(lines.with(place, BROKEN));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a document or its elements", () => {
  const split = jsonRecords({ path: "calls", orDocument: true });
  it.each([
    ["a page", '{"page":{"a":[]},"calls":[{"a":1},{"a":2}],"end":1}', ['{"a":1}', '{"a":2}']],
    ["an empty page", '{"calls":[]}', []],
    ["one document", '{"page":{"a":[1]},"sid":"x"}', ['{"page":{"a":[1]},"sid":"x"}']],
    ["one a line", '{"a":1}\n{"b":{"calls":[9]}}', ['{"a":1}', '{"b":{"calls":[9]}}']],
    ["both", '{"a":1}\n{"calls":[{"a":2}]}\n{"a":3}', ['{"a":1}', '{"a":2}', '{"a":3}']],
    ["a document cut off", '{"a":1}\n{"b":', ['{"a":1}', BROKEN]],
  ])("%s, in chunks of any size", (_, content, expected) => {
    for (const chunk of [1, 2, 7, 1_000])
      expect(cut(split, content, chunk).records.map(({ text, reason }) => text ?? reason)).toEqual(expected);
  });

  it("a document longer than 4 MiB is set aside", () => {
    const long = `{"a":"${"x".repeat(4_194_400)}"}\n{"a":1}`;
    expect(cut(split, long, 100_000).records.map(({ text, reason }) => text ?? reason)).toEqual([
      "RECORD_TOO_LONG",
      '{"a":1}',
    ]);
  });
});
