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
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    assert(
      Number.isSafeInteger(value),
      `canonical JSON holds whole numbers only, amounts are text: ${value}`,
    );
    return String(value);
  }
  if (isArray(value)) return listText(value);
  assert(value !== undefined, "nothing stands in a list where a value should");
  return texts.get(value) ?? objectText(value);
}

function listText(values: readonly CanonicalValue[]): string {
  let members = "";
  for (const value of values) members += members === "" ? canonicalJson(value) : `,${canonicalJson(value)}`;
  return `[${members}]`;
}

/** Texts of values that stand in thousands of documents. */
const texts = new WeakMap<object, string>();

/** The same value, frozen: its text is made once, whatever documents it stands in. */
export function remembered<T extends Members>(value: T): T {
  texts.set(value, objectText(value));
  return Object.freeze(value);
}

type Members = { readonly [key: string]: CanonicalValue | undefined };

/** Most objects are made in order, and `for in` goes through those without a list of their keys. */
function objectText(value: Members): string {
  let [members, before] = ["", ""];
  for (const key in value) {
    if (key < before) return textOfKeys(value, Object.keys(value).sort());
    before = key;
    members = withMember(members, key, value[key]);
  }
  return `{${members}}`;
}

/** By code unit, as `sort` goes without a comparison of its own. */
function textOfKeys(value: Members, keys: readonly string[]): string {
  let members = "";
  for (const key of keys) members = withMember(members, key, value[key]);
  return `{${members}}`;
}

function withMember(members: string, key: string, value: CanonicalValue | undefined): string {
  if (value === undefined) return members;
  const member = quotedKey(key) + canonicalJson(value);
  return members === "" ? member : `${members},${member}`;
}

/** Text without quotes, backslashes, control characters and surrogates stands in JSON as it is; nearly all text is such. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Documents have few keys and name each a thousand times. */
const knownKeys = new Map<string, string>();
const MOST_KEYS = 10_000;

function quotedKey(key: string): string {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  if (knownKeys.size >= MOST_KEYS) knownKeys.clear();
  const text = `${quoted(key)}:`;
  knownKeys.set(key, text);
  return text;
}

/** The order of `collate "C"`: every sort that reaches a document goes by it (books 18). */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function isArray(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}
