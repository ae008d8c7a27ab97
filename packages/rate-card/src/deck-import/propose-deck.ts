import type { CivilDate } from "@tollwright/calendar";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import type { DeckDescription } from "../deck-description.ts";
import { isSectionRow } from "../deck-section-rows.ts";
import { companyKind, kindOf } from "./deck-kind.ts";
import { type DeckValues, deckYaml } from "./deck-yaml.ts";
import { deliveryDay } from "./delivery-day.ts";
import { type FoundTable, findTable } from "./find-table.ts";
import { type GuessedColumns, guessColumns } from "./guess-columns.ts";
import { type DeckTerms, guessTerms } from "./guess-terms.ts";
import { type GuessedUnit, guessUnit } from "./guess-unit.ts";
import { meaningOfHeading } from "./heading-meaning.ts";
import type { Delimiter } from "./table-of-text.ts";

type Rows = readonly (readonly string[])[];

/** What a person says of a delivery; all else is guessed, and told. */
export type DeckHints = {
  readonly id: string;
  /** The file that the rows came from, for people. */
  readonly from: string;
  /** The name of the CSV beside deck.yaml. */
  readonly rowsName: string;
  readonly delimiter: Delimiter;
  readonly effectiveFrom: CivilDate | null;
  readonly delivery: "full" | "partial" | null;
  readonly currency: DeckDescription["currency"] | null;
  readonly kind: DeckDescription["kind"] | null;
  readonly lookupBy: DeckDescription["lookupBy"];
  /** `30/6`, for rows that do not say. */
  readonly increments: string | null;
  readonly rateCeilingPerMinute: string | null;
  readonly today: CivilDate;
  /** Area codes of the North American plan: which digits may begin a number of the United States or Canada. */
  readonly isAreaCode: (npa: string) => boolean;
  readonly confirmed: boolean;
  /** What was doubtful before the rows were looked at. */
  readonly doubts: readonly string[];
};

/** Which column is taken for what, and the cells of its first rows. */
type ProposedColumn = {
  readonly meaning: string;
  readonly column: string;
  readonly first: readonly string[];
};

export type DeckProposal = {
  readonly yaml: string;
  readonly columns: readonly ProposedColumn[];
  /** Columns that nothing is read from. */
  readonly unread: readonly string[];
  /** Everything that was guessed and may be wrong, in whole sentences. */
  readonly doubts: readonly string[];
  readonly rows: number;
};

const FIRST_ROWS = 5;

/**
 * A deck.yaml for rows that somebody sent, with everything that was guessed told (reference: cdr and rate decks, sections 4.1
 * to 4.3). Nothing is loaded by it: a person confirms it.
 *
 * Problem DECK_GUESS where no column can be told to be the codes, or none the prices.
 *
 * @example headings `Code,Destination,Rate` with codes of many lengths: azInternational, by name, with doubts about increments,
 *   currency and day.
 */
export function proposeDeck(all: Rows, hints: DeckHints): Result<DeckProposal> {
  const table = findTable(all);
  if (table === null) return refused(hints, "no row looks like a code with its price");
  const rows = all
    .slice(table.from, table.until)
    .filter((row) => row.some((cell) => cell.trim() !== "") && !isSectionRow(row, table.headings));
  const numbers = (table.headings ?? []).find((heading) => meaningOfHeading(heading) === "ownNumber");
  if (numbers !== undefined)
    return refused(
      hints,
      `"${numbers}" is a column of telephone numbers: a list of numbers with their prices is inventory and a plan, no deck`,
    );
  const found = guessColumns(rows, table);
  const guessed = hints.kind === "azInternational" ? withOnePrice(found) : found;
  const { places } = guessed;
  if (places.prefix === undefined) return refused(hints, "no column can be told to be the codes");
  const jurisdictional = places.interstate !== undefined && places.intrastate !== undefined;
  if (!jurisdictional && places.ratePerMinute === undefined)
    return refused(hints, `no column can be told to be the prices${amountsIn(guessed)}`);
  const byRow = guessed.unread.find((column) => tellsJurisdictions(rows, column));
  if (byRow !== undefined)
    return refused(
      hints,
      `column ${byRow + 1} tells the jurisdiction of each row: a deck has interstate and intrastate prices side by side, in one row a code`,
    );
  const kind =
    hints.kind ??
    companyKind(guessed, table) ??
    kindOf(rows, guessed, { jurisdictional, isAreaCode: hints.isAreaCode });
  const above = all.slice(0, Math.max(0, table.headingRows - 1));
  const unit = guessUnit({
    ...{ headings: table.headings ?? [], above },
    ...{ rows, places, said: hints.currency },
  });
  if ("refused" in unit) return refused(hints, unit.refused);
  const { terms: written, doubts } = guessTerms(rows, guessed, kind);
  const terms = { ...written, ...unit.terms };
  const facts = { rows, above, table, guessed, kind, terms, hints, unit };
  const values = valuesOf(facts);
  const told = [...hints.doubts, ...tableDoubts(table), ...guessed.doubts, ...doubts, ...values.doubts];
  return ok({
    yaml: deckYaml(values.deck, told),
    columns: proposedColumns(rows, table, guessed),
    unread: guessed.unread.map((column) => nameOf(column, table)),
    doubts: told,
    rows: rows.length,
  });
}

/** A deck of the world has one price a row: beside prices by jurisdiction that is the default, for all calls whose ends they do not tell. */
function withOnePrice(guessed: GuessedColumns): GuessedColumns {
  const { interstate, intrastate, indeterminate, local: _, ...others } = guessed.places;
  const price = others.ratePerMinute ?? indeterminate;
  if (interstate === undefined || intrastate === undefined || price === undefined) return guessed;
  const doubt = `of the prices by jurisdiction only column ${(price[0] ?? 0) + 1} is read, for a deck of kind azInternational has one price a row`;
  return { ...guessed, places: { ...others, ratePerMinute: price }, doubts: [...guessed.doubts, doubt] };
}

function tellsJurisdictions(rows: Rows, column: number): boolean {
  const cells = rows.map((row) => (row[column] ?? "").trim()).filter((cell) => cell !== "");
  const words = cells.filter((cell) =>
    /^(inter|intra)([ -]?state)?$|^(indeterminate|indet|local)$/i.test(cell),
  );
  return words.length > 0 && words.length * 10 >= cells.length * 8;
}

function amountsIn({ facts, places }: GuessedColumns): string {
  const read = new Set(Object.values(places).flat());
  const amounts = facts.filter(
    ({ column, decimals, filled }) => !read.has(column) && decimals >= 60 && filled > 50,
  );
  return amounts.length < 2
    ? ""
    : `: columns ${amounts.map(({ column }) => column + 1).join(", ")} hold amounts`;
}

function refused({ from }: DeckHints, message: string): Result<never> {
  return fail(problem({ code: "DECK_GUESS", message, file: from }));
}

function tableDoubts({ headingRows, headings, footer }: FoundTable): string[] {
  return [
    ...(headings !== null && headingRows > 1
      ? [`the headings stand in row ${headingRows}; what stands above is not read`]
      : []),
    ...(footer.length > 0
      ? [`${footer.length} rows at the end are no prices: "${footer.join(" · ").slice(0, 120)}"`]
      : []),
  ];
}

function usualOf(kind: DeckDescription["kind"]) {
  return kind === "azInternational" ? { ceiling: "20", seconds: "1/1" } : { ceiling: "1", seconds: "6/6" };
}

function valuesOf(facts: {
  readonly rows: Rows;
  /** What stands above the headings. */
  readonly above: Rows;
  readonly table: FoundTable;
  readonly guessed: GuessedColumns;
  readonly kind: DeckDescription["kind"];
  readonly terms: DeckTerms;
  readonly hints: DeckHints;
  readonly unit: Exclude<GuessedUnit, { readonly refused: string }>;
}): { readonly deck: DeckValues; readonly doubts: readonly string[] } {
  const { table, guessed, kind, terms, hints, unit } = facts;
  const { places } = guessed;
  const doubts: string[] = [];
  const increments = hints.increments ?? usualOf(kind).seconds;
  const secondsStated = places.increments ?? places.initialSeconds ?? places.secondsAllowed;
  if (hints.increments === null && secondsStated === undefined)
    doubts.push(`the file names no increments: ${increments} is usual, and taken (--increments)`);
  if (hints.delivery === null)
    doubts.push(
      "whether all codes are listed is not said: partial is taken, so what is not listed stays (--full)",
    );
  if (hints.kind === null) doubts.push(`the codes look like a deck of kind ${kind} (--kind)`);
  doubts.push(...unit.doubts);
  const rateCeilingPerMinute = hints.rateCeilingPerMinute ?? usualOf(kind).ceiling;
  const [initialSeconds = "1", incrementSeconds = "1"] = increments.split("/");
  const deck: DeckValues = {
    id: hints.id,
    description: `Rates from ${hints.from}.`,
    kind,
    currency: unit.currency,
    effectiveFrom: effectiveFrom(facts, doubts),
    delivery: hints.delivery ?? "partial",
    zone: kind === "azInternational" ? "UTC" : "America/New_York",
    lookupBy: hints.lookupBy,
    rows: hints.rowsName,
    delimiter: hints.delimiter,
    headingRows: table.headingRows,
    footerRows: table.footer.length,
    columns: Object.fromEntries(
      Object.entries(places).map(([meaning, columns]) => {
        const names = columns.map((column) => nameOf(column, table));
        return [meaning, names.length === 1 ? (names[0] ?? "") : names];
      }),
    ),
    ...terms,
    initialSeconds: Number(initialSeconds),
    incrementSeconds: Number(incrementSeconds),
    rateCeilingPerMinute,
    confirmed: hints.confirmed,
  };
  return { deck, doubts };
}

function effectiveFrom(
  { rows, above, guessed, terms, hints }: Parameters<typeof valuesOf>[0],
  doubts: string[],
): CivilDate {
  const [column] = guessed.places.effectiveFrom ?? [];
  const format = terms.dates ?? "YYYY-MM-DD";
  return hints.effectiveFrom ?? deliveryDay({ rows, above, column, format, today: hints.today }, doubts);
}

/** By heading where there is one of that name; by number where there is none, or two. */
function nameOf(column: number, { headings }: FoundTable): string {
  const name = headings?.[column]?.trim() ?? "";
  const once = (headings ?? []).filter((heading) => heading.trim() === name).length === 1;
  return name !== "" && once && !name.startsWith("#") ? name : `#${column + 1}`;
}

function proposedColumns(
  rows: Rows,
  table: FoundTable,
  { places }: GuessedColumns,
): readonly ProposedColumn[] {
  return Object.entries(places).flatMap(([meaning, columns]) =>
    columns.map((column) => ({
      meaning,
      column: nameOf(column, table),
      first: rows.slice(0, FIRST_ROWS).map((row) => (row[column] ?? "").trim()),
    })),
  );
}
