import { decodeText } from "../decode-text.ts";
import type { Format, SplitHandlers, Splitter } from "../format-reader.ts";
import { byteOrderMark, joined } from "./cut-records.ts";
import type { JsonElement } from "./json-state.ts";
import { jsonWalk } from "./json-walk.ts";

/** Larger than any document of a switch by far. */
export const MAX_DOCUMENT_BYTES = 4_194_304;

/**
 * Each element of an array as a record: of the array that is the file, or of the one at `path` in each document; else each document
 * is a record, one a file, one a line or one behind another. Memory is that of one element.
 *
 * A record's `text` is its JSON, not yet checked: only brackets and quotes are followed. What is broken costs itself, up to the next
 * line that begins an element as far from the left as its own did.
 *
 * @example path `calls`: `{"page":0,"calls":[{"sid":"CA1"},{"sid":"CA2"}]}` holds two records.
 */
export function jsonRecords({ path, orDocument = false }: JsonOptions = {}): Format["split"] {
  const keys = path === undefined ? [] : path.split(".");
  return (_, handlers) => splitterOf(keys, orDocument, handlers);
}

type JsonOptions = {
  readonly path?: string;
  /** A document without anything at `path` is a record itself; otherwise it is broken. */
  readonly orDocument?: boolean;
};

function splitterOf(keys: readonly string[], orDocument: boolean, handlers: SplitHandlers): Splitter {
  let bytes: Uint8Array = new Uint8Array(0);
  let base = 0;
  const walk = jsonWalk(keys, orDocument, {
    whole: (element, until) => handOver(element, until),
    broken: (element, until, message) =>
      handlers.broken({ ...placeOf(element, until), reason: "RECORD_NOT_JSON", message }),
  });

  const handOver = (element: JsonElement, until: number): void => {
    const place = placeOf(element, until);
    if (place.length > MAX_DOCUMENT_BYTES) {
      handlers.broken({
        ...place,
        reason: "RECORD_TOO_LONG",
        message: `an element of ${place.length} bytes`,
      });
      return;
    }
    const text = (): string => decodeText(bytes.subarray(element.offset - base, until - base));
    handlers.record({ ...place, cellCount: 0, cell: () => "", text });
  };

  const run = (isLast: boolean): void => {
    const seen = walk.position();
    if (seen === 0 && bytes.length < 3 && !isLast) return;
    walk.take(bytes, base, seen === 0 ? byteOrderMark(bytes) : seen - base);
    const needed = walk.elementOffset();
    const isTooLong = needed !== null && walk.position() - needed > MAX_DOCUMENT_BYTES;
    const dropped = (needed === null || isTooLong ? walk.position() : needed) - base;
    base += dropped;
    bytes = bytes.subarray(dropped);
  };

  return {
    read(more) {
      bytes = bytes.length === 0 ? more : joined(bytes, more);
      run(false);
    },
    end(closed) {
      if (!closed) return;
      run(true);
      walk.end();
    },
    nextOffset: walk.nextOffset,
  };
}

function placeOf({ offset, line }: JsonElement, until: number) {
  return { offset, length: until - offset, line };
}
