import type { Align, Block, Column, TextBlock, TextLine } from "./blocks.ts";
import { colours, type Style } from "./styles.ts";
import { tableStrips } from "./table-strips.ts";
import { textWidth } from "./typeface.ts";
import { wrap } from "./wrap.ts";

/** A node of the document's structure, in reading order. Marks point at the node that they belong to. */
export type StructureNode = {
  readonly tag: "Document" | "Sect" | "H1" | "H2" | "H3" | "P" | "Table" | "TR" | "TH" | "TD";
  readonly children: StructureNode[];
  /** Of a heading cell: what it is the heading of. */
  readonly scope?: "Column" | "Row";
};

/** Something to be drawn, measured from the top left corner of its strip. `node: null` is decoration. */
export type Mark =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly style: Style;
      readonly x: number;
      readonly baseline: number;
      readonly node: StructureNode | null;
    }
  | {
      readonly kind: "fill";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly colour: string;
    }
  | {
      readonly kind: "rule";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly thickness: number;
      readonly colour: string;
      readonly dashed?: boolean;
    };

/** A band of the page that is never split. */
export type Strip = {
  readonly height: number;
  readonly marks: readonly Mark[];
  /** Must stand on the same page as the strip after it. */
  readonly keepWithNext: boolean;
  /** White space that is dropped at the top of a page. */
  readonly isSpace: boolean;
  readonly leavesFirstPage: boolean;
  /** Drawn again where a page begins with this strip: the headings of its table. */
  readonly continuation: Strip | null;
};

export const plainStrip: Omit<Strip, "height" | "marks"> = {
  keepWithNext: false,
  isSpace: false,
  leavesFirstPage: false,
  continuation: null,
};

/** The strips of blocks that stand under each other in a column of `width` points; adds their nodes to `parent`. */
export function stripsOf(blocks: readonly Block[], width: number, parent: StructureNode): readonly Strip[] {
  return blocks.flatMap((block) => blockStrips(block, width, parent));
}

function blockStrips(block: Block, width: number, parent: StructureNode): readonly Strip[] {
  switch (block.kind) {
    case "text":
      return textStrips(block, width, parent);
    case "table":
      return tableStrips(block, parent);
    case "columns":
      return [columnsStrip(block.columns, parent)];
    case "panel":
      return [panelStrip(block, width, parent)];
    case "space":
      return [
        { ...plainStrip, height: block.height, marks: [], isSpace: true, keepWithNext: block.keepWithNext },
      ];
    case "leaveFirstPage":
      return [{ ...plainStrip, height: 0, marks: [], leavesFirstPage: true }];
    case "cutLine":
      return [cutStrip(width)];
  }
}

export function child(
  parent: StructureNode,
  tag: StructureNode["tag"],
  attributes: Pick<StructureNode, "scope"> = {},
): StructureNode {
  const node: StructureNode = { tag, children: [], ...attributes };
  parent.children.push(node);
  return node;
}

/** A text longer than this may go on over the page; shorter ones stay whole. */
const WHOLE_LINES_MAX = 12;

/** A strip a line, so that even a text longer than a page finds its place. */
function textStrips(block: TextBlock, width: number, parent: StructureNode): readonly Strip[] {
  const node = child(parent, block.tag);
  const wrapped = block.lines.flatMap(({ text, style }) =>
    wrap(text, style, width).map((line) => ({ text: line, style })),
  );
  return wrapped.map((line, index) => {
    const { marks, height } = textMarks({ lines: [line], width, align: block.align, node });
    const isLast = index === wrapped.length - 1;
    const keepWithNext = isLast ? block.keepWithNext : wrapped.length <= WHOLE_LINES_MAX;
    return { ...plainStrip, height, marks, keepWithNext };
  });
}

/** Share of the leading that lies above the baseline: it centres figures and capitals in their line. */
const BASELINE_SHARE = 0.76;

/** Text wrapped into a box that is `width` wide. */
export function textMarks(box: {
  readonly lines: readonly TextLine[];
  readonly width: number;
  readonly align: Align;
  readonly node: StructureNode | null;
}): { readonly marks: readonly Mark[]; readonly height: number } {
  const marks: Mark[] = [];
  let height = 0;
  for (const { text, style } of box.lines) {
    for (const line of wrap(text, style, box.width)) {
      const spare = box.align === "left" ? 0 : box.width - textWidth(line, style);
      const x = box.align === "center" ? spare / 2 : spare;
      const baseline = height + style.leading * BASELINE_SHARE;
      marks.push({ kind: "text", text: line, style, x, baseline, node: box.node });
      height += style.leading;
    }
  }
  return { marks, height };
}

function columnsStrip(columns: readonly Column[], parent: StructureNode): Strip {
  const marks: Mark[] = [];
  let x = 0;
  let height = 0;
  for (const column of columns) {
    const stack = stacked(stripsOf(column.blocks, column.width, parent));
    marks.push(...stack.marks.map((mark) => shifted(mark, x, 0)));
    height = Math.max(height, stack.height);
    x += column.width;
  }
  return { ...plainStrip, height, marks };
}

function panelStrip(panel: Extract<Block, { kind: "panel" }>, width: number, parent: StructureNode): Strip {
  const inner = stacked(stripsOf(panel.blocks, width - 2 * panel.padding, parent));
  const height = inner.height + 2 * panel.padding;
  const background: Mark = { kind: "fill", x: 0, y: 0, width, height, colour: panel.fill };
  const marks = inner.marks.map((mark) => shifted(mark, panel.padding, panel.padding));
  return { ...plainStrip, height, marks: [background, ...marks] };
}

function cutStrip(width: number): Strip {
  const rule: Mark = {
    kind: "rule",
    x: 0,
    y: 2,
    width,
    thickness: 0.8,
    colour: colours.strongRule,
    dashed: true,
  };
  return { ...plainStrip, height: 6, marks: [rule] };
}

/** Strips glued together into one that is not split. */
export function stacked(strips: readonly Strip[]): {
  readonly marks: readonly Mark[];
  readonly height: number;
} {
  const marks: Mark[] = [];
  let y = 0;
  for (const strip of strips) {
    marks.push(...strip.marks.map((mark) => shifted(mark, 0, y)));
    y += strip.height;
  }
  return { marks, height: y };
}

export function shifted(mark: Mark, dx: number, dy: number): Mark {
  if (mark.kind === "text") return { ...mark, x: mark.x + dx, baseline: mark.baseline + dy };
  return { ...mark, x: mark.x + dx, y: mark.y + dy };
}
