import { numberText } from "./cell-text.ts";
import { attribute, unescaped } from "./xlsx-styles.ts";

export type SheetSurroundings = {
  readonly texts: readonly string[];
  readonly formats: readonly (string | null)[];
  readonly from1904: boolean;
};
type SheetRows = { readonly rows: readonly (readonly string[])[]; readonly hiddenRows: readonly number[] };

/**
 * The cells of one sheet's XML as text. Cells and rows that are not written are empty, so that a row's place is its number.
 *
 * Scanned by places instead of parsed: several times faster than a reader of whole workbooks, and in less memory.
 */
export function sheetRows(xml: string, around: SheetSurroundings): SheetRows {
  const rows: string[][] = [];
  const hiddenRows: number[] = [];
  let cells: string[] = [];
  for (const element of elements(xml)) {
    if (element.inside === null) {
      const number = Number(attribute(element.tag, "r") ?? rows.length + 1);
      while (rows.length < number - 1) rows.push([]);
      cells = [];
      rows.push(cells);
      if (isTrue(attribute(element.tag, "hidden"))) hiddenRows.push(number);
    } else {
      const place = columnOf(attribute(element.tag, "r"));
      // An empty cell that says where it stands is there for its looks; one that does not keeps its place.
      if (element.inside === "" && place !== null) continue;
      const column = place ?? cells.length;
      while (cells.length < column) cells.push("");
      cells[column] = cellText(element.tag, element.inside, around);
    }
  }
  return { rows, hiddenRows };
}

/** The start of a row, `inside` null; or a cell with what stands in it. */
type Element = { readonly tag: string; readonly inside: string | null };

function* elements(xml: string): Generator<Element> {
  // Some writers put a prefix before every name of the sheet.
  const prefix = /<(\w+:)?sheetData\b/.exec(xml)?.[1] ?? "";
  const [row, cell, cellEnd] = [`${prefix}row`, `${prefix}c`, `</${prefix}c>`];
  for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", at + 1)) {
    const isRow = xml.startsWith(row, at + 1) && isNameEnd(xml.charCodeAt(at + 1 + row.length));
    const isCell = !isRow && xml.startsWith(cell, at + 1) && isNameEnd(xml.charCodeAt(at + 1 + cell.length));
    if (!isRow && !isCell) continue;
    const close = xml.indexOf(">", at);
    const tag = xml.slice(at, close);
    if (isRow) yield { tag, inside: null };
    else if (tag.endsWith("/")) yield { tag, inside: "" };
    else {
      const end = xml.indexOf(cellEnd, close);
      yield { tag, inside: xml.slice(close + 1, end) };
      at = end;
    }
  }
}

/** A blank, a slash or the end of the tag: `<c r=` and not `<col r=`. */
function isNameEnd(code: number): boolean {
  return code === 0x20 || code === 0x2f || code === 0x3e || code === 0x0a || code === 0x0d || code === 0x09;
}

const VALUE = /<(?:\w+:)?v\b[^>]*>([^<]*)</;

function cellText(tag: string, inside: string, { texts, formats, from1904 }: SheetSurroundings): string {
  const type = attribute(tag, "t");
  if (type === "inlineStr") return runsText(inside);
  const value = VALUE.exec(inside)?.[1] ?? "";
  switch (type) {
    case "s":
      return texts[Number(value)] ?? "";
    case null:
    case "n":
      return numberText(value, formats[Number(attribute(tag, "s") ?? -1)] ?? null, from1904);
    case "b":
      return value === "1" ? "TRUE" : "FALSE";
    case "d":
      return value.replace("T", " ");
    default:
      return unescaped(value);
  }
}

/** All texts that a workbook keeps once, in the order in which cells name them. */
export function sharedTexts(xml: string): readonly string[] {
  return [...xml.matchAll(/<(?:\w+:)?si\b[^>]*?(?:\/>|>(.*?)<\/(?:\w+:)?si>)/gs)].map(([, inside = ""]) =>
    runsText(inside),
  );
}

/** The runs of a text, without how it is read aloud. */
function runsText(xml: string): string {
  const spoken = xml.includes("rPh") ? xml.replace(/<(?:\w+:)?rPh\b.*?<\/(?:\w+:)?rPh>/gs, "") : xml;
  const [first, ...more] = [...spoken.matchAll(/<(?:\w+:)?t\b[^>]*?(?:\/>|>([^<]*)<)/g)].map(
    ([, text = ""]) => text,
  );
  return unescaped([first ?? "", ...more].join(""));
}

/** @example `B7` is column 1, the second */
function columnOf(reference: string | null): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column - 1;
}

export function isTrue(flag: string | null): boolean {
  return flag === "1" || flag === "true";
}
