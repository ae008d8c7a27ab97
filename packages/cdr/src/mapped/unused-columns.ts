import { parseXml, type XmlElement } from "../records/parse-xml.ts";
import type { Source } from "../source.ts";
import type { SourceRecord } from "../source-record.ts";
import { columnsOf } from "./layout-columns.ts";
import { rangeOf } from "./layout-faults.ts";
import type { Layout } from "./layout-shape.ts";
import { splitOf } from "./mapped-format.ts";

/** So many records show what columns a file has. */
const LOOKED_AT = 20;
/** More names are no help. */
const NAMED = 40;

type UnusedColumns = { readonly take: (bytes: Uint8Array) => void; readonly told: () => readonly string[] };

/** Looks at the first records of a described source for columns that hold something and that its layout does not name. */
export function unusedColumns(source: Source): UnusedColumns {
  const { layout } = source;
  if (layout === undefined) return { take: () => {}, told: () => [] };
  const used = new Set(columnsOf(layout).map(({ column }) => String(column)));
  const found = new Set<string>();
  let heading: readonly string[] | null = null;
  let records = 0;
  const splitter = splitOf(layout)(source, {
    record(record) {
      if (records >= LOOKED_AT) return;
      records += 1;
      if (layout.kind === "delimited" && layout.headingRows > 0 && heading === null)
        heading = cellsOf(record);
      else for (const name of filledColumns(layout, record, heading)) found.add(name);
    },
    broken: () => {},
  });
  return {
    take(bytes) {
      if (records < LOOKED_AT) splitter.read(bytes);
    },
    told() {
      if (records < LOOKED_AT) splitter.end(true);
      if (layout.kind === "fixedWidth") return stretchesOf([...found].map(Number));
      return [...found].filter((name) => !isUsed(name, used, heading)).slice(0, NAMED);
    },
  };
}

function cellsOf({ cellCount, cell }: SourceRecord): readonly string[] {
  return Array.from({ length: cellCount }, (_, index) => cell(index).trim());
}

/** A column with a heading may be named by its position all the same. */
function isUsed(name: string, used: ReadonlySet<string>, heading: readonly string[] | null): boolean {
  return used.has(name) || used.has(String((heading?.indexOf(name) ?? -1) + 1));
}

function filledColumns(
  layout: Layout,
  record: SourceRecord,
  heading: readonly string[] | null,
): readonly string[] {
  switch (layout.kind) {
    case "delimited":
      return cellsOf(record).flatMap((cell, index) =>
        cell === "" ? [] : (heading?.[index] ?? String(index + 1)),
      );
    case "fixedWidth":
      return filledPlaces(layout, record.text());
    case "json":
      return jsonPaths(record.text());
    case "xml": {
      const element = parseXml(record.text());
      return element === null ? [] : xmlPaths(element, "");
    }
  }
}

/** Places of characters that no column covers, in lines of calls alone. */
function filledPlaces(layout: Extract<Layout, { kind: "fixedWidth" }>, line: string): readonly string[] {
  const { records } = layout;
  const [kindFrom, kindUntil] = records === undefined ? [1, 0] : rangeOf(records.column);
  if (records?.call !== undefined && !records.call.includes(line.slice(kindFrom - 1, kindUntil).trim()))
    return [];
  const rest = [...line];
  for (const { column, path } of columnsOf(layout)) {
    const [from, until] = rangeOf(column);
    if (path[0] !== "trailer") rest.fill(" ", from - 1, until);
  }
  return rest.flatMap((character, index) => (character.trim() === "" ? [] : String(index + 1)));
}

/** @example 3, 4, 5, 7, 9 → `3-5`, `7-7`, `9-9` */
function stretchesOf(places: readonly number[]): readonly string[] {
  const stretches: { from: number; until: number }[] = [];
  for (const place of places.toSorted((left, right) => left - right)) {
    const last = stretches.at(-1);
    if (last !== undefined && last.until + 1 === place) last.until = place;
    else stretches.push({ from: place, until: place });
  }
  return stretches.slice(0, NAMED).map(({ from, until }) => `${from}-${until}`);
}

function jsonPaths(text: string): readonly string[] {
  try {
    return leavesOf(JSON.parse(text), "");
  } catch {
    return []; // no JSON: the reader says so
  }
}

function leavesOf(value: unknown, path: string): readonly string[] {
  if (value === null || value === "") return [];
  if (typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, path === "" ? name : `${path}.${name}`),
  );
}

function xmlPaths(element: XmlElement, path: string): readonly string[] {
  const within = (name: string): string => (path === "" ? name : `${path}/${name}`);
  return [
    ...Object.keys(element.attributes).map((name) => within(`@${name}`)),
    ...(element.text === "" || path === "" ? [] : [path]),
    ...element.children.flatMap((child) => xmlPaths(child, within(child.name))),
  ];
}
