import { decodeText } from "./decode-text.ts";

/** Account codes, trunks and causes of a switch are few; what never repeats takes a place from another, and no more memory. */
const PLACES = 16_384;

type Known = { readonly bytes: Uint8Array; readonly text: string };

/**
 * Texts that come again and again, by their bytes: one string for all of them, and none decoded twice. Strings that are one and
 * the same are also found at once in maps.
 */
export function internedTexts(): (bytes: Uint8Array, from: number, until: number) => string {
  const places: (Known | null)[] = new Array<Known | null>(PLACES).fill(null);
  return (bytes, from, until) => {
    if (from >= until) return "";
    const place = placeOf(bytes, from, until);
    const known = places[place] ?? null;
    if (known !== null && isAt(known.bytes, bytes, from, until)) return known.text;
    // A copy even of a Node buffer, whose `slice` is a window.
    const own = new Uint8Array(bytes.subarray(from, until));
    const text = decodeText(own);
    places[place] = { bytes: own, text };
    return text;
  };
}

/** FNV-1a: a byte mixed in at a time; its upper half stirred into the lower, for only so many bits are used. */
function placeOf(bytes: Uint8Array, from: number, until: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < until; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 16)) & (PLACES - 1);
}

function isAt(known: Uint8Array, bytes: Uint8Array, from: number, until: number): boolean {
  if (known.length !== until - from) return false;
  for (let at = 0; at < known.length; at += 1) {
    if (known[at] !== bytes[from + at]) return false;
  }
  return true;
}
