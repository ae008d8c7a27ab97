import { byCodeUnit } from "@tollwright/canonical";
import { fail, ok, type Problem, problemCatalogue, type Result } from "@tollwright/problem";
import { checkYaml } from "./check-yaml.ts";
import { csvRecords } from "./csv-records.ts";
import { DeckDescription, type RateDeck, type RateRow } from "./deck.ts";
import { findColumns } from "./deck-columns.ts";
import { type DeckReading, rowReader } from "./deck-rows.ts";
import { foldRepeatedPrefixes } from "./repeated-prefixes.ts";
import type { SourceFile } from "./source-file.ts";

export type DeckFiles = { readonly description: SourceFile; readonly beside: readonly SourceFile[] };
export type ReadDeck = {
  readonly deck: RateDeck;
  readonly rowsFile: SourceFile;
  readonly warnings: readonly Problem[];
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
  const width = (headings ?? records[0] ?? []).length;
  const read = readEach(records, { reading, width, headingRows });
  const folded = foldRepeatedPrefixes(read.rows, rowsFile.path);
  const problems = [...read.problems, ...folded.problems];
  if (problems.length > 0) return fail(...problems);
  if (folded.rows.length === 0) return fail(noRows(rowsFile));
  return ok({ deck: deckOf(description, folded.rows), rowsFile, warnings: folded.warnings });
}

function readEach(
  records: readonly string[][],
  shape: { readonly reading: DeckReading; readonly width: number; readonly headingRows: number },
): { readonly rows: RateRow[]; readonly problems: Problem[] } {
  const readRow = rowReader(shape.reading);
  const rows: RateRow[] = [];
  const problems: Problem[] = [];
  records.forEach((cells, index) => {
    if (index < shape.headingRows || cells.every((cell) => cell.trim() === "")) return;
    // Cells beyond the headings mean a comma that was not quoted: every column after it has shifted.
    if (cells.slice(shape.width).some((cell) => cell.trim() !== "")) {
      problems.push(
        shifted({ cells: cells.length, width: shape.width, row: index + 1, file: shape.reading.file }),
      );
      return;
    }
    const read = readRow(cells, index + 1);
    if (read.ok) rows.push(read.row);
    else problems.push(...read.problems);
  });
  return { rows, problems };
}

function deckOf(description: DeckDescription, rows: readonly RateRow[]): RateDeck {
  const { id, kind, currency, effectiveFrom, delivery, zone, rounding } = description;
  return {
    id,
    description: description.description,
    kind,
    currency,
    effectiveFrom,
    delivery,
    zone,
    minimumCharge: description.defaults.minimumCharge,
    zeroSeconds: description.defaults.zeroSeconds,
    rounding,
    rows: rows.toSorted(
      (left, right) =>
        byCodeUnit(left.prefix, right.prefix) || byCodeUnit(left.effectiveFrom, right.effectiveFrom),
    ),
  };
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
