import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesField, copyText, type Field, instantField } from "./copy-text.ts";

function written(...rows: (readonly Field[])[]): string {
  return Buffer.concat([...copyText(rows)]).toString();
}

describe("a field is written", () => {
  it.each<[what: string, field: Field, expected: string]>([
    ["null", null, "\\N"],
    ["no text at all", "", ""],
    ["plain text", "PJSIP/carrier-chi-1 ~", "PJSIP/carrier-chi-1 ~"],
    ["what COPY would take for its own", "a\tb\nc\rd\\N", "a\\tb\\nc\\rd\\\\N"],
    ["other control characters, as they are", "\u0001\u001f\u007f", "\u0001\u001f\u007f"],
    ["a zero byte, which Postgres has not", "a\0", "a\uFFFD"],
    ["text beyond ASCII", "Zoë 𝄞", "Zoë 𝄞"],
    ["half a character", "a\ud834", "a\uFFFD"],
    ["true", true, "true"],
    ["a large count", 9_007_199_254_740_993n, "9007199254740993"],
    ["bytes, behind a backslash that COPY wants twice", bytesField("00ff"), "\\\\x00ff"],
    ["no bytes", bytesField(null), "\\N"],
    ["no instant", instantField(null), "\\N"],
  ])("%s", (_, field, expected) => {
    expect(written([field])).toBe(`${expected}\n`);
  });

  it.each([0, 9, 10, 99_999_999, 999_999_999, 1_000_000_000, 2 ** 53, -1, 0.5])("number %d", (number) => {
    expect(written([number])).toBe(`${number}\n`);
  });

  it.each([
    [0, "1970-01-01T00:00:00.000Z"],
    [1_775_570_590_000, "2026-04-07T14:03:10.000Z"],
    [1_775_606_399_999, "2026-04-07T23:59:59.999Z"],
    [1_775_606_400_000, "2026-04-08T00:00:00.000Z"],
    [-1, "1969-12-31T23:59:59.999Z"],
  ])("instant %i", (instant, expected) => {
    expect(written([instantField(instant)])).toBe(`${expected}\n`);
  });
});

it("no row is no piece", () => {
  expect([...copyText([])]).toEqual([]);
});

it("fields and rows stand one behind the other", () => {
  expect(written(["a", null, 7], ["", true, 7n])).toBe("a\t\\N\t7\n\ttrue\t7\n");
});

it("pieces hold whole rows, also one that is larger than a piece", () => {
  const small = "x".repeat(50_000);
  const large = `${"y".repeat(400_000)}ë`;
  const pieces = [...copyText([[small], [small], [small], [large], [small]])];
  expect(pieces.map((piece) => Buffer.from(piece).toString())).toEqual([
    `${small}\n${small}\n${small}\n`,
    `${large}\n`,
    `${small}\n`,
  ]);
});

const anyField: fc.Arbitrary<{ readonly field: Field; readonly expected: string }> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }).map((text) => ({
    field: text,
    expected: text
      .replaceAll("\\", "\\\\")
      .replaceAll("\t", "\\t")
      .replaceAll("\n", "\\n")
      .replaceAll("\r", "\\r")
      .replaceAll("\0", "\uFFFD"),
  })),
  fc.maxSafeInteger().map((number) => ({ field: number, expected: String(number) })),
  fc.nat().map((number) => ({ field: number, expected: String(number) })),
  fc.boolean().map((flag) => ({ field: flag, expected: String(flag) })),
  fc.constant({ field: null, expected: "\\N" }),
  fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 }).map((instant) => ({
    field: instantField(instant),
    expected: new Date(instant).toISOString(),
  })),
);

it("any rows are written as the runtime writes their fields", () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyField, { minLength: 1, maxLength: 5 })), (rows) => {
      const expected = rows.map((row) => `${row.map((each) => each.expected).join("\t")}\n`).join("");
      expect(written(...rows.map((row) => row.map(({ field }) => field)))).toBe(expected);
    }),
  );
});
