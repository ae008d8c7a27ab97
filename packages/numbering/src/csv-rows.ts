/** One row of a CSV file with a heading, and where it stands. First line is 1. */
export type CsvRow = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

/**
 * Rows by heading, by RFC 4180: quoted cells may hold commas, line ends and doubled quotes. Blank lines are skipped, a
 * missing cell is `""`. For tables of some hundred rows; call records and decks have faster readers of their own.
 */
export function csvRows(text: string): {
  readonly headings: readonly string[];
  readonly rows: readonly CsvRow[];
} {
  const [heading, ...records] = csvRecords(text.replace(/^\uFEFF/, ""));
  const headings = (heading?.cells ?? []).map((cell) => cell.trim());
  const rows = records.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(headings.map((name, index) => [name, (cells[index] ?? "").trim()])),
  }));
  return { headings, rows };
}

type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

function csvRecords(text: string): readonly CsvRecord[] {
  return recordTexts(text)
    .map(({ line, text }) => ({ line, cells: cellsOf(text) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
}

/** The text between line ends that stand outside quotes. */
function recordTexts(text: string): readonly { readonly line: number; readonly text: string }[] {
  const records: { readonly line: number; readonly text: string }[] = [];
  let pending: { readonly line: number; readonly text: string } | null = null;
  for (const [index, lineText] of text.split(/\r\n|\n|\r/).entries()) {
    pending =
      pending === null
        ? { line: index + 1, text: lineText }
        : { line: pending.line, text: `${pending.text}\n${lineText}` };
    if (quotesOf(pending.text) % 2 === 1) continue;
    records.push(pending);
    pending = null;
  }
  return pending === null ? records : [...records, pending];
}

function quotesOf(text: string): number {
  return text.split('"').length - 1;
}

/** A quoted cell or a bare one, each behind a comma. */
const CELL = /,(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g;

export function cellsOf(text: string): readonly string[] {
  if (!text.includes('"')) return text.split(",");
  return [...`,${text}`.matchAll(CELL)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
  );
}
