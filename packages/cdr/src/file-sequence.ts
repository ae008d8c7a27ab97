/** The numbers in file names, one after the other, and what is missing between them. */
export type FileSequence = {
  /** Files whose name has no number that the pattern finds. */
  readonly unnumbered: readonly string[];
  /** Each time that counting began, the oldest first: a switch begins again after its last number, or after a restart. */
  readonly passes: readonly FilePass[];
};

type FilePass = {
  readonly first: number;
  readonly last: number;
  /** Numbers between the two that no file has, each range with both its ends. */
  readonly missing: readonly { readonly from: number; readonly to: number }[];
};

/**
 * Looks for missing numbers in the names of a source's files, given in the order in which they arrived.
 *
 * Files that come late find their place. A number that was there before, or one far below the others, begins a new pass:
 * what is missing where one pass ends and the next begins cannot be known, so it is not guessed.
 *
 * @param pattern A regular expression with one group, as `source.fileSequence` states it; it is tried on the name without its
 *   folders.
 * @example `-(\d+)\.csv$` on cdr-7.csv, cdr-9.csv, cdr-8.csv, cdr-12.csv: one pass from 7 to 12, missing 10 to 11.
 */
export function fileSequence(pattern: string, names: readonly string[]): FileSequence {
  const expression = new RegExp(pattern);
  const unnumbered: string[] = [];
  const passes: OpenPass[] = [];
  for (const name of names) {
    const found = numberIn(name, expression);
    if (found === null) unnumbered.push(name);
    else place(found, passes);
  }
  return { unnumbered, passes: passes.map(passOf) };
}

/** Longer ones are no counters, and no exact numbers. */
const MAX_DIGITS = 15;

function numberIn(name: string, expression: RegExp): number | null {
  const digits = expression.exec(name.slice(name.lastIndexOf("/") + 1))?.[1] ?? "";
  return /^\d+$/.test(digits) && digits.length <= MAX_DIGITS ? Number(digits) : null;
}

type OpenPass = { readonly numbers: Set<number>; first: number; last: number };

/** Into one of the two newest passes, the one whose numbers are nearest and lack it; else it begins a new one. */
function place(number: number, passes: OpenPass[]): void {
  const nearest = passes
    .slice(-2)
    .filter(({ numbers }) => !numbers.has(number))
    .sort((left, right) => distanceTo(left, number) - distanceTo(right, number))[0];
  if (nearest === undefined || beginsAgain(nearest, number)) {
    passes.push({ numbers: new Set([number]), first: number, last: number });
    return;
  }
  nearest.numbers.add(number);
  nearest.first = Math.min(nearest.first, number);
  nearest.last = Math.max(nearest.last, number);
}

function distanceTo({ first, last }: OpenPass, number: number): number {
  return number < first ? first - number : Math.max(0, number - last);
}

/** Less than half of the smallest so far: the files before it are not merely late. */
function beginsAgain({ first }: OpenPass, number: number): boolean {
  return number < first / 2;
}

function passOf({ numbers, first, last }: OpenPass): FilePass {
  const ordered = [...numbers].sort((left, right) => left - right);
  const missing = ordered.flatMap((number, index) => {
    const before = ordered[index - 1];
    return before === undefined || before === number - 1 ? [] : [{ from: before + 1, to: number - 1 }];
  });
  return { first, last, missing };
}
