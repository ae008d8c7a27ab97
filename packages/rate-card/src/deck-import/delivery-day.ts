import { addDays, type CivilDate } from "@tollwright/calendar";
import { DECK_DATE_FORMATS, type DeckDateFormat, readDeckDate } from "../deck-dates.ts";
import { isAtOnce } from "../deck-words.ts";
import type { Rows } from "./columns-by-contents.ts";

type Dated = {
  readonly rows: Rows;
  /** What stands above the headings. */
  readonly above: Rows;
  /** The column of days, and how they are written. */
  readonly column: number | undefined;
  readonly format: DeckDateFormat;
  readonly today: CivilDate;
};

/** A delivery's own day: the earliest of its rows, else that above the headings, else today; and what is doubtful about it. */
export function deliveryDay({ rows, above, column, format, today }: Dated, doubts: string[]): CivilDate {
  const cells = column === undefined ? [] : [...new Set(rows.map((row) => (row[column] ?? "").trim()))];
  const days = cells.flatMap((cell) => readDeckDate(cell, format) ?? []);
  const earliest = days.toSorted()[0];
  if (earliest === undefined) return dayAboveOrToday(above, today, doubts);
  if (earliest > today && cells.some(isAtOnce)) {
    doubts.push(`prices that hold immediately are taken to hold from today, ${today} (--effective)`);
    return today;
  }
  doubts.push(`the delivery is taken to hold from its earliest day, ${earliest} (--effective)`);
  if (cells.some((cell) => /\d:\d\d/.test(cell)))
    doubts.push(
      "days are written with a time, which is not applied: a price holds from the start of its day",
    );
  const without = rows.filter((row) => (row[column ?? -1] ?? "").trim() === "").length;
  if (without > 0) doubts.push(`${without} rows name no day: they hold from the delivery's`);
  const late = days.filter((day) => day >= addDays(today, 400)).length;
  if (late > 0) doubts.push(`${late} days are more than a year ahead`);
  return earliest;
}

function dayAboveOrToday(above: Rows, today: CivilDate, doubts: string[]): CivilDate {
  const found = dayAbove(above);
  const [day, other] = found?.days ?? [];
  if (found === null || day === undefined) {
    doubts.push(`the file names no day: its prices hold from today, ${today} (--effective)`);
    return today;
  }
  const rival = other === undefined ? "" : `, which could be ${other} as well`;
  doubts.push(
    `the delivery is taken to hold from ${day}, by "${found.written}" above the headings${rival} (--effective)`,
  );
  return day;
}

const WORDS = /\b(effective|valid|as of|starting|begins?|in force)\b/i;
const DAY =
  /\b(\d{4}[-/]\d\d?[-/]\d\d?|\d\d?([-/.])\d\d?\2\d{2,4}|\d\d?[- ][a-z]{3,9}[- ]\d{2,4}|[a-z]{3,9}\.? \d\d?,? \d{4})\b/i;

/**
 * The day from which a delivery holds, where it stands above the headings beside a word for it, in the same cell or the next one:
 * as it is written, and the days that it can mean, months first.
 *
 * @example a cell `Effective: 1 May 2026` → 2026-05-01 alone; `Effective date:` and `05/01/2026` → 2026-05-01 or 2026-01-05.
 */
function dayAbove(above: Rows): { readonly written: string; readonly days: readonly CivilDate[] } | null {
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
