import type { Invoice, ItemisedCall } from "@tollwright/invoice";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { inOnePiece } from "../in-one-piece.ts";
import { itemisationColumns } from "../itemisation/columns.ts";
import {
  exampleCalls,
  exampleHash,
  exampleInvoice,
  pooledInvoice,
  zeroInvoice,
} from "../testing/example-invoice.ts";
import { evaluate } from "../testing/formula-evaluator.ts";
import { renderWorkbook, renderXlsx } from "./render-xlsx.ts";

async function written(invoice: Invoice, calls: readonly ItemisedCall[], callsPerSheet = 1_000) {
  const bytes = await inOnePiece(renderWorkbook({ invoice, invoiceHash: exampleHash, calls }, callsPerSheet));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook;
}

function sheet(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  return workbook.getWorksheet(name)!;
}

/** Every formula of a workbook: where it stands, and the result stored with it. */
function formulas(workbook: ExcelJS.Workbook) {
  const found: {
    readonly at: string;
    readonly sheet: string;
    readonly formula: string;
    readonly result: number;
  }[] = [];
  for (const worksheet of workbook.worksheets)
    worksheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.formula === undefined) return;
        const at = `${worksheet.name}!${cell.address}`;
        found.push({ at, sheet: worksheet.name, formula: cell.formula, result: cell.result as number });
      });
    });
  return found;
}

/** Label in column A → value of column B of the summary. */
function summaryOf(workbook: ExcelJS.Workbook): ReadonlyMap<string, ExcelJS.Cell> {
  const rows = new Map<string, ExcelJS.Cell>();
  sheet(workbook, "Summary").eachRow((row) => rows.set(row.getCell(1).text, row.getCell(2)));
  return rows;
}

/** What the state's tax is on a part of the charges; only what the sheet shows is filled. */
function detail(base: string, amount: string): Invoice["taxRecords"][number] {
  const charge = { id: "acme/hq/voice/did", label: "Telephone numbers", amount: base, location: "acme/hq" };
  const rounding = { mode: "halfUp", places: 2 };
  const shown = { levy: "zz-excise", name: "State tax", charge, base, exempt: "0", count: null };
  return { ...shown, exact: amount, rounding, amount } as unknown as Invoice["taxRecords"][number];
}

describe("the workbook", () => {
  it("is the same bytes for the same invoice", async () => {
    const input = { invoice: exampleInvoice, invoiceHash: exampleHash, calls: exampleCalls };
    const [first, second] = [await inOnePiece(renderXlsx(input)), await inOnePiece(renderXlsx(input))];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it("takes its calls from a stream as well", async () => {
    async function* stream() {
      yield* exampleCalls;
    }
    const input = { invoice: exampleInvoice, invoiceHash: exampleHash };
    const streamed = await inOnePiece(renderXlsx({ ...input, calls: stream() }));
    const listed = await inOnePiece(renderXlsx({ ...input, calls: exampleCalls }));
    expect(Buffer.from(streamed).equals(Buffer.from(listed))).toBe(true);
  });

  it("has its sheets in the order of reading, dated by the bill", async () => {
    const workbook = await written(exampleInvoice, exampleCalls);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      "Summary",
      "Charges",
      "Usage",
      "Taxes",
      "Tax details",
      "Not taxed",
      "Calls",
    ]);
    expect(workbook.created.toISOString()).toBe("2026-05-01T00:00:00.000Z");
    expect(workbook.modified.toISOString()).toBe("2026-05-01T00:00:00.000Z");
  });

  it("has a sheet of pools before the calls where the plan includes any", async () => {
    const workbook = await written(pooledInvoice, exampleCalls);
    expect(workbook.worksheets.slice(-3).map(({ name }) => name)).toEqual(["Not taxed", "Pools", "Calls"]);
    const rowOf = (number: number): unknown =>
      (sheet(workbook, "Pools").getRow(number).values as unknown[]).slice(1);
    expect(rowOf(2)).toEqual([
      "acme",
      "Included minutes",
      undefined,
      "minutes",
      2000,
      150.5,
      1200.25,
      950.25,
      900,
      50.25,
    ]);
    expect(rowOf(3)).toEqual([
      "acme",
      "Unlimited local calls",
      "hq",
      "calls",
      undefined,
      0,
      1234,
      undefined,
      0,
      0,
    ]);
    expect(sheet(workbook, "Calls").getRow(2).getCell("O").text).toBe(exampleCalls[0]?.chargeKey);
  });

  it("stores the invoice's own figures as the results of its sums", async () => {
    const summary = summaryOf(await written(exampleInvoice, exampleCalls));
    const results = Object.fromEntries([...summary].map(([label, cell]) => [label, cell.result]));
    expect(results).toMatchObject({
      "Recurring charges": 157,
      "Usage charges": 1.01,
      "One-time charges": 75,
      "Total charges": 233.01,
      "Government taxes and fees": 26.06,
      "Regulatory assessments we pass through": 37,
      "Our other charges": 4.66,
      "Total taxes, assessments and fees": 67.72,
      "Amount due": 300.73,
    });
  });

  it("has formulas that give their stored results, computed anew from the cells", async () => {
    const workbook = await written(exampleInvoice, exampleCalls);
    const all = formulas(workbook);
    // A usage line and its row by class, three totals of lists, the totals twice, one site.
    expect(all).toHaveLength(3 + 4 + 3 + 2 * 9 + 3);
    for (const { at, sheet: name, formula, result } of all)
      expect(evaluate(workbook, name, formula), at).toBe(result);
  });

  it("rounds at the deck's places first: 3 × 0.335 = 1.005 is 1.01, though no float is 1.005", async () => {
    const workbook = await written(exampleInvoice, exampleCalls);
    const amount = sheet(workbook, "Charges").getCell("O4");
    expect(amount.formula).toBe("ROUND(ROUND(SUMIF(Calls!$O$2:$O$4,$P4,Calls!$N$2:$N$4),6),2)");
    expect(amount.result).toBe(1.01);
  });

  it("goes on in a further sheet when one is full, and sums over all of them", async () => {
    const workbook = await written(exampleInvoice, exampleCalls, 2);
    expect(workbook.worksheets.map(({ name }) => name).slice(6)).toEqual(["Calls", "Calls 2"]);
    expect(sheet(workbook, "Calls").rowCount).toBe(3);
    expect(sheet(workbook, "Calls 2").rowCount).toBe(2);
    const amount = sheet(workbook, "Charges").getCell("O4");
    expect(amount.formula).toBe(
      "ROUND(ROUND(SUMIF(Calls!$O$2:$O$3,$P4,Calls!$N$2:$N$3)+SUMIF('Calls 2'!$O$2:$O$2,$P4,'Calls 2'!$N$2:$N$2),6),2)",
    );
    expect(evaluate(workbook, "Charges", amount.formula)).toBe(1.01);
  });

  it("is whole at zero", async () => {
    const workbook = await written(zeroInvoice, []);
    expect(sheet(workbook, "Calls").rowCount).toBe(1);
    for (const { at, sheet: name, formula, result } of formulas(workbook))
      expect([evaluate(workbook, name, formula), result], at).toEqual([0, 0]);
  });

  it("marks a sample as such on top of its summary", async () => {
    const workbook = await written({ ...exampleInvoice, kind: "sample", number: null }, exampleCalls);
    expect(sheet(workbook, "Summary").getCell("A1").text).toContain("not a bill");
  });

  it("sums usage by class over the charges, and minutes from their seconds", async () => {
    const workbook = await written(exampleInvoice, exampleCalls);
    const row = sheet(workbook, "Usage").getRow(2);
    // 3 calls of 62 billed seconds: 186 s ÷ 60 = 3.1 minutes.
    expect(["D", "E", "F", "G"].map((column) => row.getCell(column).result)).toEqual([3, 186, 3.1, 1.01]);
  });

  it("adds a tax line up from what it is on each charge", async () => {
    const details = [detail("25.00", "1.75"), detail("133.00", "9.31")];
    const workbook = await written({ ...exampleInvoice, taxRecords: details }, exampleCalls);
    const amount = sheet(workbook, "Taxes").getCell("L2");
    expect(amount.formula).toBe("ROUND(SUMIF('Tax details'!$K$2:$K$3,$N2,'Tax details'!$I$2:$I$3),2)");
    expect(amount.result).toBe(11.06); // 1.75 + 9.31
    expect(evaluate(workbook, "Taxes", amount.formula)).toBe(11.06);
    // No records of the other levies: they stand as they were billed.
    expect(sheet(workbook, "Taxes").getCell("L3").value).toBe(15);
  });

  it("shows what was exempt, by which certificate", async () => {
    const exempt = {
      levy: "zz-excise",
      name: "State tax",
      account: "acme",
      location: "hq",
      reason: "school",
    };
    const notTaxed = [{ ...exempt, certificate: "E-1", exemptAmount: "158.00" }];
    const row = sheet(await written({ ...exampleInvoice, notTaxed }, exampleCalls), "Not taxed").getRow(2);
    expect(["B", "E", "F", "G"].map((column) => row.getCell(column).value)).toEqual([
      "State tax",
      "school",
      "E-1",
      158,
    ]);
  });

  it("prints across one page, headings on each, without the keys, and says what it is of", async () => {
    const workbook = await written({ ...exampleInvoice, number: null }, exampleCalls);
    const calls = sheet(workbook, "Calls");
    expect(calls.pageSetup).toMatchObject({ orientation: "landscape", fitToWidth: 1, fitToHeight: 0 });
    expect(calls.pageSetup.printTitlesRow).toBe("1:1");
    expect(calls.pageSetup.printArea).toBe("A1:N4");
    for (const { headerFooter } of workbook.worksheets) {
      expect(headerFooter.oddFooter).toContain("Page &P of &N");
      expect(headerFooter.oddHeader).toContain("not a bill");
    }
  });

  it("lets a usage line without calls stand as it was billed", async () => {
    const workbook = await written({ ...exampleInvoice, itemisation: null }, []);
    expect(sheet(workbook, "Charges").getCell("O4").value).toBe(1.01);
  });
});

describe("its cells", () => {
  it("have the same columns as the CSV, with typed dates and numbers", async () => {
    const calls = sheet(await written(exampleInvoice, exampleCalls), "Calls");
    expect((calls.getRow(1).values as string[]).slice(1)).toEqual(
      itemisationColumns.map((column) => column.heading),
    );
    const row = calls.getRow(2);
    expect(row.getCell("B").value).toEqual(new Date("2026-04-01T09:03:10Z"));
    expect(row.getCell("B").numFmt).toBe("yyyy-mm-dd hh:mm:ss");
    expect(["I", "J", "K", "L", "M", "N"].map((column) => row.getCell(column).value)).toEqual([
      61.5, 62, 0, 0.3242, 0.335, 0.335,
    ]);
    expect(["E", "F"].map((column) => row.getCell(column).value)).toEqual(["13125550100", "12125550123"]);
    expect(calls.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(calls.autoFilter).toBe("A1:P4");
  });

  it("show a tax's base as a number, its rate in percent or as the price of a unit", async () => {
    const taxes = sheet(await written(exampleInvoice, exampleCalls), "Taxes");
    const cells = (row: number) =>
      ["H", "I", "J", "L"].map((column) => taxes.getRow(row).getCell(column).value);
    expect(cells(2)).toEqual([158, 0.07, null, 11.06]);
    expect(taxes.getCell("I2").numFmt).toContain("%");
    expect(cells(3)).toEqual([null, 1.5, 10, 15]);
    expect(taxes.getCell("I3").numFmt).not.toContain("%");
  });

  it.each(["=1+1", "+cmd", "-2", "@SUM(A1)", '=HYPERLINK("http://x")'])(
    "keep %s from a stranger as plain text",
    async (destination) => {
      const calls = exampleCalls.map((call) => ({ ...call, destination, from: destination }));
      const row = sheet(await written(exampleInvoice, calls), "Calls").getRow(2);
      for (const column of ["E", "G"]) {
        expect(row.getCell(column).type).toBe(ExcelJS.ValueType.String);
        expect(row.getCell(column).value).toBe(destination);
      }
    },
  );
});

describe("an invoice that does not add up never becomes a workbook", () => {
  const dear = { ...exampleCalls[0]!, billedCharge: "0.345000" };
  const stray = { ...exampleCalls[0]!, chargeKey: "acme/elsewhere" };
  const totals = { ...exampleInvoice.totals, amountDue: "300.74" };
  const key = { ...exampleInvoice.charges[0]!, key: "a*b" };
  it.each([
    ["calls that differ from their line", exampleInvoice, [dear, ...exampleCalls.slice(1)], "add up to 1.02"],
    ["calls of no line", exampleInvoice, [stray, ...exampleCalls.slice(1)], "no line of the invoice"],
    ["a call too few", exampleInvoice, exampleCalls.slice(1), "2 calls were given"],
    ["lines that differ from a total", { ...exampleInvoice, totals }, exampleCalls, "amountDue, 300.74"],
    [
      "details that differ from their tax line",
      { ...exampleInvoice, taxRecords: [detail("158.00", "11.05")] },
      exampleCalls,
      "add up to 11.05",
    ],
    [
      "a key that is a pattern",
      { ...exampleInvoice, charges: [key, ...exampleInvoice.charges.slice(1)] },
      exampleCalls,
      "SUMIF",
    ],
  ] as const)("%s", async (_, invoice, calls, message) => {
    await expect(written(invoice, calls)).rejects.toThrow(message);
  });
});
