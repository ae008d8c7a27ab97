import { expect, it } from "vitest";
import { readDeckDate } from "./deck-dates.ts";

it.each([
  ["2026-04-15", "YYYY-MM-DD", "2026-04-15"],
  ["2026-4-15", "YYYY-MM-DD", null],
  ["3/31/25", "M/D/YY", "2025-03-31"],
  ["3/31/2025", "M/D/YY", null],
  ["3/31/2025", "M/D/YYYY", "2025-03-31"],
  ["31/3/2025", "M/D/YYYY", null], // there is no month 31: nothing is guessed
  ["31/3/2025", "D/M/YYYY", "2025-03-31"],
  ["24.06.2024", "D.M.YYYY", "2024-06-24"],
  ["2/29/2026", "M/D/YYYY", null],
  ["2/29/2028", "M/D/YYYY", "2028-02-29"],
  ["45467", "YYYY-MM-DD", null], // a spreadsheet's serial number
] as const)("%s written as %s is %s", (text, format, day) => {
  expect(readDeckDate(text, format)).toBe(day);
});
