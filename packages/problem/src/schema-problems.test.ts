import { describe, expect, it } from "vitest";
import { z } from "zod";
import { problem } from "./problem.ts";
import { pathText, schemaProblems } from "./schema-problems.ts";

const Rate = z.strictObject({ prefix: z.string().regex(/^\d+$/, "digits only"), perMinute: z.string() });
const Price = z.union([
  z.strictObject({ deck: z.string() }),
  z.strictObject({ flat: Rate, places: z.int() }),
]);
const Document = z.strictObject({
  rates: z.array(Rate),
  price: Price.optional(),
  size: z.union([z.literal("small"), z.int()], { error: "small, or a count" }).optional(),
});

function found(document: unknown): readonly string[] {
  const parsed = Document.safeParse(document);
  if (parsed.success) return [];
  return schemaProblems(parsed.error).map(({ code, path, message }) => `${code} ${path}: ${message}`);
}

describe("a schema's findings", () => {
  it("are one problem a field, each with its path", () => {
    const document = {
      rates: [
        { prefix: "44 20", perMinute: "1" },
        { prefix: "1", perMinut: "1" },
      ],
      zone: 1,
    };
    expect(found(document)).toEqual([
      "INVALID_DOCUMENT rates[0].prefix: rates[0].prefix: digits only",
      "INVALID_DOCUMENT rates[1].perMinute: rates[1].perMinute: Invalid input: expected string, received undefined",
      "UNKNOWN_FIELD rates[1].perMinut: rates[1].perMinut: no such field",
      "UNKNOWN_FIELD zone: zone: no such field",
    ]);
  });

  it("name the document itself where it is none", () => {
    expect(found("text")).toEqual([
      "INVALID_DOCUMENT : document: Invalid input: expected object, received string",
    ]);
  });

  it("of several shapes tell of the one that was meant", () => {
    expect(found({ rates: [], price: { flat: { prefix: "x", perMinute: "1" }, places: 2 } })).toEqual([
      "INVALID_DOCUMENT price.flat.prefix: price.flat.prefix: digits only",
    ]);
    expect(found({ rates: [], price: { deck: "a", row: 1 } })).toEqual([
      "UNKNOWN_FIELD price.row: price.row: no such field",
    ]);
    expect(found({ rates: [], size: "large" })).toEqual(["INVALID_DOCUMENT size: size: small, or a count"]);
  });

  it("carry the file and the catalogue's way out", () => {
    const parsed = Document.safeParse({ rates: [], zone: 1 });
    expect(schemaProblems(parsed.error!, { file: "decks/a-z/deck.yaml" })).toEqual([
      {
        code: "UNKNOWN_FIELD",
        message: "zone: no such field",
        path: "zone",
        file: "decks/a-z/deck.yaml",
        wayOut: "Correct the field's name, or remove it.",
      },
    ]);
  });
});

it("a problem may know a better way out than the catalogue", () => {
  const facts = { code: "UNKNOWN_FIELD", message: "zone: no such field" } as const;
  expect(problem(facts).wayOut).toBe("Correct the field's name, or remove it.");
  expect(problem({ ...facts, wayOut: "Move `zone` to deck.yaml." }).wayOut).toBe("Move `zone` to deck.yaml.");
});

it.each([
  [[], ""],
  [["rates", 3, "prefix"], "rates[3].prefix"],
  [[0, "id"], "[0].id"],
])("%j is written %j", (path, text) => {
  expect(pathText(path)).toBe(text);
});
