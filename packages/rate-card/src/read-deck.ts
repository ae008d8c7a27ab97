import { byCodeUnit } from "@tollwright/canonical";
import { fail, ok, type Problem, problemCatalogue, type Result } from "@tollwright/problem";
import type { SourceFile } from "@tollwright/yaml";
import { checkYaml } from "@tollwright/yaml";
import { csvRecords } from "./csv-records.ts";
import type { RateDeck, RateRow } from "./deck.ts";
import { findColumns } from "./deck-columns.ts";
import { DeckDescription } from "./deck-description.ts";
import { codesWithoutTheirOne } from "./deck-leading-one.ts";
import type { DeckReading } from "./deck-row-context.ts";
import { rowReader, type StatedPrice } from "./deck-rows.ts";
import { isSectionRow, sectionsFound } from "./deck-section-rows.ts";
import { lintDeckRows } from "./lint/lint-deck-rows.ts";
import { pricesOutOfFamily } from "./prices-out-of-family.ts";
import { foldRepeatedPrefixes } from "./repeated-prefixes.ts";
import { statedWrongly } from "./stated-changes.ts";

export type DeckFiles = { readonly description: SourceFile; readonly beside: readonly SourceFile[] };
export type ReadDeck = {
  readonly deck: RateDeck;
  readonly rowsFile: SourceFile;
  /** Harmless, and worth a look before the deck is put in force. */
  readonly warnings: readonly Problem[];
  /** False: deck.yaml was guessed, and nobody has looked at it. */
  readonly confirmed: boolean;
  /** What the sender says of a row's price, by the row's number; only rows of which he says something. */
  readonly stated: ReadonlyMap<number, StatedPrice>;
};

/**
 * Reads `deck.yaml` and the CSV that it names. Every bad row is found and listed at once, and nothing is loaded from a
 * deck that has one. All decimals are kept as delivered.
 *
 * @example rows `1201200,0.008,0.009` by columns prefix, interstate, intrastate: one row, 0.008 between states.
 */
export function readDeck(files: DeckFiles): Result<ReadDeck> {
  const description = checkYaml(DeckDescription, files.description);
  if (!description.ok) return description;
  const rowsFile = files.beside.find((file) => baseName(file.path) === description.value.rows);
  if (rowsFile === undefined) return fail(rowsMissing(description.value, files.description));
  const records = csvRecords(rowsFile, description.value.delimiter);
  if (!records.ok) return records;
  return readRows({ description: description.value, records: records.value, rowsFile });
}

function readRows(input: {
  readonly description: DeckDescription;
  readonly records: readonly string[][];
  readonly rowsFile: SourceFile;
}): Result<ReadDeck> {
  const { description, records, rowsFile } = input;
  const { headingRows } = description;
  const headings = headingRows === 0 ? null : (records[headingRows - 1] ?? []);
  const columns = findColumns(description.columns, headings, rowsFile.path);
  if (!columns.ok) return columns;
  const reading = { deck: description, columns: columns.value, file: rowsFile.path };
  const width = widthOf(records, description);
  const read = readEach(records, reading, { headings, width });
  const folded = foldRepeatedPrefixes(read.rows.toSorted(byPrefixAndDay), rowsFile.path);
  const span = { from: headingRows, until: endOfPrices(records, description.footerRows) };
  const problems = [...read.problems, ...codesWithoutTheirOne(records, reading, span), ...folded.problems];
  if (problems.length > 0) return fail(...problems);
  if (folded.rows.length === 0) return fail(noRows(rowsFile));
  const deck = deckOf(description, folded.rows);
  const warnings = [
    ...sectionsFound(read.sections, rowsFile.path),
    ...folded.warnings,
    ...statedWrongly(folded.rows, read.stated, rowsFile.path),
    ...lintDeckRows(folded.rows, rowsFile.path),
    ...pricesOutOfFamily(deck, description.outOfFamilyFactor, rowsFile.path),
  ];
  return ok({ deck, rowsFile, warnings, confirmed: description.confirmed, stated: read.stated });
}

/** Of a file with headings as many columns as those; of another as many as its first row that is not blank. */
function widthOf(records: readonly string[][], { headingRows }: DeckDescription): number {
  const first = headingRows > 0 ? records[headingRows - 1] : records.find((cells) => !isBlank(cells));
  return (first ?? []).length;
}

function readEach(
  records: readonly string[][],
  reading: DeckReading,
  { headings, width }: { readonly headings: readonly string[] | null; readonly width: number },
): {
  readonly rows: RateRow[];
  /** Numbers of rows that hold names alone. */
  readonly sections: number[];
  readonly problems: Problem[];
  readonly stated: Map<number, StatedPrice>;
} {
  const readRow = rowReader(reading);
  const rows: RateRow[] = [];
  const sections: number[] = [];
  const problems: Problem[] = [];
  const stated = new Map<number, StatedPrice>();
  const end = endOfPrices(records, reading.deck.footerRows);
  for (let index = reading.deck.headingRows; index < end; index += 1) {
    const cells = records[index] ?? [];
    if (isBlank(cells)) continue;
    const row = index + 1;
    if (isSectionRow(cells, headings)) {
      sections.push(row);
      continue;
    }
    // Cells beyond the headings mean a comma that was not quoted: every column after it has shifted.
    if (cells.length > width && !isBlank(cells.slice(width))) {
      problems.push(shifted({ cells: cells.length, width, row, file: reading.file }));
      continue;
    }
    const read = readRow(cells, row);
    if (!read.ok) problems.push(...read.problems);
    else {
      rows.push(...read.rows);
      if (read.stated !== null) stated.set(row, read.stated);
    }
  }
  return { rows, sections, problems, stated };
}

/** The place after the last price: blank rows at the end do not count as rows of the footer. */
function endOfPrices(records: readonly string[][], footerRows: number): number {
  let end = records.length;
  const skipBlank = () => {
    while (end > 0 && isBlank(records[end - 1] ?? [])) end -= 1;
  };
  skipBlank();
  for (let row = 0; row < footerRows; row += 1) {
    end -= 1;
    skipBlank();
  }
  return end;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

function deckOf(description: DeckDescription, rows: RateRow[]): RateDeck {
  const { id, kind, currency, effectiveFrom, delivery, zone, lookupBy, offPeak, rounding } = description;
  return {
    id,
    description: description.description,
    kind,
    currency,
    effectiveFrom,
    delivery,
    zone,
    lookupBy,
    ...(offPeak === undefined ? {} : { offPeak }),
    minimumCharge: description.defaults.minimumCharge,
    zeroSeconds: description.defaults.zeroSeconds,
    rounding,
    rows,
  };
}

function byPrefixAndDay(left: RateRow, right: RateRow): number {
  return byCodeUnit(left.prefix, right.prefix) || byCodeUnit(left.effectiveFrom, right.effectiveFrom);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function rowsMissing(description: DeckDescription, file: SourceFile): Problem {
  return {
    code: "DECK_ROWS_MISSING",
    message: `rows: no file ${description.rows} beside deck.yaml`,
    path: "rows",
    file: file.path,
    wayOut: problemCatalogue.DECK_ROWS_MISSING.wayOut,
  };
}

function noRows(file: SourceFile): Problem {
  return {
    code: "DECK_ROW",
    message: "the file holds no row with a price",
    file: file.path,
    wayOut: "correct headingRows in deck.yaml, or have the deck sent again",
  };
}

function shifted(found: {
  readonly cells: number;
  readonly width: number;
  readonly row: number;
  readonly file: string;
}): Problem {
  return {
    code: "DECK_ROW",
    message: `row ${found.row}: ${found.cells} cells where ${found.width} belong; a comma in a name without quotes shifts every column after it`,
    file: found.file,
    line: found.row,
    wayOut: "put the name in quotes, or have the deck sent again",
  };
}
