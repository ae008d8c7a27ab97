import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byCodeUnit, type CanonicalValue, canonicalJson, inOrder } from "./canonical-json.ts";
import { canonicalHash, sha256 } from "./sha256.ts";

describe("canonical JSON", () => {
  it.each<[CanonicalValue, string]>([
    [{ b: "1.50", a: [1, null] }, '{"a":[1,null],"b":"1.50"}'],
    [{ a: undefined, b: true }, '{"b":true}'], // what is not there leaves no trace
    [{ B: 1, a: 2, A: 3, "10": 4, "9": 5 }, '{"10":4,"9":5,"A":3,"B":1,"a":2}'], // by code unit, digits too
    [{ é: 1, z: 2, "😀": 3, "\uffff": 4 }, '{"z":2,"é":1,"😀":3,"\uffff":4}'], // half a pair sorts before U+FFFF
    [[], "[]"],
    [{}, "{}"],
    ['a "quoted" line\n', '"a \\"quoted\\" line\\n"'],
    [-0, "0"],
    [9007199254740991, "9007199254740991"],
  ])("%j is %s", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    "%d is refused: amounts are text",
    (value) => {
      expect(() => canonicalJson({ amount: value })).toThrow("whole numbers only");
    },
  );

  it("a hole in a list is a bug, not a missing member", () => {
    for (const list of [[undefined], new Array(1), { a: [undefined] }])
      expect(() => canonicalJson(list as CanonicalValue)).toThrow("nothing stands in a list");
  });

  it("in order is the same value, made once", () => {
    const value = { b: [{ d: "1.50", c: undefined }], a: 1 };
    expect(Object.keys(inOrder(value))).toEqual(["a", "b"]);
    expect(inOrder(value)).toEqual(value);
    expect(inOrder(value)).toBe(inOrder(value));
    expect(inOrder(inOrder(value))).toBe(inOrder(value));
    expect(canonicalJson({ ...inOrder(value), copy: inOrder(value) })).toBe(
      '{"a":1,"b":[{"d":"1.50"}],"copy":{"a":1,"b":[{"d":"1.50"}]}}',
    );
  });

  const values: fc.Arbitrary<CanonicalValue> = fc.letrec<{ value: CanonicalValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: "binary" }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: "binary" }), tie("value"), { maxKeys: 4 }),
    ),
  })).value;

  it("reads back as what was written, and the order of members changes no byte", () => {
    const property = fc.property(values, (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(canonicalJson(reversed(value))).toBe(text);
      expect(text).toBe(memberByMember(value));
    });
    fc.assert(property, { numRuns: 500 });
  });
});

/** As the rule is said, without a way that is faster. */
function memberByMember(value: CanonicalValue): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(memberByMember).join(",")}]`;
  const members = Object.entries(value)
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([key, member]) => `${JSON.stringify(key)}:${memberByMember(member as CanonicalValue)}`);
  return `{${members.join(",")}}`;
}

function reversed(value: CanonicalValue): CanonicalValue {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member as CanonicalValue)]),
  );
}

describe("hashes", () => {
  it("are SHA-256 of the UTF-8 bytes, as published for the empty text and for abc (FIPS 180-2, appendix B.1)", () => {
    expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256(new TextEncoder().encode("é"))).toBe(sha256("é"));
    expect(canonicalHash({ b: 1, a: 2 })).toBe(sha256('{"a":2,"b":1}'));
  });
});

describe("the one sort order", () => {
  it('goes by code unit, as `collate "C"` does for what documents hold', () => {
    expect(["b", "a", "B", "10", "9", "é", ""].sort(byCodeUnit)).toEqual(["", "10", "9", "B", "a", "b", "é"]);
  });
});
