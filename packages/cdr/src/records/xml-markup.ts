/** The next piece of markup; `from` and `until` count from the first byte given. `rest`: from there on more bytes are needed. */
export type Markup =
  | ({ readonly kind: "start" | "end"; readonly isNamed: boolean; readonly isEmpty: boolean } & Stretch)
  | ({ readonly kind: "other" | "rest" } & Stretch);
type Stretch = { readonly from: number; readonly until: number };

export type ScanMarkup = (bytes: Uint8Array, base: number, from: number, isLast: boolean) => Markup;

/** A comment or tag longer than this never closes: its `<` is taken for text. */
const MAX_MARKUP_BYTES = 1_048_576;

const [LESS, GREATER, SLASH, BANG, QUESTION, COLON] = [60, 62, 47, 33, 63, 58];
const [QUOTE, APOSTROPHE, OPEN_BRACKET, CLOSE_BRACKET, DASH] = [34, 39, 91, 93, 45];

/** Finds tags, and passes over what is none; `isNamed` tells those of elements called `name`. */
export function markupScanner(name: string): ScanMarkup {
  const nameBytes = new TextEncoder().encode(name);
  /** By kind of closing: no such one stands before that place in the file. */
  const noneBefore = new Map<Closing, number>();

  const behind = (bytes: Uint8Array, base: number, open: number): number => {
    const next = bytes[open + 1];
    if (next !== BANG && next !== QUESTION) return behindTag(bytes, open);
    const closing = closingOf(bytes, open);
    const first = Math.max(open + closing.leastLength - 1, (noneBefore.get(closing) ?? 0) - base);
    for (let at = bytes.indexOf(GREATER, first); at >= 0; at = bytes.indexOf(GREATER, at + 1)) {
      if (closing.isAt(bytes, at)) return at + 1;
    }
    noneBefore.set(closing, base + bytes.length);
    return UNKNOWN;
  };

  return (bytes, base, from, isLast) => {
    for (let at = from; ; at += 1) {
      at = bytes.indexOf(LESS, at);
      if (at < 0) return { kind: "rest", from: bytes.length, until: bytes.length };
      const isTold = isLast || at + LONGEST_OPENING <= bytes.length;
      const until = isTold ? behind(bytes, base, at) : UNKNOWN;
      if (until === UNKNOWN && !isLast && bytes.length - at <= MAX_MARKUP_BYTES)
        return { kind: "rest", from: at, until: bytes.length };
      if (until >= 0 && until - at <= MAX_MARKUP_BYTES) return markupOf(bytes, at, until, nameBytes);
    }
  };
}

const UNKNOWN = -1;
const TEXT = -2;
const LONGEST_OPENING = "<![CDATA[".length;

type Closing = {
  readonly leastLength: number;
  /** Whether the `>` at `at` closes. */
  readonly isAt: (bytes: Uint8Array, at: number) => boolean;
};

const COMMENT: Closing = {
  leastLength: 7,
  isAt: (bytes, at) => bytes[at - 1] === DASH && bytes[at - 2] === DASH,
};
const CDATA: Closing = {
  leastLength: 12,
  isAt: (bytes, at) => bytes[at - 1] === CLOSE_BRACKET && bytes[at - 2] === CLOSE_BRACKET,
};
const INSTRUCTION: Closing = { leastLength: 4, isAt: (bytes, at) => bytes[at - 1] === QUESTION };
const DECLARATION: Closing = { leastLength: 3, isAt: () => true };
/** A document type that declares things in brackets: none of them is ever used. */
const SUBSET: Closing = {
  leastLength: 5,
  isAt(bytes, at) {
    let before = at - 1;
    while (isBlank(bytes[before])) before -= 1;
    return bytes[before] === CLOSE_BRACKET;
  },
};

function closingOf(bytes: Uint8Array, open: number): Closing {
  if (bytes[open + 1] === QUESTION) return INSTRUCTION;
  if (bytes[open + 2] === DASH && bytes[open + 3] === DASH) return COMMENT;
  if (bytes[open + 2] === OPEN_BRACKET) return CDATA;
  for (let at = open + 2; at < bytes.length; at += 1) {
    if (bytes[at] === OPEN_BRACKET) return SUBSET;
    if (bytes[at] === GREATER) break;
  }
  return DECLARATION;
}

function behindTag(bytes: Uint8Array, open: number): number {
  let quote = 0;
  if (!isNameByte(bytes[bytes[open + 1] === SLASH ? open + 2 : open + 1])) return TEXT;
  for (let at = open + 1; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === LESS) return TEXT; // forbidden in a tag, also in quotes
    if (quote !== 0) quote = byte === quote ? 0 : quote;
    else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
    else if (byte === GREATER) return at + 1;
  }
  return UNKNOWN;
}

function markupOf(bytes: Uint8Array, from: number, until: number, name: Uint8Array): Markup {
  const next = bytes[from + 1];
  if (next === BANG || next === QUESTION) return { kind: "other", from, until };
  const isEnd = next === SLASH;
  const isNamed = isName(bytes, isEnd ? from + 2 : from + 1, name);
  return { kind: isEnd ? "end" : "start", isNamed, isEmpty: bytes[until - 2] === SLASH, from, until };
}

/** Whether the name at `at` is `name`, behind a prefix or without one. */
function isName(bytes: Uint8Array, at: number, name: Uint8Array): boolean {
  let from = at;
  let end = at;
  for (; !isBlank(bytes[end]) && bytes[end] !== SLASH && bytes[end] !== GREATER; end += 1) {
    if (bytes[end] === COLON) from = end + 1;
  }
  return end - from === name.length && name.every((byte, index) => bytes[from + index] === byte);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === 9 || byte === 10 || byte === 13;
}

function isNameByte(byte = 0): boolean {
  return byte > 127 || byte === COLON || byte === 95 || ((byte | 32) >= 97 && (byte | 32) <= 122);
}
