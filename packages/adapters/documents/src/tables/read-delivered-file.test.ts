import { readFileSync } from "node:fs";
import { join } from "node:path";
import Excel from "exceljs";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { numberText } from "./cell-text.ts";
import { readDeliveredFile } from "./read-delivered-file.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function tablesOf(file: Uint8Array) {
  const read = readDeliveredFile(file, "rates");
  return read.ok && read.value.kind === "workbook" ? read.value.tables : read;
}

function textOf(file: Uint8Array) {
  const read = readDeliveredFile(file, "rates");
  return read.ok && read.value.kind === "text" ? [read.value.text, read.value.encoding] : read;
}

describe("numbers of a workbook are what a person typed", () => {
  it.each([
    ["1.2500000000000001E-2", null, "0.0125"],
    ["0.0035000000000000001", null, "0.0035"],
    ["4.9999999999999998E-7", null, "0.0000005"],
    ["0.30000000000000004", null, "0.3"], // 0.1 × 3 by a formula, shown as 0.3
    ["0.12345678901234499", null, "0.123456789012345"],
    ["12012", null, "12012"],
    ["44", "0000", "0044"],
    ["44", "#,##0.00", "44"],
    ["93712345678", null, "93712345678"], // shown as 9.37E+10, and whole all the same
    ["937123456789012345", null, "9.371234567890124E+17"], // digits are lost: never shown as if they were there
    ["45467", "m/d/yy", "2024-06-24"],
    ["45467.5", "yyyy\\-mm\\-dd hh:mm", "2024-06-24 12:00:00"],
    ["45467", '"day" 0', "45467"],
    ["45467", "[Red]0", "45467"],
    ["", null, ""],
  ])("%s shown by %s is %s", (stored, format, text) => {
    expect(numberText(stored, format)).toBe(text);
  });

  it("days may be counted from 1904", () => {
    expect(numberText("44005", "d/m/yyyy", true)).toBe("2024-06-24");
  });
});

describe("a workbook", () => {
  it("gives the cells of each sheet in their places, and says what is hidden", async () => {
    const workbook = new Excel.Workbook();
    const sheet = workbook.addWorksheet("Rates & more");
    sheet.getCell("A1").value = "Example Carrier";
    sheet.getRow(3).values = ["Code", "Destination", "Rate", "Effective"];
    sheet.getRow(4).values = ["0044", "A < B & C", 0.0125, new Date("2026-04-01T00:00:00Z")];
    sheet.getCell("A5").value = 93;
    sheet.getCell("A5").numFmt = "0000";
    sheet.getCell("B5").value = { richText: [{ text: "Afgha" }, { text: "nistan", font: { bold: true } }] };
    sheet.getCell("C5").value = { formula: "C4*2", result: 0.025 };
    sheet.getRow(5).hidden = true;
    workbook.addWorksheet("Notes", { state: "hidden" });
    const tables = tablesOf(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(tables).toEqual([
      {
        name: "Rates & more",
        visible: true,
        rows: [
          ["Example Carrier"],
          [],
          ["Code", "Destination", "Rate", "Effective"],
          ["0044", "A < B & C", "0.0125", "2026-04-01"],
          ["0093", "Afghanistan", "0.025"],
        ],
        hiddenRows: [5],
      },
      { name: "Notes", visible: false, rows: [], hiddenRows: [] },
    ]);
  });

  it("is read where names carry a prefix, texts stand in the cells, and places are left out", () => {
    const sheet =
      '<x:worksheet xmlns:x="u"><x:cols><x:col min="1"/></x:cols><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Code</x:t></x:is></x:c><x:c/><x:c><x:v>7</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const file = zipSync({
      "xl/workbook.xml": strToU8(
        '<x:workbook><x:sheets><x:sheet name="S" r:id="rId7"/></x:sheets></x:workbook>',
      ),
      "xl/_rels/workbook.xml.rels": strToU8('<Relationship Id="rId7" Target="/xl/worksheets/s.xml"/>'),
      "xl/worksheets/s.xml": strToU8(sheet),
    });
    expect(tablesOf(file)).toMatchObject([{ name: "S", rows: [["Code", "", "7", "#N/A"]] }]);
  });

  it("of Excel 97 to 2003 is read as well", () => {
    const file = readFileSync(join(import.meta.dirname, "../testing/example-rates.xls"));
    expect(tablesOf(file)).toEqual([
      {
        name: "Rates",
        visible: true,
        rows: [
          ["Example Carrier", "", "", ""],
          ["", "", "", ""],
          ["Code", "Destination", "Rate", "Effective"],
          ["0044", "United Kingdom", "0.0125", "2026-04-01"],
          ["9370", "Afghanistan, mobile", "0.0000005", "immediately"],
          ["9371", "TRUE", "", ""],
        ],
        hiddenRows: [],
      },
      { name: "Hidden", visible: false, rows: [["x"]], hiddenRows: [] },
    ]);
  });
});

describe("text", () => {
  it.each([
    ["UTF-8", bytes("Côte d'Ivoire,225"), "Côte d'Ivoire,225"],
    ["Windows-1252", Uint8Array.from([0x43, 0xf4, 0x74, 0x65]), "Côte"],
    ["UTF-16", Uint8Array.from([0xff, 0xfe, 0x43, 0x00, 0xf4, 0x00]), "Cô"],
  ])("in %s", (encoding, file, text) => {
    expect(textOf(file)).toEqual([text, encoding]);
  });

  it("in an archive, beside what some systems add", () => {
    const file = zipSync({ "rates copy.csv": bytes("1,2"), "__MACOSX/._rates copy.csv": bytes("x") });
    expect(readDeliveredFile(file, "rates.zip")).toMatchObject({
      ok: true,
      value: { kind: "text", name: "rates copy.csv", text: "1,2" },
    });
  });
});

describe("what is refused", () => {
  it.each([
    ["several files", zipSync({ "a.csv": bytes("1"), "b.csv": bytes("2") }), "holds 2 files: a.csv, b.csv"],
    ["no file", zipSync({ "__MACOSX/x": bytes("1") }), "holds no file"],
    [
      "an archive in an archive",
      zipSync({ "a.zip": zipSync({ "b.csv": bytes("2") }) }),
      "inside the archive",
    ],
    ["a damaged archive", Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]), "archive is damaged"],
    ["a page named .xls", bytes("<html><table><tr><td>44</td></tr></table></html>"), "a web page or XML"],
    ["a print", bytes("%PDF-1.7"), "a PDF"],
    ["what is no workbook", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), "the workbook cannot be read"],
    ["what is no text", Uint8Array.from([1, 0, 2]), "holds zero bytes"],
  ])("%s", (_, file, why) => {
    const read = readDeliveredFile(file, "rates");
    expect(read.ok ? [] : read.problems.map(({ code, message }) => `${code} ${message}`).join()).toContain(
      why,
    );
  });
});
