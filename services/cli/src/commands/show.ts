import { type Invoice, invoiceHash } from "@tollwright/invoice";
import { invoiceByNumber, invoices } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { invoiceTable } from "../invoice-table.ts";
import { invoiceUnknown } from "../invoice-unknown.ts";
import { answer, grouped, table } from "../output.ts";

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
          const all = (await invoices(context.database, {})).map(
            ({ canonical }) => JSON.parse(canonical) as Invoice,
          );
          const rows = all.map((invoice) => ({ invoice, state: "issued" }));
          answer(context.output, {
            json: all,
            people: rows.length === 0 ? "No invoice is issued yet." : invoiceTable(rows),
          });
          return undefined;
        }
        const stored = await invoiceByNumber(context.database, number);
        if (stored === null) return { problems: [invoiceUnknown(number)] };
        // With --json exactly the canonical bytes, so that their hash is the invoice's.
        if (context.output.json) context.output.write(stored.canonical);
        else context.output.write(`${invoicePage(JSON.parse(stored.canonical) as Invoice)}\n`);
        return undefined;
      }),
    );
}

/** The invoice for a terminal. */
export function invoicePage(invoice: Invoice): string {
  const { totals } = invoice;
  const charges = invoice.charges.map((line) => [
    line.account,
    line.description,
    line.about ?? "",
    line.quantity,
    line.unit,
    grouped(line.amount),
  ]);
  const taxes = invoice.taxes.map((line) => [
    line.section,
    line.name,
    line.jurisdiction,
    line.base ?? line.units ?? "",
    line.rate ?? "",
    grouped(line.amount),
  ]);
  return [
    `${invoice.kind === "sample" ? "Sample (estimated taxes, not a bill)" : `Invoice ${invoice.number ?? "(draft)"}`} · ${invoice.account.name} · ${invoice.period.from} until ${invoice.period.until}`,
    `bill date ${invoice.billDate} · due ${invoice.dueDate}`,
    table(["account", "charge", "about", "quantity", "unit", "amount"], charges),
    table(["section", "levy", "where", "base or units", "rate", "amount"], taxes),
    table(
      ["", "amount"],
      [
        ["charges", grouped(totals.charges)],
        ["government taxes and fees", grouped(totals.governmentTaxes)],
        ["regulatory assessments we pass through", grouped(totals.regulatoryAssessments)],
        ["our other charges", grouped(totals.sellerCharges)],
        ["amount due", grouped(totals.amountDue)],
      ],
    ),
    ...invoice.notices,
    ...(invoice.kind === "sample" ? [] : [`sha256 of the .json  ${invoiceHash(invoice)}`]),
  ].join("\n\n");
}
