import type { Strip } from "./strip.ts";

/** Where a strip stands: `page` counts from 0, `y` is points from the top of that page. */
export type PlacedStrip = { readonly strip: Strip; readonly page: number; readonly y: number };

/** The part of a page that the flow may fill, from the top edge in points. */
export type PageArea = { readonly top: number; readonly bottom: number };

/**
 * Places strips on pages from top to bottom. Strips that must stay together move together; only a group that is taller
 * than a whole page is taken apart.
 */
export function paginate(
  strips: readonly Strip[],
  areaOf: (page: number) => PageArea,
): readonly PlacedStrip[] {
  const placed: PlacedStrip[] = [];
  let page = 0;
  let y = areaOf(0).top;
  const nextPage = () => {
    page++;
    y = areaOf(page).top;
  };
  const put = (strip: Strip) => {
    const atTop = y === areaOf(page).top;
    if (atTop && strip.isSpace) return;
    if (atTop && strip.continuation !== null) {
      placed.push({ strip: strip.continuation, page, y });
      y += strip.continuation.height;
    }
    placed.push({ strip, page, y });
    y += strip.height;
  };
  for (const group of groups(strips)) {
    const height = group.reduce((total, strip) => total + strip.height, 0);
    const isBlank = group.every((strip) => strip.isSpace);
    const fitsOnOnePage = height <= areaOf(page + 1).bottom - areaOf(page + 1).top;
    const leavesFirstPage = page === 0 && group[0]?.leavesFirstPage === true;
    const overflows = fitsOnOnePage && !isBlank && y + height > areaOf(page).bottom;
    if ((leavesFirstPage || overflows) && y > areaOf(page).top) nextPage();
    for (const strip of group) {
      if (!strip.isSpace && y > areaOf(page).top && y + strip.height > areaOf(page).bottom) nextPage();
      put(strip);
    }
  }
  return placed;
}

/** Strips that must share a page, cut after each one that need not stay with the next. */
function groups(strips: readonly Strip[]): readonly (readonly Strip[])[] {
  const all: Strip[][] = [];
  let open: Strip[] = [];
  for (const strip of strips) {
    open.push(strip);
    if (strip.keepWithNext) continue;
    all.push(open);
    open = [];
  }
  return open.length === 0 ? all : [...all, open];
}
