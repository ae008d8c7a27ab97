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

const MIXER = 0x9e3779b1;

/** Four bytes mixed in at a time, as each step waits for the one before; the upper half is stirred into the lower, which is used. */
function placeOf(bytes: Uint8Array, from: number, until: number): number {
  let hash = until - from;
  let at = from;
  for (; at + 4 <= until; at += 4) {
    const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    const high = ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    hash = Math.imul(hash ^ low ^ high, MIXER);
    hash ^= hash >>> 15;
  }
  for (; at < until; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), MIXER);
  return (hash ^ (hash >>> 16)) & (PLACES - 1);
}
