import { expect, it } from "vitest";
import { pricedRows } from "./find-table.ts";

const notes = Array.from({ length: 30 }, (_, index) => [`Note ${index}`, "Rates may change with notice"]);
const prices = [
  ["Destination", "Code", "Rate"],
  ["UK", "44", "0.0100"],
  ["UK Mobile", "447", "0.0200"],
  ["UK Premium", "449", "N/A"],
  ["Confidential", "", ""],
];

it.each([
  ["prices", prices, 3],
  ["longer notes", notes, 0],
  ["nothing", [], 0],
])("of a workbook's sheets that with most prices is the deck: %s", (_, rows, priced) => {
  expect(pricedRows(rows)).toBe(priced);
});
