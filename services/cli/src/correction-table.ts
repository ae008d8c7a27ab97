import type { CorrectedMonth } from "@tollwright/invoice";
import { grouped, table } from "./output.ts";

/** What drafts carry for earlier months (books 12): taken back, charged anew, and the difference, before taxes. */
export function correctionTable(months: readonly CorrectedMonth[]): string {
  if (months.length === 0) return "No earlier month is corrected.";
  const rows = months.map(({ account, month, takenBack, charged, difference }) => [
    account,
    month,
    grouped(takenBack),
    grouped(charged),
    grouped(difference),
  ]);
  const headings = ["account", "month", "taken back", "charged", "difference"];
  return `Earlier months, computed again:\n${table(headings, rows)}`;
}
