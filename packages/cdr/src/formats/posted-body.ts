import { decodeText } from "../decode-text.ts";
import type { Format, SplitHandlers, Splitter } from "../format-reader.ts";
import { percentDecoded } from "../percent-decode.ts";
import { joined } from "../records/cut-records.ts";

/** Larger than any document of the modules by far, and encoded at that. */
const MAX_BODY_BYTES = 4_194_304;

/**
 * Documents as a file holds them, and as FreeSWITCH posts them: `cdr=` before it or not, URL-encoded, base64 or plain. What begins
 * like a document goes to `documents` as it comes; an encoded body is one record, its `text` decoded.
 *
 * @example `cdr=%3Ccdr%3E…` is the record `<cdr>…`.
 */
export function postedBody(documents: Format["split"]): Format["split"] {
  return (source, handlers) => {
    let held: Uint8Array = new Uint8Array(0);
    let splitter: Splitter | null = null;
    return {
      read(bytes) {
        if (splitter !== null) {
          splitter.read(bytes);
          return;
        }
        held = held.length === 0 ? bytes : joined(held, bytes);
        const kind = kindOf(held, false);
        if (kind === "unknown") return;
        splitter = kind === "document" ? documents(source, handlers) : encodedBody(handlers);
        splitter.read(held);
        held = new Uint8Array(0);
      },
      end(closed) {
        if (splitter === null && closed) {
          splitter = kindOf(held, true) === "encoded" ? encodedBody(handlers) : documents(source, handlers);
          splitter.read(held);
        }
        splitter?.end(closed);
      },
      nextOffset: () => splitter?.nextOffset() ?? 0,
    };
  };
}

const [LESS_THAN, BRACE, BRACKET] = [60, 123, 91];
/** `cdr=` and a UTF-8 mark: what may stand before a document. */
const PREFIX_BYTES = 7;

/** More blanks than this are not held. */
const MAX_BLANKS = 65_536;

/** Blanks and a mark at the beginning tell nothing. */
function kindOf(bytes: Uint8Array, isLast: boolean): "document" | "encoded" | "unknown" {
  const first = bytes.findIndex((byte) => byte > 32 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  if (first < 0) return isLast || bytes.length > MAX_BLANKS ? "document" : "unknown";
  const byte = bytes[first];
  if (byte === LESS_THAN || byte === BRACE || byte === BRACKET) return "document";
  return isLast || bytes.length - first >= PREFIX_BYTES ? "encoded" : "unknown";
}

/** The whole body is one record. */
function encodedBody(handlers: SplitHandlers): Splitter {
  let bytes: Uint8Array = new Uint8Array(0);
  let size = 0;
  let isDone = false;
  return {
    read(more) {
      size += more.length;
      bytes = size > MAX_BODY_BYTES ? new Uint8Array(0) : joined(bytes, more);
    },
    end(closed) {
      if (!closed) return;
      isDone = true;
      const place = { offset: 0, length: size, line: 1 };
      if (size > MAX_BODY_BYTES)
        handlers.broken({ ...place, reason: "RECORD_TOO_LONG", message: `a body of ${size} bytes` });
      else handlers.record({ ...place, cellCount: 0, cell: () => "", text: () => decodedBody(bytes) });
    },
    nextOffset: () => (isDone ? size : 0),
  };
}

function decodedBody(bytes: Uint8Array): string {
  const body = decodeText(bytes).replace("\uFEFF", "").trim();
  const field = body.startsWith("cdr=") ? body.slice("cdr=".length) : body;
  if (/^\s*[<{]/.test(field)) return field;
  if (/^[+\s]*%(3C|7B)/i.test(field)) return percentDecoded(field.replaceAll("+", " "));
  return base64Decoded(percentDecoded(field)) ?? field;
}

function base64Decoded(text: string): string | null {
  if (!/^[A-Za-z0-9+/\s]+=*\s*$/.test(text)) return null;
  try {
    const decoded = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return decodeText(decoded).replaceAll("\0", "").trim();
  } catch {
    return null; // no base64 after all: the format says what it misses
  }
}
