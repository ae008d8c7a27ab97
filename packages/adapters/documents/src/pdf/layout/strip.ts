import type { Align, TextLine } from "./blocks.ts";
import type { Style } from "./styles.ts";
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

export function child(
  parent: StructureNode,
  tag: StructureNode["tag"],
  attributes: Pick<StructureNode, "scope"> = {},
): StructureNode {
  const node: StructureNode = { tag, children: [], ...attributes };
  parent.children.push(node);
  return node;
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
