import { type Charge, type InvoicedLine, periodDifference } from "@tollwright/billing";

/**
 * The lines of the period that is closed: all of them where nothing of it was charged before. What the invoice before took in
 * advance stands; where it came out otherwise since, it is taken back and charged anew, and a line that is new is a plain one.
 */
export function ownLines(input: {
  readonly period: string;
  readonly standing: ReadonlyMap<string, InvoicedLine>;
  readonly due: readonly Charge[];
}): readonly Charge[] {
  const { standing, due } = input;
  if (standing.size === 0) return due;
  const known = due.filter(({ key }) => standing.has(key));
  const added = due.filter(({ key }) => !standing.has(key));
  return [...added, ...periodDifference({ ...input, due: known })];
}
