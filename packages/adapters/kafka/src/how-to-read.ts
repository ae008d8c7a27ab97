/** How far a partition was read, as this engine knows it since the partition was given to it. */
export type Place = {
  /** The offset that the books expect next. */
  next: bigint;
  /** What was asked for: a fetch then begins there, unless the log has a hole. */
  soughtTo: bigint | null;
  /** Behind the last message that was stored from here; null before, and after seeking. */
  readTo: bigint | null;
};

export type HowToRead =
  /** From `next` on; what is below was stored before. */
  | { readonly kind: "take" }
  | { readonly kind: "seek"; readonly to: bigint }
  /** The log has nothing at `next`: fine if it began before, for offsets may be missing inside a log. */
  | { readonly kind: "hole" }
  /** Older messages than those that were just read: the log is another one. */
  | { readonly kind: "wentBack" };

/**
 * What to do with a stretch of a partition (books 4): first offset below what the books expect: drop those messages; above it:
 * seek to it.
 *
 * @example next 500: a stretch 400 to 599 is taken from 500 on; 600 to 699 makes us seek to 500; 100 to 199 too.
 */
export function howToRead(
  { next, soughtTo, readTo }: Place,
  { first, last }: { readonly first: bigint; readonly last: bigint },
): HowToRead {
  if (readTo !== null && first < readTo) return { kind: "wentBack" };
  if (last < next) return { kind: "seek", to: next };
  if (first <= next) return { kind: "take" };
  return soughtTo === next ? { kind: "hole" } : { kind: "seek", to: next };
}
