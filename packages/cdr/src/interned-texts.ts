import { decodeText } from "./decode-text.ts";

/** Account codes, trunks and causes of a switch are few. When there are more, all is forgotten and begun anew. */
const MOST_TEXTS = 16_384;
const POOL_BYTES = 524_288;
const PLACES = 65_536;

let shared: ReturnType<typeof internedTexts> | null = null;

/** One pool for all readers of a process: it is too large for each of a thousand files of one call to have its own. */
export function sharedTexts(): ReturnType<typeof internedTexts> {
  shared ??= internedTexts();
  return shared;
}

/**
 * Texts that come again and again, by their bytes: one string for all of them, and none decoded twice. Strings that are one and
 * the same are also found at once in maps.
 */
export function internedTexts(): (bytes: Uint8Array, from: number, until: number) => string {
  // All bytes lie together, for what lies apart is far from the processor.
  const pool = new Uint8Array(POOL_BYTES);
  const starts = new Int32Array(MOST_TEXTS + 1);
  const places = new Int32Array(PLACES);
  let texts: string[] = [];

  const isText = (text: number, bytes: Uint8Array, from: number, until: number): boolean => {
    const start = starts[text] ?? 0;
    if ((starts[text + 1] ?? 0) - start !== until - from) return false;
    for (let at = from; at < until; at += 1) if (pool[start + at - from] !== bytes[at]) return false;
    return true;
  };
  const added = (place: number, bytes: Uint8Array, from: number, until: number): string => {
    const text = decodeText(bytes.subarray(from, until));
    if (until - from > POOL_BYTES) return text;
    if (texts.length >= MOST_TEXTS || (starts[texts.length] ?? 0) + until - from > POOL_BYTES) {
      texts = [];
      places.fill(0);
    }
    const start = starts[texts.length] ?? 0;
    pool.set(bytes.subarray(from, until), start);
    texts.push(text);
    starts[texts.length] = start + until - from;
    places[place] = texts.length;
    return text;
  };
  return (bytes, from, until) => {
    if (from >= until) return "";
    // Where two texts have one place, the next ones are tried: they are four times as many as there are texts.
    let place = placeOf(bytes, from, until);
    for (let number = places[place] ?? 0; number > 0; number = places[place] ?? 0) {
      if (isText(number - 1, bytes, from, until)) return texts[number - 1] ?? "";
      place = (place + 1) % PLACES;
    }
    return added(place, bytes, from, until);
  };
}

/** FNV-1a: a byte mixed in at a time; its upper half stirred into the lower, for only so many bits are used. */
function placeOf(bytes: Uint8Array, from: number, until: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < until; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 16)) & (PLACES - 1);
}
