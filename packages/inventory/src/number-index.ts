export type NumberBlock<Span> = { readonly first: number; readonly last: number; readonly span: Span };
export type NumberIndex<Span> = { readonly find: (number: number) => readonly Span[] | undefined };

/**
 * Blocks of numbers as disjoint segments, each with the spans that hold it at one time or another: one binary search finds
 * them, and a block of 10,000 numbers costs as much as one number.
 */
export function compileNumberIndex<Span>(blocks: readonly NumberBlock<Span>[]): NumberIndex<Span> {
  const edges = [...new Set(blocks.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
  const starts = Float64Array.from(edges);
  const spans: Span[][] = edges.map(() => []);
  for (const { first, last, span } of blocks) {
    for (let at = lastNotAbove(starts, first); at < starts.length && (starts[at] ?? 0) <= last; at += 1) {
      spans[at]?.push(span);
    }
  }
  return { find: (number) => spans[lastNotAbove(starts, number)] };
}

/** −1 where the number lies before the first segment. */
function lastNotAbove(starts: Float64Array, value: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
