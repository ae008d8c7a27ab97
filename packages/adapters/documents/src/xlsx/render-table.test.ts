import ExcelJS from "exceljs";
import { expect, it } from "vitest";
import { evaluate } from "../testing/formula-evaluator.ts";
import { renderTable } from "./render-table.ts";

const input = {
  title: "Dispute",
  by: "Example Telecom",
  date: "2026-05-01",
  columns: [
    { heading: "why", kind: "text", width: 20 },
    { heading: "seconds", kind: "count", width: 10 },
    { heading: "disputed", kind: "amount", width: 12 },
  ],
  rows: [
    ["other seconds", "61", "0.0120"],
    ['=HYPERLINK("http://x")', "", "0.0065"],
    ["ours, and not billed", "6", ""],
  ],
} as const;

async function sheetOf(given: Parameters<typeof renderTable>[0]) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await renderTable(given)) as unknown as ExcelJS.Buffer);
  return { workbook, sheet: workbook.getWorksheet("Dispute")! };
}

it("is a sheet of texts and numbers, whose last column adds up", async () => {
  const { workbook, sheet } = await sheetOf(input);
  expect(sheet.getRow(2).values).toEqual([undefined, "other seconds", 61, 0.012]);
  expect(sheet.getCell("A3").formula).toBeUndefined();
  expect(sheet.getCell("A3").value).toBe('=HYPERLINK("http://x")');
  expect(sheet.getCell("C4").value).toBeNull();
  const total = sheet.getCell("C6");
  expect([total.formula, total.result]).toEqual(["ROUND(SUM(C2:C4),4)", 0.0185]);
  expect(evaluate(workbook, "Dispute", total.formula)).toBe(0.0185);
});

it("is the same bytes for the same table", async () => {
  const [first, second] = [await renderTable(input), await renderTable(input)];
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});

it("is whole without rows", async () => {
  const { sheet } = await sheetOf({ ...input, rows: [] });
  expect(sheet.getCell("C3").result).toBe(0);
});
