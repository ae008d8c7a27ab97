import { parseDocument } from "../parse-document.ts";
import type { VersionDocument } from "../version.ts";
import { type Difference, diffValues } from "./diff-values.ts";

/** The places in which two versions of one kind differ; of decks, the rows. Line numbers of files are left out. */
export function diffVersions(before: VersionDocument, after: VersionDocument): readonly Difference[] {
  return diffValues(comparable(before), comparable(after));
}

function comparable(document: VersionDocument): unknown {
  const parsed = parseDocument(document);
  if (parsed.kind !== "deck") return parsed.value;
  return { ...parsed.value, rows: parsed.value.rows.map(({ row: _row, ...rest }) => rest) };
}

/**
 * A difference as a sentence.
 *
 * @example `products[did].pricePerMonth: 1.50 becomes 1.75` · `rows[312]: new, {…}` · `rows[313]: gone, was {…}`
 */
export function differenceText({ path, before, after }: Difference): string {
  if (before === null) return `${path}: new, ${after}`;
  return after === null ? `${path}: gone, was ${before}` : `${path}: ${before} becomes ${after}`;
}
