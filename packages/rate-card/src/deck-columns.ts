import { fail, ok, type Problem, problemCatalogue, type Result } from "@tollwright/problem";
import { MINUTE_PRICES } from "./deck.ts";
import type { DeckDescription } from "./deck-description.ts";

type Meaning = keyof DeckDescription["columns"];

/** Where each meaning stands in a row of cells; -1 where the deck has no such column. */
export type DeckColumns = Readonly<Record<Exclude<Meaning, "prefix">, number>> & {
  /** One place, or several whose cells are joined. */
  readonly prefix: readonly number[];
};

const MEANINGS = [
  "destination",
  ...MINUTE_PRICES,
  "previousRate",
  "connectFee",
  "increments",
  "initialSeconds",
  "incrementSeconds",
  "secondsAllowed",
  "graceSeconds",
  "freeSeconds",
  "effectiveFrom",
  "effectiveUntil",
  "blocked",
  "status",
] as const satisfies readonly Exclude<Meaning, "prefix">[];

/**
 * Finds the columns of deck.yaml among the headings: by name, or by number (`#4`) where names are missing or stand twice.
 *
 * @param file The CSV, for the problems.
 */
export function findColumns(
  columns: DeckDescription["columns"],
  headings: readonly string[] | null,
  file: string,
): Result<DeckColumns> {
  const problems: Problem[] = [];
  const place = (meaning: Meaning, column: string | undefined): number => {
    if (column === undefined) return -1;
    const found = position(column, headings);
    if (typeof found === "number") return found;
    problems.push({
      code: "DECK_HEADING",
      message: `columns.${meaning}: ${found}`,
      path: `columns.${meaning}`,
      file,
      line: 1,
      wayOut: problemCatalogue.DECK_HEADING.wayOut,
    });
    return -1;
  };
  const prefix = [columns.prefix].flat().map((column) => place("prefix", column));
  const others = Object.fromEntries(MEANINGS.map((meaning) => [meaning, place(meaning, columns[meaning])]));
  return problems.length > 0 ? fail(...problems) : ok({ ...(others as Omit<DeckColumns, "prefix">), prefix });
}

function position(column: string, headings: readonly string[] | null): number | string {
  const byNumber = /^#([1-9]\d{0,3})$/.exec(column)?.[1];
  if (byNumber !== undefined) return Number(byNumber) - 1;
  if (headings === null) return `the file has no headings, so "${column}" cannot be found`;
  const hits = headings.flatMap((heading, index) => (heading.trim() === column ? [index] : []));
  if (hits.length > 1) return `the heading "${column}" stands ${hits.length} times`;
  return (
    hits[0] ?? `no heading "${column}" among ${headings.map((heading) => `"${heading.trim()}"`).join(", ")}`
  );
}
