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
  ["45467", "excelSerial", "2024-06-24"],
  ["45467.5", "excelSerial", "2024-06-24"],
  ["2024-06-24", "excelSerial", null],
  ["2022-02-15 14:30:55.477103", "YYYY-MM-DD", "2022-02-15"], // a time is left out
  ["2022-02-15T14:30:55Z", "YYYY-MM-DD", "2022-02-15"],
  ["2011/1/5", "YYYY/MM/DD", "2011-01-05"],
  ["20240624", "YYYYMMDD", "2024-06-24"],
  ["24-Jun-2024", "D-MMM-YYYY", "2024-06-24"],
  ["24-Jux-2024", "D-MMM-YYYY", null],
  ["1 may 26", "D-MMM-YY", "2026-05-01"],
  ["15 August 2026", "D-MMM-YYYY", "2026-08-15"],
  ["15 Augu 2026", "D-MMM-YYYY", null],
  ["August 15, 2026", "MMM D, YYYY", "2026-08-15"],
  ["May 1 2026", "MMM D, YYYY", "2026-05-01"],
  ["May-01-2026", "MMM D, YYYY", "2026-05-01"],
  ["Friday, May 1, 2026", "MMM D, YYYY", "2026-05-01"],
  ["1st May 2026", "D-MMM-YYYY", "2026-05-01"],
  ["2026-05-01 00:00:00 UTC", "YYYY-MM-DD", "2026-05-01"],
  ["01.05.2026 - 00:00", "D.M.YYYY", "2026-05-01"],
  ["May 32, 2026", "MMM D, YYYY", null],
  ["05-13-2026", "M-D-YYYY", "2026-05-13"],
  ["05-13-2026", "D-M-YYYY", null],
  ["13-05-2026", "D-M-YYYY", "2026-05-13"],
  ["1.5.26", "D.M.YY", "2026-05-01"],
] as const)("%s written as %s is %s", (text, format, day) => {
  expect(readDeckDate(text, format)).toBe(day);
});
