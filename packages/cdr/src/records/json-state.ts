import { LF } from "./cut-records.ts";

/** Where an element begins. `indent`: bytes between the beginning of its line and the first that is no blank. */
export type JsonElement = { readonly offset: number; readonly line: number; readonly indent: number };

export type JsonHandlers = {
  readonly whole: (element: JsonElement, until: number) => void;
  readonly broken: (element: JsonElement, until: number, message: string) => void;
};

export const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
export const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [123, 125, 91, 93];

/** Where a walk through JSON stands. */
export type State = JsonHandlers & {
  readonly keys: readonly string[];
  readonly orDocument: boolean;
  /** The brackets open around the position, outermost first. */
  readonly open: number[];
  /** How many of `keys` lead to the innermost object on the way. */
  matched: number;
  /** The key read last in that object; null while the next string is one. */
  key: string | null;
  keyBytes: number[];
  /** Brackets open inside the array whose elements are records; −1 outside it. */
  arrayDepth: number;
  /** The document that was begun, until the place of `keys` in it is found. */
  searched: JsonElement | null;
  element: JsonElement | null;
  /** Brackets open around the element. */
  floor: number;
  /** What is broken, until the next element is found. */
  lost: JsonElement | null;
  inString: boolean;
  escaped: boolean;
  /** The last byte outside strings that is no blank; `"` for a string. */
  last: number;
  line: number;
  lineStart: number;
  /** The first byte of the line that is no blank, or −1. */
  lineBegins: number;
  lastByte: number;
  /** Behind the last byte that is no blank. */
  written: number;
  at: number;
};

/** Before the first byte. */
export function beginning(keys: readonly string[], orDocument: boolean, handlers: JsonHandlers): State {
  return {
    ...handlers,
    keys,
    orDocument,
    open: [],
    matched: 0,
    key: null,
    keyBytes: [],
    arrayDepth: -1,
    searched: null,
    element: null,
    floor: 0,
    lost: null,
    inString: false,
    escaped: false,
    last: COMMA,
    line: 1,
    lineStart: 0,
    lineBegins: -1,
    lastByte: LF,
    written: 0,
    at: 0,
  };
}
