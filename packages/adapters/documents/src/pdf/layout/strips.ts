import type { Block, Column, TextBlock } from "./blocks.ts";
import {
  child,
  type Mark,
  plainStrip,
  type Strip,
  type StructureNode,
  shifted,
  stacked,
  textMarks,
} from "./strip.ts";
import { colours } from "./styles.ts";
import { tableStrips } from "./table-strips.ts";
import { wrap } from "./wrap.ts";

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
