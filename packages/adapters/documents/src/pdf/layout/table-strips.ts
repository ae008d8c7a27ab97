import assert from "node:assert";
import type { Cell, Table, TableColumn, TableRow } from "./blocks.ts";
import { child, type Mark, plainStrip, type Strip, type StructureNode, shifted, textMarks } from "./strip.ts";
import { colours, type Style, styles } from "./styles.ts";

/** Space between neighbouring columns, points. */
const GUTTER = 10;
const ROW_PADDING = 2.5;
const FACT_PADDING = 1;

/** A table of so few rows is not worth breaking. */
const WHOLE_ROWS_MAX = 14;

const ROW_STYLES: Record<TableRow["kind"], Style> = {
  line: styles.body,
  group: styles.strong,
  fact: styles.body,
  total: styles.strong,
  grandTotal: styles.total,
};

/** One strip a row: rows are never split, and the headings come again on each page that the table goes on. */
export function tableStrips(table: Table, parent: StructureNode): readonly Strip[] {
  const node = child(parent, "Table");
  const headings = table.showHeadings ? [headingStrip(table.columns, child(node, "TR"))] : [];
  const continuation = table.showHeadings ? headingStrip(table.columns, null) : null;
  const isWhole = table.rows.length <= WHOLE_ROWS_MAX;
  const rows = table.rows.map((row, index) => {
    const next = table.rows[index + 1];
    const isTied = row.kind === "group" || next?.kind === "total" || next?.kind === "grandTotal";
    const keepWithNext = next === undefined ? table.keepWithNext === true : isTied || isWhole;
    return { ...rowStrip(table.columns, row, child(node, "TR")), keepWithNext, continuation };
  });
  return [...headings, ...rows];
}

function headingStrip(columns: readonly TableColumn[], row: StructureNode | null): Strip {
  const cells = columns.map((column) => ({ text: column.heading, style: styles.label }));
  const nodeFor = () => (row === null ? null : child(row, "TH", { scope: "Column" }));
  const { marks, height } = cellMarks(columns, cells, nodeFor);
  const rule = ruleUnder(columns, height + ROW_PADDING, 0.8, colours.strongRule);
  return { ...plainStrip, height: height + ROW_PADDING + 1, marks: [...marks, rule], keepWithNext: true };
}

function rowStrip(columns: readonly TableColumn[], row: TableRow, node: StructureNode): Strip {
  const cells = row.cells.map((entry) => ({ ...entry, style: entry.style ?? ROW_STYLES[row.kind] }));
  const nodeFor = (span: number) => {
    const covering = row.kind === "group" ? child(node, "TH", { scope: "Row" }) : child(node, "TD");
    // Each row of the structure has one cell a column, so that a reader can count them.
    for (let column = 1; column < span; column++) child(node, "TD");
    return covering;
  };
  const { marks, height } = cellMarks(columns, cells, nodeFor);
  const padding = row.kind === "fact" ? FACT_PADDING : ROW_PADDING;
  const top = row.kind === "group" ? padding + 3 : padding;
  const bottom = top + height + padding;
  const placed = marks.map((mark) => shifted(mark, 0, top));
  return { ...plainStrip, height: bottom, marks: [...placed, ...rowRules(columns, row.kind, bottom)] };
}

/** Totals stand under a stronger rule, so that the eye sees what they add up. */
function rowRules(columns: readonly TableColumn[], kind: TableRow["kind"], bottom: number): readonly Mark[] {
  switch (kind) {
    case "line":
      return [ruleUnder(columns, bottom, 0.4, colours.rule)];
    case "group":
    case "fact":
      return [];
    case "total":
      return [ruleUnder(columns, 0, 0.8, colours.strongRule)];
    case "grandTotal":
      return [ruleUnder(columns, 0, 1.2, colours.ink), ruleUnder(columns, bottom, 1.2, colours.ink)];
  }
}

function ruleUnder(columns: readonly TableColumn[], y: number, thickness: number, colour: string): Mark {
  const width = columns.reduce((total, column) => total + column.width, 0);
  return { kind: "rule", x: 0, y, width, thickness, colour };
}

type StyledCell = Cell & { readonly style: Style };

function cellMarks(
  columns: readonly TableColumn[],
  cells: readonly StyledCell[],
  nodeFor: (span: number) => StructureNode | null,
): { readonly marks: readonly Mark[]; readonly height: number } {
  const marks: Mark[] = [];
  let height = 0;
  let first = 0;
  for (const entry of cells) {
    const span = entry.span ?? 1;
    const box = cellBox(columns, first, span);
    const lines = [
      { text: entry.text, style: entry.style },
      ...(entry.note === undefined ? [] : [{ text: entry.note, style: styles.note }]),
    ];
    const text = textMarks({ lines, width: box.width, align: box.align, node: nodeFor(span) });
    marks.push(...text.marks.map((mark) => shifted(mark, box.x, 0)));
    height = Math.max(height, text.height);
    first += span;
  }
  assert(first === columns.length, `a row of ${first} cells in a table of ${columns.length} columns`);
  return { marks, height };
}

function cellBox(
  columns: readonly TableColumn[],
  first: number,
  span: number,
): { readonly x: number; readonly width: number; readonly align: TableColumn["align"] } {
  const x = columns.slice(0, first).reduce((total, column) => total + column.width, 0);
  const width = columns.slice(first, first + span).reduce((total, column) => total + column.width, 0);
  const isLast = first + span === columns.length;
  const align = columns[first]?.align ?? "left";
  return { x, width: isLast ? width : width - GUTTER, align };
}
