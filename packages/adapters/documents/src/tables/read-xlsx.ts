import { strFromU8 } from "fflate";
import type { DeliveredTable } from "./delivered-file.ts";
import { isTrue, sharedTexts, sheetRows } from "./xlsx-sheet.ts";
import { attribute, numberFormats, unescaped } from "./xlsx-styles.ts";

/** The files inside a workbook, by path. */
export type Parts = Readonly<Record<string, Uint8Array>>;

/** Every sheet of a workbook (Office Open XML) as a table of text. Values are the stored ones: nothing is calculated. */
export function readXlsx(parts: Parts): readonly DeliveredTable[] {
  const part = (path: string): string => {
    const bytes = parts[path];
    return bytes === undefined ? "" : strFromU8(bytes);
  };
  const workbook = part("xl/workbook.xml");
  const targets = targetsIn(part("xl/_rels/workbook.xml.rels"));
  const from1904 = isTrue(attribute(/<(?:\w+:)?workbookPr\b[^>]*>/.exec(workbook)?.[0] ?? "", "date1904"));
  const around = {
    texts: sharedTexts(part("xl/sharedStrings.xml")),
    formats: numberFormats(part("xl/styles.xml")),
    from1904,
  };
  return [...workbook.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].map(([tag]) => {
    const id = /\s\w+:id="([^"]*)"/.exec(tag)?.[1] ?? "";
    const state = attribute(tag, "state");
    return {
      name: unescaped(attribute(tag, "name") ?? ""),
      visible: state === null || state === "visible",
      ...sheetRows(part(targets.get(id) ?? ""), around),
    };
  });
}

/** Where the workbook keeps what it names: `rId1` → `xl/worksheets/sheet1.xml`. */
function targetsIn(relations: string): ReadonlyMap<string, string> {
  return new Map(
    [...relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].map(([tag]) => {
      const target = attribute(tag, "Target") ?? "";
      const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
      return [attribute(tag, "Id") ?? "", path];
    }),
  );
}
