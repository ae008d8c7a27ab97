import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type DeliveredTable, readDeliveredFile } from "@tollwright/documents";
import { fail, ok, problem, type Result } from "@tollwright/problem";
import { csvText, pricedRows, type TextTable, tableOfText } from "@tollwright/rate-card";
import { filesMissing } from "../files-missing.ts";

/** Rows that a carrier sent, and the CSV that will stand beside deck.yaml: his own text, or a sheet of his workbook. */
export type DeliveredRates = TextTable & {
  readonly csv: string;
  readonly csvName: string;
  /** What is worth knowing of the file itself. */
  readonly doubts: readonly string[];
};

/** Problems: FILE_MISSING, DECK_FILE for what cannot be read, INVALID_CSV. */
export async function deliveredRates(path: string, sheet: string | null): Promise<Result<DeliveredRates>> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "EISDIR") return null;
    throw error;
  });
  if (bytes === null) return fail(filesMissing(path));
  const delivered = await readDeliveredFile(bytes, path);
  if (!delivered.ok) return delivered;
  const { value } = delivered;
  const csvName = `${basename(value.name)
    .replace(/\.[a-z]+$/i, "")
    .replace(/[^\w.-]+/g, "-")}.csv`;
  if (value.kind === "workbook") return ofWorkbook(value.tables, { path, sheet, csvName });
  const text = value.text.replace(/^\uFEFF/, "");
  const table = tableOfText({ path, text });
  if (!table.ok) return table;
  const doubts = value.encoding === "UTF-8" ? [] : [`the file is ${value.encoding}, and is kept as UTF-8`];
  const inside = value.name === path ? [] : [`read from ${value.name} in the archive`];
  return ok({ ...table.value, csv: text, csvName, doubts: [...doubts, ...inside] });
}

function ofWorkbook(
  tables: readonly DeliveredTable[],
  asked: { readonly path: string; readonly sheet: string | null; readonly csvName: string },
): Result<DeliveredRates> {
  const names = tables.map(({ name }) => `"${name}"`).join(", ");
  const refuse = (message: string) => fail(problem({ code: "DECK_FILE", message, file: asked.path }));
  const candidates =
    asked.sheet === null
      ? tables.filter(({ visible }) => visible)
      : tables.filter(({ name }) => name === asked.sheet);
  const [table] = candidates
    .map((each) => ({ each, prices: pricedRows(each.rows) }))
    .toSorted((left, right) => right.prices - left.prices || right.each.rows.length - left.each.rows.length)
    .map(({ each }) => each);
  if (table === undefined) return refuse(`there is no such sheet; the workbook has ${names}`);
  const others = tables.length > 1 ? [`sheet "${table.name}" is read, of ${names} (--sheet)`] : [];
  const { hiddenRows } = table;
  const hidden =
    hiddenRows.length === 0
      ? []
      : [
          `${hiddenRows.length} rows are hidden in the workbook and are read all the same, the first is row ${hiddenRows[0]}`,
        ];
  const { csvName } = asked;
  const doubts = [...others, ...hidden];
  return ok({ delimiter: ",", rows: table.rows, csv: csvText(table.rows), csvName, doubts });
}

/** Area codes of the North American plan, by the table of the rate cards; none where there is no table. */
export async function areaCodes(rateCards: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(rateCards, "numbering", "nanp-npa.csv"), "utf8").catch(() => "");
  return new Set([...text.matchAll(/^(\d{3}),/gm)].map(([, npa = ""]) => npa));
}
