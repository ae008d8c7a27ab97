import { readInvoice } from "@tollwright/invoice";
import { invoiceByNumber, invoices } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { invoicePage } from "../invoice-page.ts";
import { invoiceRow, invoiceTable } from "../invoice-table.ts";
import { invoiceUnknown } from "../invoice-unknown.ts";
import { answer } from "../output.ts";

export function addShow(program: Command, { withStore }: Runner): void {
  program
    .command("show")
    .argument("[number]", "an invoice number; without it, all issued invoices are listed")
    .description(
      "Show an issued invoice with its lines, its taxes and its hash; --json prints the canonical invoice.",
    )
    .addHelpText("after", "\nExamples:\n  tollwright show\n  tollwright show TW-2026-000001")
    .action((number: string | undefined) =>
      withStore(async (context) => {
        if (number === undefined) {
          const all = await invoices(context.database, {});
          const rows = all.map(({ canonical }) => invoiceRow(readInvoice(canonical), "issued"));
          answer(context.output, {
            json: all.map(({ canonical }): unknown => JSON.parse(canonical)),
            people: rows.length === 0 ? "No invoice is issued yet." : invoiceTable(rows),
          });
          return undefined;
        }
        const stored = await invoiceByNumber(context.database, number);
        if (stored === null) return { problems: [invoiceUnknown(number)] };
        // With --json exactly the canonical bytes, so that their hash is the invoice's.
        if (context.output.json) context.output.write(stored.canonical);
        else context.output.write(`${invoicePage(readInvoice(stored.canonical))}\n`);
        return undefined;
      }),
    );
}
