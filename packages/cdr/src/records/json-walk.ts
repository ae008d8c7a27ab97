import { CR, LF } from "./cut-records.ts";
import {
  BACKSLASH,
  beginning,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  type JsonElement,
  type JsonHandlers,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  type State,
} from "./json-state.ts";

export type JsonWalk = {
  /** Walks on over the bytes from index `from`; `base` is the first one's place in the file. */
  readonly take: (bytes: Uint8Array, base: number, from: number) => void;
  readonly end: () => void;
  /** The first byte not walked over yet. */
  readonly position: () => number;
  /** Where the element begins that is being walked over; its bytes are still needed. */
  readonly elementOffset: () => number | null;
  /** The first byte that no handler has seen yet. */
  readonly nextOffset: () => number;
};

/**
 * Follows the brackets and quotes of JSON, every byte once, and finds where elements begin and end.
 *
 * @param orDocument A document that has nothing at `keys` is an element itself.
 */
export function jsonWalk(keys: readonly string[], orDocument: boolean, handlers: JsonHandlers): JsonWalk {
  const state = beginning(keys, orDocument, handlers);
  return {
    take(bytes, base, from) {
      if (state.at === 0) state.lineStart = from;
      for (let index = from; index < bytes.length; index += 1) {
        state.at = base + index;
        step(state, bytes[index] as number);
      }
      state.at = base + bytes.length;
    },
    end: () => atEnd(state),
    position: () => state.at,
    elementOffset: () => (state.element ?? (orDocument ? state.searched : null))?.offset ?? null,
    nextOffset: () => (state.element ?? state.lost ?? state.searched)?.offset ?? state.at,
  };
}

function step(state: State, byte: number): void {
  const isLineEnd = byte === LF || byte === CR;
  if (isLineEnd) {
    if (state.inString) lose(state);
    if (byte === CR || state.lastByte !== CR) state.line += 1;
    state.lineStart = state.at + 1;
    state.lineBegins = -1;
    state.lastByte = byte;
    return;
  }
  state.lastByte = byte;
  if (byte === 32 || byte === 9 || byte === 0 || byte === 26) {
    if (state.inString) inString(state, byte);
    return;
  }
  if (state.lineBegins < 0) state.lineBegins = state.at;
  if (state.lost !== null && !isFound(state, state.lost, byte)) {
    state.written = state.at + 1;
    return;
  }
  if (state.inString) inString(state, byte);
  else if (state.element === null) outside(state, byte);
  else inElement(state, byte);
  state.written = state.at + 1;
}

function inString(state: State, byte: number): void {
  if (state.escaped) state.escaped = false;
  else if (byte === BACKSLASH) state.escaped = true;
  else if (byte === QUOTE) {
    state.inString = false;
    state.last = QUOTE;
    if (isOnWay(state) && state.key === null) state.key = String.fromCharCode(...state.keyBytes);
    return;
  }
  if (state.key === null && state.keyBytes.length < 256) state.keyBytes.push(byte);
}

/** Directly inside an object on the way to the place of `keys`. */
function isOnWay({ element, arrayDepth, open, matched, keys }: State): boolean {
  const isInside = element === null && arrayDepth < 0 && open.length === matched + 1;
  return isInside && matched < keys.length && open.at(-1) === OPEN_BRACE;
}

function here({ at, line, lineBegins, lineStart }: State): JsonElement {
  return { offset: at, line, indent: lineBegins - lineStart };
}

function begin(state: State): void {
  state.element = here(state);
  state.searched = null;
  state.floor = state.open.length;
}

/** A byte between elements, or on the way to them. */
function outside(state: State, byte: number): void {
  const { open, keys, matched } = state;
  const isAmong = state.arrayDepth === open.length;
  if (isAmong && byte !== COMMA && byte !== CLOSE_BRACKET) {
    begin(state);
    state.last = byte;
    if (byte === QUOTE) state.inString = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) open.push(byte);
    else if (byte === COLON || byte === CLOSE_BRACE) lose(state);
    return;
  }
  const isTheKey = isOnWay(state) && state.last === COLON && state.key === keys[matched];
  const isThePlace = open.length === 0 || (isTheKey && matched === keys.length - 1);
  if ((byte === OPEN_BRACE || byte === OPEN_BRACKET) && open.length > 0 && !isValueHere(state)) lose(state);
  else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
    if (byte === OPEN_BRACE && isThePlace && (open.length > 0 || keys.length === 0)) begin(state);
    else if (byte === OPEN_BRACKET && isThePlace) state.arrayDepth = open.length + 1;
    else if (open.length === 0) state.searched = here(state);
    else if (byte === OPEN_BRACE && isTheKey) state.matched += 1;
    if (state.arrayDepth > 0) state.searched = null;
    state.key = null;
    open.push(byte);
  } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) close(state, byte);
  else if (open.length === 0 && byte !== COMMA) lose(state);
  else if (byte === COMMA) state.key = isOnWay(state) ? null : state.key;
  else if (byte === QUOTE && !isValueHere(state) && !isKeyHere(state)) lose(state);
  else if (byte === QUOTE) {
    state.inString = true;
    if (isOnWay(state) && state.key === null) state.keyBytes = [];
  }
  state.last = byte;
}

function close(state: State, byte: number): void {
  const { open } = state;
  if (open.at(-1) !== opening(byte)) {
    lose(state);
    return;
  }
  if (state.arrayDepth === open.length) state.arrayDepth = -1;
  if (open.length === state.matched + 1) state.matched = Math.max(0, state.matched - 1);
  open.pop();
  if (open.length > 0 || state.searched === null) return;
  if (state.orDocument) state.whole(state.searched, state.at + 1);
  else state.broken(state.searched, state.at + 1, `the document has nothing at ${state.keys.join(".")}`);
  state.searched = null;
}

function inElement(state: State, byte: number): void {
  const { open } = state;
  const isBare = open.length === state.floor; // a number or a text among the elements
  if (isBare && (byte === COMMA || byte === CLOSE_BRACKET)) {
    finish(state, state.written);
    outside(state, byte);
    return;
  }
  const around = open.at(-1);
  if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
    if (isBare || !isValueHere(state)) {
      loseAndLook(state, byte);
      return;
    }
    open.push(byte);
  } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
    if (isBare || around !== opening(byte)) {
      loseAndLook(state, byte);
      return;
    }
    open.pop();
    if (open.length === state.floor) finish(state, state.at + 1);
  } else if (byte === QUOTE) state.inString = true;
  state.last = byte;
}

/** Behind a colon, or among the values of an array. */
function isValueHere({ last, open }: State): boolean {
  return last === COLON || (open.at(-1) === OPEN_BRACKET && (last === OPEN_BRACKET || last === COMMA));
}

function isKeyHere({ last, open }: State): boolean {
  return open.at(-1) === OPEN_BRACE && (last === OPEN_BRACE || last === COMMA);
}

function opening(closing: number): number {
  return closing === CLOSE_BRACE ? OPEN_BRACE : OPEN_BRACKET;
}

function finish(state: State, until: number): void {
  const { element } = state;
  state.element = null;
  state.key = null;
  state.last = CLOSE_BRACE;
  if (element !== null) state.whole(element, until);
}

/** The brackets or quotes do not agree: what was begun is broken. */
function lose(state: State): void {
  state.lost = state.element ?? state.searched ?? here(state);
  state.inString = false;
  state.escaped = false;
  if (state.element === null) {
    state.floor = 0;
    state.arrayDepth = -1;
    state.matched = 0;
  }
  state.open.length = state.floor;
  state.element = null;
  state.searched = null;
  state.key = null;
  state.last = COMMA;
}

/** As `lose`; and the byte that does not agree may itself begin the next element. */
function loseAndLook(state: State, byte: number): void {
  lose(state);
  if (state.lost !== null && isFound(state, state.lost, byte)) outside(state, byte);
}

/** Whether the next element, or the array's end, begins here; what was lost is then handed over. */
function isFound(state: State, lost: JsonElement, byte: number): boolean {
  if (state.lineBegins !== state.at) return false;
  const indent = state.at - state.lineStart;
  const isInArray = state.arrayDepth === state.open.length;
  const begins = byte === OPEN_BRACE || (byte === OPEN_BRACKET && isInArray);
  const ends = byte === CLOSE_BRACKET && isInArray;
  if (!(begins && indent === lost.indent) && !(ends && indent <= lost.indent)) return false;
  state.broken(lost, state.written, UNCLOSED);
  state.lost = null;
  return true;
}

function atEnd(state: State): void {
  const { lost, element, searched, written } = state;
  const begun = lost ?? element ?? searched;
  if (begun !== null) state.broken(begun, written, lost === null ? CUT_OFF : UNCLOSED);
  else if (state.open.length > 0) state.broken(here(state), state.at, CUT_OFF);
  state.lost = null;
  state.element = null;
  state.searched = null;
}

const UNCLOSED = "brackets or quotes do not close";
const CUT_OFF = "the file ends before its brackets close: it is cut off";
