import type { Style } from "./styles.ts";

/** What a document says, from top to bottom, before anybody knows on which page it will stand. */
export type Block =
  | TextBlock
  | Table
  | { readonly kind: "columns"; readonly columns: readonly Column[] }
  | {
      readonly kind: "panel";
      readonly fill: string;
      readonly padding: number;
      readonly blocks: readonly Block[];
    }
  | { readonly kind: "space"; readonly height: number; readonly keepWithNext: boolean }
  /** What follows begins on the second page, or further down where the text before it has got there already. */
  | { readonly kind: "leaveFirstPage" }
  /** A dashed line from margin to margin. */
  | { readonly kind: "cutLine" };

export type TextBlock = {
  readonly kind: "text";
  readonly tag: TextTag;
  readonly lines: readonly TextLine[];
  readonly align: Align;
  /** Stands on the same page as what follows: headings, and the sentence that introduces a table. */
  readonly keepWithNext: boolean;
};

export type Align = "left" | "right" | "center";

/** Tags of the document's structure: what a screen reader announces. */
type TextTag = "H1" | "H2" | "H3" | "P";

export type TextLine = { readonly text: string; readonly style: Style };

/** Stands beside its neighbours; never split over pages. */
export type Column = { readonly width: number; readonly blocks: readonly Block[] };

export type Table = {
  readonly kind: "table";
  readonly columns: readonly TableColumn[];
  /** Shown above the first row, and again on every page that the table goes on. */
  readonly showHeadings: boolean;
  readonly rows: readonly TableRow[];
  /** Its end stands on the same page as what follows. */
  readonly keepWithNext?: boolean;
};

export type TableColumn = { readonly heading: string; readonly width: number; readonly align: Align };

export type TableRow = {
  /**
   * `group` is a heading inside the table and stays with the row below; `total` stays with the row above; `fact` is a
   * name with its value, set close and without rules.
   */
  readonly kind: "line" | "group" | "total" | "grandTotal" | "fact";
  readonly cells: readonly Cell[];
};

/** `note` is a smaller second line; `span` makes a cell take the width of several columns. */
export type Cell = {
  readonly text: string;
  readonly note?: string;
  readonly span?: number;
  readonly style?: Style;
};

export function paragraph(text: string, style: Style, align: Align = "left"): TextBlock {
  return { kind: "text", tag: "P", lines: [{ text, style }], align, keepWithNext: false };
}

/** A paragraph that belongs to the table below it. */
export function introduction(text: string, style: Style): TextBlock {
  return { ...paragraph(text, style), keepWithNext: true };
}

/** Several lines of one paragraph, such as an address. */
export function lines(texts: readonly TextLine[], align: Align = "left"): TextBlock {
  return { kind: "text", tag: "P", lines: texts, align, keepWithNext: false };
}

export function heading(
  tag: "H1" | "H2" | "H3",
  text: string,
  style: Style,
  align: Align = "left",
): TextBlock {
  return { kind: "text", tag, lines: [{ text, style }], align, keepWithNext: true };
}

export function space(height: number): Block {
  return { kind: "space", height, keepWithNext: false };
}

/** Space that ties what is above it to what is below. */
export function tie(height: number): Block {
  return { kind: "space", height, keepWithNext: true };
}

export function cell(text: string, note?: string): Cell {
  return note === undefined || note === "" ? { text } : { text, note };
}
