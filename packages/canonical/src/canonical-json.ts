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
  return isInOrder(value) ? JSON.stringify(value) : textOf(value);
}

type Members = { readonly [key: string]: CanonicalValue | undefined };

/** Copies in order of values that stand in many documents, and each copy itself. */
const copies = new WeakMap<object, object>();

/** The same value with its members in order, made once: then they need not be looked at in each document that it stands in. */
export function inOrder<T extends Members>(value: T): T {
  const known = copies.get(value);
  if (known !== undefined) return known as T;
  const copy = JSON.parse(canonicalJson(value)) as T;
  copies.set(value, copy);
  copies.set(copy, copy);
  return copy;
}

/** Whether the runtime's own JSON, several times as fast as ours, is canonical: most objects are made in order. */
function isInOrder(value: CanonicalValue | undefined): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return value !== undefined;
  if (isArray(value)) return areInOrder(value);
  return copies.get(value) === value || areMembersInOrder(value);
}

/** `every` does not look at holes. */
function areInOrder(values: readonly CanonicalValue[]): boolean {
  for (const value of values) if (!isInOrder(value)) return false;
  return true;
}

/** What is `undefined` is left out by the runtime, too. */
function areMembersInOrder(value: Members): boolean {
  let before = "";
  for (const key in value) {
    if (key < before) return false;
    before = key;
    const member = value[key];
    if (member !== undefined && typeof member !== "string" && !isInOrder(member)) return false;
  }
  return true;
}

function textOf(value: CanonicalValue): string {
  if (typeof value !== "object" || value === null) return scalarText(value);
  if (!isArray(value)) return objectText(value);
  return `[${Array.from(value, (member) => canonicalJson(member)).join(",")}]`;
}

/** Of what is in order nothing comes here but what no document may hold. */
function scalarText(value: string | number | boolean | null): string {
  assert(value !== undefined, "nothing stands in a list where a value should");
  assert(typeof value !== "number", `canonical JSON holds whole numbers only, amounts are text: ${value}`);
  return JSON.stringify(value);
}

/** By code unit, as `sort` goes without a comparison of its own. */
function objectText(value: Members): string {
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(",")}}`;
}

/** The order of `collate "C"`: every sort that reaches a document goes by it (books 18). */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function isArray(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
