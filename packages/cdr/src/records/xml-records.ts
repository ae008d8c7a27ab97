import { decodeText } from "../decode-text.ts";
import type { Format, SplitHandlers, Splitter } from "../format-reader.ts";
import { joined } from "./cut-records.ts";
import { MAX_DOCUMENT_BYTES } from "./json-records.ts";
import { type LineCount, lineCounter } from "./line-counter.ts";
import { type Markup, markupScanner, type ScanMarkup } from "./xml-markup.ts";

/**
 * Each element of that name as a record, whatever stands around it; prefixes of names are passed over. Memory is that of one
 * element. What its `text` holds is not checked; comments, CDATA and the document type are known, and nothing is ever fetched.
 * An element without its end tag costs itself, up to the next one of that name; one whose start tag is damaged is told by its end tag.
 *
 * @example element `cdr`: `<cdrs><cdr id="1"/><cdr id="2">…</cdr></cdrs>` holds two records.
 */
export function xmlRecords({ element }: { readonly element: string }): Format["split"] {
  return (_, handlers) => splitterOf(element, handlers);
}

/** Elements of one name inside each other: more are end tags that are missing. */
const MAX_NESTED = 16;

type Element = {
  readonly begin: LineCount;
  /** Elements of the same name open, itself included. */
  depth: number;
  /** The first of them inside it: where an end tag is missing, the next record begins there. */
  second: LineCount | null;
  /** Its bytes are no longer kept. */
  isTooLong: boolean;
};

type State = {
  readonly name: string;
  readonly handlers: SplitHandlers;
  readonly scan: ScanMarkup;
  readonly lines: ReturnType<typeof lineCounter>;
  bytes: Uint8Array;
  /** Place in the file of the first byte held. */
  base: number;
  /** The first byte not looked at yet. */
  at: number;
  element: Element | null;
  /** Tags open around elements. */
  around: number;
  startTags: number;
  handed: number;
  /** Behind the last element: where an end tag stands alone then, its start is damaged. */
  behind: LineCount;
  /** Tags open around elements there. */
  aroundBehind: number;
  isBlank: boolean;
};

function splitterOf(name: string, handlers: SplitHandlers): Splitter {
  const state: State = {
    name,
    handlers,
    scan: markupScanner(name),
    lines: lineCounter(),
    bytes: new Uint8Array(0),
    base: 0,
    at: 0,
    element: null,
    around: 0,
    startTags: 0,
    handed: 0,
    behind: { offset: 0, line: 1, isBehindCr: false },
    aroundBehind: 0,
    isBlank: true,
  };
  return {
    read(more) {
      state.bytes = state.bytes.length === 0 ? more : joined(state.bytes, more);
      state.isBlank &&= more.every((byte) => byte <= 32);
      run(state, false);
    },
    end(closed) {
      if (!closed) return;
      run(state, true);
      while (state.element !== null) {
        // What is cut off inside its last element is told once.
        if (state.element.second === null) state.around = 0;
        giveUp(state, state.element, state.at);
        run(state, true);
      }
      atEnd(state);
    },
    nextOffset: () => (state.element?.begin ?? state.behind).offset,
  };
}

function run(state: State, isLast: boolean): void {
  for (;;) {
    const markup = state.scan(state.bytes, state.base, state.at - state.base, isLast);
    const place = state.base + markup.from;
    const { element } = state;
    if (element !== null && !element.isTooLong && place - element.begin.offset > MAX_DOCUMENT_BYTES)
      outgrown(state, element);
    else if (markup.kind === "rest") {
      state.at = place;
      break;
    } else take(state, markup);
  }
  const { element } = state;
  const needed = element === null || element.isTooLong ? state.at : element.begin.offset;
  state.lines.countTo(state.bytes, state.base, needed);
  state.bytes = state.bytes.subarray(needed - state.base);
  state.base = needed;
}

function take(state: State, markup: Markup): void {
  const from = state.base + markup.from;
  state.at = state.base + markup.until;
  if (markup.kind !== "start" && markup.kind !== "end") return;
  const { element } = state;
  if (!markup.isNamed) {
    if (element !== null) return;
    if (markup.kind === "end") state.around -= 1;
    else if (!markup.isEmpty) state.around += 1;
    if (markup.kind === "start") state.startTags += 1;
  } else if (markup.kind === "start") startTag(state, from, markup.isEmpty);
  else if (element !== null) {
    element.depth -= 1;
    if (element.depth === 0) handOver(state, element);
  } else {
    broken(state, state.behind, state.at, `</${state.name}> has no beginning`);
    state.around = state.aroundBehind;
    leave(state);
  }
}

/** An element ends here. */
function leave(state: State): void {
  state.behind = state.lines.countTo(state.bytes, state.base, state.at);
  state.aroundBehind = state.around;
}

function startTag(state: State, from: number, isEmpty: boolean): void {
  const { element } = state;
  if (element !== null && !element.isTooLong) {
    element.second ??= state.lines.countTo(state.bytes, state.base, from);
    if (!isEmpty) element.depth += 1;
    if (element.depth > MAX_NESTED) giveUp(state, element, state.at);
    return;
  }
  if (element !== null) giveUp(state, element, from);
  const begin = state.lines.countTo(state.bytes, state.base, from);
  state.element = { begin, depth: isEmpty ? 0 : 1, second: null, isTooLong: false };
  if (isEmpty) handOver(state, state.element);
}

function handOver(state: State, element: Element): void {
  const { bytes, base, at } = state;
  const { offset, line } = element.begin;
  const length = at - offset;
  state.element = null;
  if (length > MAX_DOCUMENT_BYTES) {
    broken(state, element.begin, at);
    leave(state);
    return;
  }
  state.handed += 1;
  leave(state);
  const text = (): string => decodeText(bytes.subarray(offset - base, at - base));
  state.handlers.record({ offset, length, line, text, cellCount: 0, cell: () => "" });
}

/** The element is longer than any record: an end tag is missing, or it never comes. */
function outgrown(state: State, element: Element): void {
  if (element.second !== null) giveUp(state, element, state.at);
  else element.isTooLong = true;
}

/** The element has no end: it is broken up to the next one that began inside it, and reading goes on from there. */
function giveUp(state: State, { begin, second }: Element, until: number): void {
  state.element = null;
  broken(state, begin, second?.offset ?? until);
  if (second === null) {
    leave(state);
    return;
  }
  state.at = second.offset;
  state.lines.goBackTo(second);
}

function broken(
  state: State,
  { offset, line }: LineCount,
  until: number,
  why = `<${state.name}> has no end: it is cut off`,
): void {
  const length = until - offset;
  const isTooLong = length > MAX_DOCUMENT_BYTES;
  state.handed += 1;
  state.handlers.broken({
    offset,
    length,
    line,
    reason: isTooLong ? "RECORD_TOO_LONG" : "RECORD_NOT_XML",
    message: isTooLong ? `an element of ${length} bytes` : why,
  });
}

/** A file without its end may lack records, and one without records may be of another format: neither passes in silence. */
function atEnd(state: State): void {
  const { name, handlers, at, startTags, handed, around, isBlank } = state;
  state.at = state.base + state.bytes.length;
  const end = state.lines.countTo(state.bytes, state.base, state.at);
  const isStrange = handed === 0 && (startTags === 0 ? !isBlank : startTags > 1);
  const reason = "RECORD_NOT_XML";
  if (isStrange)
    handlers.broken({ offset: 0, length: at, line: 1, reason, message: `the file holds no <${name}>` });
  else if (around > 0)
    handlers.broken({
      offset: at,
      length: 0,
      line: end.line,
      reason,
      message: "the file ends before its tags close: it is cut off",
    });
  state.behind = end;
}
