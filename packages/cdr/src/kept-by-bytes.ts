import { decodeText } from "./decode-text.ts";
import { type Page, pageOf } from "./page.ts";

/** What a text leads to, found by its bytes: made once for texts that come again and again, and none decoded twice. */
export type KeptByBytes<Kept> = {
  readonly of: (page: Page, from: number, until: number) => Kept;
  /** The same for a text that does not stand in the bytes as it is meant. */
  readonly ofText: (text: string) => Kept;
  /** All is made anew from now on. */
  readonly clear: () => void;
};

/** Account codes, trunks and causes of a switch are few. When there are more, all is forgotten and begun anew. */
const MOST_TEXTS = 16_384;
/** A file of one call has one. */
const FIRST_TEXTS = 16;
const BYTES_A_TEXT = 32;
/** Where two texts have one place, the next ones are tried: they are four times as many as there are texts. */
const PLACES_A_TEXT = 4;

let shared: KeptByBytes<string> | null = null;

/** The texts themselves, for all readers of a process. Strings that are one and the same are also found at once in maps. */
export function sharedTexts(): KeptByBytes<string> {
  shared ??= keptByBytes((text) => text);
  return shared;
}

/** @param make Asked again for a text that was forgotten meanwhile. */
export function keptByBytes<Kept>(make: (text: string) => Kept, mostTexts = MOST_TEXTS): KeptByBytes<Kept> {
  let texts = roomFor(Math.min(FIRST_TEXTS, mostTexts));
  let kept: Kept[] = [];

  const added = (page: Page, from: number, until: number): Kept => {
    const made = make(decodeText(page.bytes.subarray(from, until)));
    while (!hasRoom(texts, until - from) && texts.most < mostTexts) texts = larger(texts);
    if (!hasRoom(texts, until - from)) {
      texts = roomFor(mostTexts);
      kept = [];
    }
    // What is longer than all of them together is made anew each time.
    if (!hasRoom(texts, until - from)) return made;
    add(texts, page, from, until);
    kept.push(made);
    return made;
  };
  return {
    of(page, from, until) {
      const number = numberOf(texts, page, from, until);
      const known = number < 0 ? undefined : kept[number];
      return known ?? added(page, from, until);
    },
    ofText: make,
    clear() {
      texts = roomFor(Math.min(FIRST_TEXTS, mostTexts));
      kept = [];
    },
  };
}

/** All bytes lie together, for what lies apart is far from the processor. */
type Texts = {
  /** A power of two. */
  readonly most: number;
  readonly pool: Page;
  /** Where each text begins in the pool; behind the last, where the next one will. */
  readonly starts: Int32Array;
  /** By hash: the number of a text and one, 0 where there is none. */
  readonly places: Int32Array;
  count: number;
};

function roomFor(most: number): Texts {
  const pool = pageOf(new Uint8Array(most * BYTES_A_TEXT));
  const starts = new Int32Array(most + 1);
  return { most, pool, starts, places: new Int32Array(most * PLACES_A_TEXT), count: 0 };
}

function hasRoom({ most, pool, starts, count }: Texts, length: number): boolean {
  return count < most && (starts[count] ?? 0) + length <= pool.bytes.length;
}

function larger(texts: Texts): Texts {
  const { most, pool, starts, count } = texts;
  const room = roomFor(most * 2);
  for (let number = 0; number < count; number += 1)
    add(room, pool, starts[number] ?? 0, starts[number + 1] ?? 0);
  return room;
}

function add(texts: Texts, page: Page, from: number, until: number): void {
  const { pool, starts, places } = texts;
  const start = starts[texts.count] ?? 0;
  pool.bytes.set(page.bytes.subarray(from, until), start);
  let place = placeOf(page, from, until) & (places.length - 1);
  while (places[place] !== 0) place = (place + 1) & (places.length - 1);
  texts.count += 1;
  places[place] = texts.count;
  starts[texts.count] = start + until - from;
}

/** −1 for a text that is not among them. */
function numberOf(texts: Texts, page: Page, from: number, until: number): number {
  const { places } = texts;
  let place = placeOf(page, from, until) & (places.length - 1);
  for (let found = places[place] ?? 0; found > 0; found = places[place] ?? 0) {
    if (isText(texts, found - 1, page, from, until)) return found - 1;
    place = (place + 1) & (places.length - 1);
  }
  return -1;
}

function isText(
  { pool, starts }: Texts,
  number: number,
  { bytes, view }: Page,
  from: number,
  until: number,
): boolean {
  let place = (starts[number] ?? 0) | 0;
  if ((starts[number + 1] ?? 0) - place !== until - from) return false;
  let at = from | 0;
  for (; at + 4 <= until; at = (at + 4) | 0) {
    if (pool.view.getInt32(place, true) !== view.getInt32(at, true)) return false;
    place = (place + 4) | 0;
  }
  for (; at < until; at = (at + 1) | 0) {
    if (pool.bytes[place] !== bytes[at]) return false;
    place = (place + 1) | 0;
  }
  return true;
}

const MIXER = 0x9e3779b1;

/** Four bytes mixed in at a time, as each step waits for the one before; the upper half is stirred into the lower, which is used. */
function placeOf({ bytes, view }: Page, from: number, until: number): number {
  let hash = (until - from) | 0;
  let at = from | 0;
  for (; at + 4 <= until; at = (at + 4) | 0) {
    hash = Math.imul(hash ^ view.getInt32(at, true), MIXER);
    hash ^= hash >>> 15;
  }
  for (; at < until; at = (at + 1) | 0) hash = Math.imul(hash ^ (bytes[at] ?? 0), MIXER);
  return hash ^ (hash >>> 16);
}
