import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  booleanColumn,
  bytesColumn,
  type CopyColumn,
  dateColumn,
  instantColumn,
  int4Column,
  int8Column,
  jsonbColumn,
  numericColumn,
  textColumn,
} from "../../../packages/adapters/postgres/src/copy/copy-columns.ts";
import { copyRows } from "../../../packages/adapters/postgres/src/copy/copy-rows.ts";
import { inTransaction } from "../../../packages/adapters/postgres/src/in-transaction.ts";
import { testDatabase } from "./test-database.ts";

const test = testDatabase();
const TYPES = [
  "text",
  "jsonb",
  "bytea",
  "boolean",
  "int4",
  "int8",
  "numeric",
  "date",
  "timestamptz",
] as const;
type Type = (typeof TYPES)[number];

beforeAll(async () => {
  const columns = TYPES.map((type) => `of_${type} ${type}`);
  await test.db.pool.query(`create table copied (row int8, ${columns.join(", ")})`);
});

type Row = { readonly [key in Type]?: unknown };

const COLUMNS: readonly CopyColumn<Row>[] = [
  textColumn("of_text", ({ text }) => (text as string | undefined) ?? null),
  jsonbColumn("of_jsonb", ({ jsonb }) => (jsonb as object | undefined) ?? null),
  bytesColumn("of_bytea", ({ bytea }) => (bytea as string | undefined) ?? null),
  booleanColumn("of_boolean", ({ boolean }) => (boolean as boolean | undefined) ?? null),
  int4Column("of_int4", ({ int4 }) => (int4 as number | undefined) ?? null),
  int8Column("of_int8", ({ int8 }) => (int8 as number | bigint | undefined) ?? null),
  numericColumn("of_numeric", ({ numeric }) => (numeric as string | undefined) ?? null),
  dateColumn("of_date", ({ date }) => (date as string | undefined) ?? null),
  instantColumn("of_timestamptz", ({ timestamptz }) => (timestamptz as number | undefined) ?? null),
];

/** What the server made of the rows, each value as the text that it shows for it. */
async function readBack(rows: readonly Row[]): Promise<readonly (readonly (string | null)[])[]> {
  await test.db.pool.query("truncate copied");
  await inTransaction(test.db, (transaction) =>
    copyRows(transaction, "copied", {
      columns: [...COLUMNS, int8Column("row", (row: Row) => rows.indexOf(row))],
      rows,
    }),
  );
  const names = TYPES.map((type) => `of_${type}::text as ${type}`);
  const found = await test.db.pool.query(`select ${names.join(", ")} from copied order by row`);
  return found.rows.map((row: Record<string, string | null>) => TYPES.map((type) => row[type] ?? null));
}

const stored = async (type: Type, value: unknown): Promise<string | null | undefined> =>
  (await readBack([{ [type]: value }]))[0]?.[TYPES.indexOf(type)];

describe("a value is stored as what it is", () => {
  it.each<[type: Type, value: unknown, shown: string | null]>([
    ["text", null, null],
    ["text", "", ""],
    ["text", "a\tb\nc\\N", "a\tb\nc\\N"],
    ["text", "a\0", "a\uFFFD"], // Postgres has no zero byte
    ["text", "Zoë 𝄞", "Zoë 𝄞"],
    ["text", "half a character \ud834", "half a character \uFFFD"],
    ["jsonb", { role: "stop", at: 1 }, '{"at": 1, "role": "stop"}'],
    ["jsonb", { a: ["b\0", "\ud834"], b: "\\u0000" }, '{"a": ["b\uFFFD", "\uFFFD"], "b": "\\\\u0000"}'],
    ["bytea", "00ff10", "\\x00ff10"],
    ["bytea", "", "\\x"],
    ["boolean", true, "true"],
    ["boolean", false, "false"],
    ["int4", -2_147_483_648, "-2147483648"],
    ["int4", 2_147_483_647, "2147483647"],
    ["int8", 0, "0"],
    ["int8", -1, "-1"],
    ["int8", 4_294_967_295, "4294967295"],
    ["int8", 4_294_967_296, "4294967296"],
    ["int8", -4_294_967_297, "-4294967297"],
    ["int8", 9_007_199_254_740_991, "9007199254740991"],
    ["int8", 9_223_372_036_854_775_807n, "9223372036854775807"],
    ["numeric", "0.0350", "0.0350"],
    ["numeric", "-1234567.00000001", "-1234567.00000001"],
    ["date", "1999-12-31", "1999-12-31"],
    ["date", "2026-02-28", "2026-02-28"],
    ["timestamptz", Date.UTC(2026, 3, 7, 14, 3, 10, 1), "2026-04-07 14:03:10.001+00"],
    ["timestamptz", -1, "1969-12-31 23:59:59.999+00"],
    ["timestamptz", Number.POSITIVE_INFINITY, "infinity"],
    ["timestamptz", Number.NEGATIVE_INFINITY, "-infinity"],
  ])("%s %s", async (type, value, shown) => {
    expect(await stored(type, value ?? undefined)).toBe(shown);
  });
});

it("numbers, decimals and instants come back as they were given, whatever they are", async () => {
  const decimal = fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.stringMatching(/^\d{0,12}$/))
    .map(([isNegative, whole, decimals]) => ({
      numeric: `${isNegative && (whole > 0n || /[1-9]/.test(decimals)) ? "-" : ""}${whole}${decimals === "" ? "" : `.${decimals}`}`,
    }));
  const whole = fc.maxSafeInteger().map((int8) => ({ int8 }));
  const instant = fc
    .integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 })
    .map((timestamptz) => ({ timestamptz }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(decimal, whole, instant), { minLength: 1 }), async (rows) => {
      const found = await readBack(rows);
      const expected = rows.map((row: Row) => [row.int8, row.numeric, row.timestamptz]);
      expect(
        found.map((shown) => [
          shown[TYPES.indexOf("int8")] === null ? undefined : Number(shown[TYPES.indexOf("int8")]),
          shown[TYPES.indexOf("numeric")] ?? undefined,
          shown[TYPES.indexOf("timestamptz")] === null
            ? undefined
            : Date.parse(`${shown[TYPES.indexOf("timestamptz")]}`.replace("+00", "Z")),
        ]),
      ).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

it("many rows, and one larger than a piece", async () => {
  const rows = Array.from({ length: 3_000 }, (_, row) => ({ text: `${row} ${"x".repeat(200)}` }));
  const large = { text: "y".repeat(1_000_000) };
  const found = await readBack([...rows, large, { text: "last" }]);
  expect(found.map(([text]) => text)).toEqual([...rows, large, { text: "last" }].map(({ text }) => text));
});
