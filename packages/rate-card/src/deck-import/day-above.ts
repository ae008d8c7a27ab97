import type { CivilDate } from "@tollwright/calendar";
import { DECK_DATE_FORMATS, readDeckDate } from "../deck-dates.ts";

type Rows = readonly (readonly string[])[];

const WORDS = /\b(effective|valid|as of|starting|begins?|in force)\b/i;
const DAY =
  /\b(\d{4}[-/]\d\d?[-/]\d\d?|\d\d?([-/.])\d\d?\2\d{2,4}|\d\d?[- ][a-z]{3,9}[- ]\d{2,4}|[a-z]{3,9}\.? \d\d?,? \d{4})\b/i;

/**
 * The day from which a delivery holds, where it stands above the headings beside a word for it, in the same cell or the next one:
 * as it is written, and the days that it can mean, months first.
 *
 * @example a cell `Effective: 1 May 2026` → 2026-05-01 alone; `Effective date:` and `05/01/2026` → 2026-05-01 or 2026-01-05.
 */
export function dayAbove(
  above: Rows,
): { readonly written: string; readonly days: readonly CivilDate[] } | null {
  for (const row of above) {
    for (const [column, cell] of row.entries()) {
      if (!WORDS.test(cell)) continue;
      const written = [cell, row[column + 1] ?? ""].map((text) => DAY.exec(text)?.[0]).find(Boolean);
      if (written === undefined) continue;
      const days = DECK_DATE_FORMATS.map((format) => readDeckDate(written, format)).filter(
        (day) => day !== null,
      );
      if (days.length > 0) return { written, days: [...new Set(days)] };
    }
  }
  return null;
}
