import type { Block } from "./blocks.ts";
import { paginate } from "./paginate.ts";
import { child, type Mark, type Strip, type StructureNode, shifted, stacked } from "./strip.ts";
import { stripsOf } from "./strips.ts";

/** US Letter in points, and the margin left and right. */
export const LETTER = { width: 612, height: 792, margin: 48 } as const;
export const CONTENT_WIDTH: number = LETTER.width - 2 * LETTER.margin;

/** A mark with its place on the paper, from the top left corner of the page. */
export type PlacedMark = { readonly page: number; readonly mark: Mark };

export type Composition = {
  readonly pageCount: number;
  readonly structure: StructureNode;
  readonly marks: readonly PlacedMark[];
};

/** What a document is made of. */
export type Parts = {
  /** Flows over the first page and further. */
  readonly opening: readonly Block[];
  /** Stands at the foot of the first page, whatever the opening's length. */
  readonly coupon: readonly Block[];
  readonly details: readonly Block[];
  /** Points kept free at the top of a page, for what `furniture` puts there. */
  readonly topOf: (page: number) => number;
  /** Decoration of each page, at its own fixed place: running heads, page numbers. */
  readonly furniture: (page: number, pageCount: number) => readonly Mark[];
};

/** Points kept free at the foot of every page for the running foot. */
const FOOT_HEIGHT = 62;

/** Finds the place of everything: after this, nothing but drawing is left. */
export function compose(parts: Parts): Composition {
  const structure: StructureNode = { tag: "Document", children: [] };
  const opening = stripsOf(parts.opening, CONTENT_WIDTH, child(structure, "Sect"));
  const coupon = stacked(stripsOf(parts.coupon, CONTENT_WIDTH, child(structure, "Sect")));
  const details = stripsOf(parts.details, CONTENT_WIDTH, child(structure, "Sect"));
  const bottom = LETTER.height - FOOT_HEIGHT;
  const couponTop = bottom - coupon.height;
  const placed = paginate([...opening, ...details], (page) => ({
    top: parts.topOf(page),
    bottom: page === 0 ? couponTop : bottom,
  }));
  const pageCount = (placed.at(-1)?.page ?? 0) + 1;
  const marks = placed.flatMap(({ strip, page, y }) => onPage(strip.marks, page, y));
  const furniture = Array.from({ length: pageCount }, (_, page) =>
    parts.furniture(page, pageCount).map((mark) => ({ page, mark })),
  ).flat();
  return { pageCount, structure, marks: [...marks, ...onPage(coupon.marks, 0, couponTop), ...furniture] };
}

function onPage(marks: Strip["marks"], page: number, y: number): readonly PlacedMark[] {
  return marks.map((mark) => ({ page, mark: shifted(mark, LETTER.margin, y) }));
}
