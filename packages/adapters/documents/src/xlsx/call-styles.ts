import assert from "node:assert";
import { FIRST_CALL_STYLE } from "./call-rows.ts";

/**
 * The workbook's styles with those of the calls at the places that their rows name, each a copy of what the library made for
 * the sheet of the calls.
 *
 * @param styles `xl/styles.xml`. @param sheet A sheet of calls as the library writes it: columns and headings.
 * @example columns 17, 18 and headings 20, 21: place 200 is a copy of 17, 201 of 20, 202 of 18, 203 of 21.
 */
export function withCallStyles(styles: string, sheet: string): string {
  const [whole = "", list = ""] = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles) ?? [];
  const known = list.match(/<xf\b[^>]*?(?:\/>|>.*?<\/xf>)/gs) ?? [];
  assert(whole !== "" && known.length <= FIRST_CALL_STYLE, "the calls' styles lie behind all others");
  const copies = usedBy(sheet).map((place) => known[place] ?? known[0] ?? "");
  const between = Array<string>(FIRST_CALL_STYLE - known.length).fill(known[0] ?? "");
  const all = [...known, ...between, ...copies];
  return styles.replace(whole, () => `<cellXfs count="${all.length}">${all.join("")}</cellXfs>`);
}

/** Of each column its own style, then that of its heading. */
function usedBy(sheet: string): readonly number[] {
  const headings = [...sheet.matchAll(/<c r="[A-Z]+1" s="(\d+)"/g)];
  return columnsOf(sheet).flatMap(({ style }, index) => [style, Number(headings[index]?.[1] ?? 0)]);
}

type SheetColumn = { readonly style: number; readonly width: string };

/** Neighbours that are alike share one element. */
function columnsOf(sheet: string): readonly SheetColumn[] {
  return [...sheet.matchAll(/<col\b([^>]*)\/>/g)].flatMap(([, attributes = ""]) => {
    const of = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "0";
    const count = Number(of("max")) - Number(of("min")) + 1;
    return Array<SheetColumn>(count).fill({ style: Number(of("style")), width: of("width") });
  });
}

/** The columns with the places of their styles, as a sheet that is written first must name them. */
export function placedColumns(sheet: string): string {
  const columns = columnsOf(sheet).map(
    ({ width }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${FIRST_CALL_STYLE + 2 * index}" customWidth="1"/>`,
  );
  return sheet.replace(/<cols>.*?<\/cols>/s, () => `<cols>${columns.join("")}</cols>`);
}
