import { hash } from "node:crypto";

/** What separates the parts of a hashed text; no switch writes it. */
const UNIT_SEPARATOR = "\u001f";
/** The same as a byte. */
export const UNIT_SEPARATOR_BYTE = 0x1f;

/** Hexadecimal digits of a key. */
const KEY_DIGITS = 32;

/** The first 16 bytes of SHA-256 over source id and the format's own key, as 32 hexadecimal digits (books 1). */
export function callKeyOf(sourceId: string, key: string): string {
  return hashOf(`${sourceId}${UNIT_SEPARATOR}${key}`).slice(0, KEY_DIGITS);
}

/** The same where source id, separator and key stand as bytes already. */
export function callKeyOfBytes(bytes: Uint8Array): string {
  return hashOf(bytes).slice(0, KEY_DIGITS);
}

/**
 * SHA-256 over what the switch wrote about the call, unquoted and decoded: the same call in another file, quoted another
 * way, has the same content; a zone or trunk list corrected later does not change it.
 */
export function contentHashOf(parts: readonly string[]): string {
  return hashOf(parts.join(UNIT_SEPARATOR));
}

/** The same where the parts with their separators stand as bytes already. */
export function contentHashOfBytes(bytes: Uint8Array): string {
  return hashOf(bytes);
}

/** In the place of both where sums are asked for and no names. */
export const NO_NAME = "";

/** The key of a format that has none: the content, and how many equal ones stand before it. */
export function weakKey(contentHash: string, ordinalOf: (contentHash: string) => number): string {
  return `weak ${contentHash} ${ordinalOf(contentHash)}`;
}

function hashOf(text: string | Uint8Array): string {
  // In one call: three, as of a stream, take twice as long, and this is asked twice a record.
  return hash("sha256", text, "hex");
}

/** Two equal records further apart than this are taken for one. */
const WEAK_KEY_WINDOW = 65_536;

/**
 * The ordinal of a record among equal ones in the 65,536 keyless records before it: two equal lines in one file can be
 * two real calls, and the same file read again counts them the same way (books 1).
 */
export function weakKeyOrdinals(): (contentHash: string) => number {
  const ring: string[] = [];
  const counts = new Map<string, number>();
  let next = 0;
  return (contentHash) => {
    const ordinal = counts.get(contentHash) ?? 0;
    const oldest = ring[next];
    if (oldest !== undefined) decrement(counts, oldest);
    ring[next] = contentHash;
    next = (next + 1) % WEAK_KEY_WINDOW;
    counts.set(contentHash, (counts.get(contentHash) ?? 0) + 1);
    return ordinal;
  };
}

function decrement(counts: Map<string, number>, contentHash: string): void {
  const count = counts.get(contentHash) ?? 0;
  if (count > 1) counts.set(contentHash, count - 1);
  else counts.delete(contentHash);
}
