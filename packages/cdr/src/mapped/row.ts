import { type Fault, unreadable } from "../fault.ts";
import type { FormatTools } from "../format-reader.ts";
import { parseXml, textAt, type XmlElement } from "../records/parse-xml.ts";
import type { SourceRecord } from "../source-record.ts";
import { callColumnsOf } from "./layout-columns.ts";
import { rangeOf } from "./layout-faults.ts";
import type { Column, Layout } from "./layout-shape.ts";

/** The record in hand, by columns. */
export type Row = {
  /** Takes the next record. `heading`: it is none; a Fault: nothing can be read of it. */
  readonly take: (record: SourceRecord) => Fault | "heading" | null;
  /** How to get the column's text out of the record in hand, without blanks at both ends; `""` where there is none. */
  readonly column: (column: Column) => () => string;
  /** Why the record in hand cannot be a call, by its number of columns. */
  readonly shape: () => Fault | null;
};

/** How records of the layout are taken apart. Called once a file: a heading is the file's. */
export function rowOf(layout: Layout, tools: FormatTools): Row {
  switch (layout.kind) {
    case "delimited":
      return delimitedRow(layout, tools);
    case "fixedWidth":
      return fixedWidthRow(layout);
    case "json":
      return jsonRow();
    case "xml":
      return xmlRow();
  }
}

type Delimited = Extract<Layout, { kind: "delimited" }>;

function delimitedRow(layout: Delimited, tools: FormatTools): Row {
  const names: string[] = [];
  const positions = new Map<Column, number>();
  let current: SourceRecord | null = null;
  let headings = 0;
  let headingText = "";
  let missing: Column | undefined;
  let expected = layout.expectedColumns ?? 0;
  let least = 0;
  const measure = (): void => {
    const used = callColumnsOf(layout).map((column) => positionOf(column, names) + 1);
    least = Math.max(expected, ...used);
  };
  measure();

  const heading = (record: SourceRecord): void => {
    for (let index = 0; index < record.cellCount; index += 1) names.push(record.cell(index).trim());
    headingText = record.text();
    expected = layout.expectedColumns ?? names.length;
    for (const column of positions.keys()) positions.set(column, positionOf(column, names));
    measure();
    missing = callColumnsOf(layout).find((column) => typeof column === "string" && !names.includes(column));
  };

  return {
    take(record) {
      current = record;
      if (headings < layout.headingRows) {
        if (headings === 0) heading(record);
        headings += 1;
        return "heading";
      }
      // Files that were joined by hand repeat their heading.
      return headingText !== "" && record.cell(0).trim() === names[0] && record.text() === headingText
        ? "heading"
        : null;
    },
    column(column) {
      positions.set(column, positionOf(column, names));
      return () => {
        const position = positions.get(column) ?? -1;
        return position < 0 ? "" : (current?.cell(position).trim() ?? "");
      };
    },
    shape() {
      const count = current?.cellCount ?? 0;
      if (missing !== undefined)
        return unreadable("RECORD_COLUMNS", `the heading has no column "${missing}": ${names.join(", ")}`);
      if (count < least) return unreadable("RECORD_COLUMNS", `${count} columns of ${least}`);
      if (expected > 0 && count > expected) tools.extraColumns();
      return null;
    },
  };
}

function positionOf(column: Column, names: readonly string[]): number {
  return typeof column === "number" ? column - 1 : names.indexOf(column);
}

function fixedWidthRow(layout: Extract<Layout, { kind: "fixedWidth" }>): Row {
  let line = "";
  let headings = layout.headingRows;
  const least = layout.trimmed ? 1 : Math.max(...callColumnsOf(layout).map((column) => rangeOf(column)[1]));
  return {
    take(record) {
      // As its cell, an end of the file inside a line that may be short is told from a whole line.
      line = layout.trimmed ? record.cell(0) : record.text();
      if (headings === 0) return null;
      headings -= 1;
      return "heading";
    },
    column(column) {
      const [from, until] = rangeOf(column);
      return () => line.slice(from - 1, until).trim();
    },
    shape: () =>
      line.length >= least ? null : unreadable("RECORD_COLUMNS", `${line.length} characters of ${least}`),
  };
}

function jsonRow(): Row {
  let value: unknown = null;
  return {
    take(record) {
      value = parsedJson(record.text());
      return typeof value === "object" && value !== null
        ? null
        : unreadable("RECORD_NOT_JSON", "the record is no JSON object");
    },
    column(column) {
      const names = String(column).split(".");
      return () => {
        let here: unknown = value;
        for (const name of names)
          here =
            typeof here === "object" && here !== null ? (here as Record<string, unknown>)[name] : undefined;
        return textOf(here);
      };
    },
    shape: () => null,
  };
}

/** Sixteen digits and more are not all kept by a number: then they are taken as they are written. */
const LONG_NUMBER = /[:[,]\s*-?\d{16}/;

function parsedJson(text: string): unknown {
  try {
    return LONG_NUMBER.test(text) ? JSON.parse(text, asWritten) : JSON.parse(text);
  } catch {
    return null; // no JSON: the record is set aside
  }
}

function asWritten(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? (context?.source ?? value) : value;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function xmlRow(): Row {
  let element: XmlElement | null = null;
  return {
    take(record) {
      element = parseXml(record.text());
      return element === null ? unreadable("RECORD_NOT_XML", "the record is no well-formed element") : null;
    },
    column(column) {
      const path = String(column);
      return () => (element === null ? "" : textAt(element, path));
    },
    shape: () => null,
  };
}
