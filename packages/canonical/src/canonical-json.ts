import assert from "node:assert";

/** What canonical JSON can hold. Amounts are text; a number must be a whole, safe one (a count). */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

/**
 * JSON with keys sorted by code unit, no spaces, `undefined` members left out: the same facts give the same bytes.
 *
 * @example `canonicalJson({ b: "1.50", a: [1, null] })` is `{"a":[1,null],"b":"1.50"}`.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number") {
    assert(
      Number.isSafeInteger(value),
      `canonical JSON holds whole numbers only, amounts are text: ${value}`,
    );
    return String(value);
  }
  if (isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  assert(value !== undefined, "nothing stands in a list where a value should");
  const members = Object.entries(value)
    .sort(([left], [right]) => byCodeUnit(left, right))
    .flatMap(([key, member]) =>
      member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`],
    );
  return `{${members.join(",")}}`;
}

/** The order of `collate "C"`: every sort that reaches a document goes by it (books 18). */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function isArray(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
