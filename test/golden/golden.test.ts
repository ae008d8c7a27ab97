import { readFileSync } from "node:fs";
import { canonicalInvoice, type Invoice } from "@tollwright/invoice";
import { recomputeTaxLine } from "@tollwright/tax";
import { describe, expect, it } from "vitest";
import { expectedFile, goldenCases, invoiceOf, workedFile } from "./golden-case.ts";

describe.each(goldenCases)("%s", (name) => {
  const invoice = invoiceOf(name);

  it("is the invoice on file (pnpm golden:update rewrites it)", () => {
    expect(JSON.parse(canonicalInvoice(invoice))).toEqual(
      JSON.parse(readFileSync(expectedFile(name), "utf8")),
    );
  });

  it("every amount stands in the table worked by hand, and nothing else", () => {
    expect(amountsOf(invoice)).toEqual(worked(readFileSync(workedFile(name), "utf8")));
  });

  it("each tax amount is found again from its record alone", () => {
    for (const record of invoice.taxRecords) expect(recomputeTaxLine(record).amount).toBe(record.amount);
  });
});

function amountsOf(invoice: Invoice): Record<string, string> {
  return Object.fromEntries([
    ...invoice.charges.map((charge) => [charge.key, charge.amount]),
    ...invoice.taxes.map((tax) => [`${tax.levy} @ ${tax.account}/${tax.location}`, tax.amount]),
    ...Object.entries(invoice.totals),
  ]);
}

/** Rows of `| line | working | amount |`. */
function worked(markdown: string): Record<string, string> {
  const rows = [...markdown.matchAll(/^\| *(\S.*?) *\|.*\| *(-?\d+\.\d\d) *\|$/gm)];
  return Object.fromEntries(rows.map((row) => [row[1]!, row[2]!]));
}
