import { readInvoice } from "@tollwright/invoice";
import { invoiceByNumber } from "@tollwright/postgres";
import { type BadDebt, badDebtOf } from "@tollwright/returns";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { invoiceUnknown } from "../invoice-unknown.ts";
import { answer, table } from "../output.ts";

export function addTaxesBadDebt(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("bad-debt")
    .argument("<invoice>", "the number of an issued invoice")
    .requiredOption("--written-off <amount>", "what of its amount due never came, taxes included")
    .description(
      "The taxes and assessments behind money that was written off, by jurisdiction and levy, as they were billed: what to reclaim where the law allows it.",
    )
    .addHelpText("after", "\nExample:\n  tollwright taxes bad-debt TW-2026-000001 --written-off 120.00")
    .action((number: string, { writtenOff }: { readonly writtenOff: string }) =>
      withStore(async ({ database, output }) => {
        const stored = await invoiceByNumber(database, number);
        if (stored === null) return { problems: [invoiceUnknown(number)] };
        const { legalEntity, canonical } = stored;
        const invoice = readInvoice(canonical);
        const found = badDebtOf(
          { number, legalEntity, countsOn: invoice.billDate, invoice, borne: [] },
          writtenOff,
        );
        if (!found.ok) return { problems: found.problems };
        answer(output, { json: found.value, people: badDebtText(found.value) });
        return undefined;
      }),
    );
}

function badDebtText({ invoice, amountDue, writtenOff, rows, reclaimed }: BadDebt): string {
  const said = `${writtenOff} of ${amountDue} on invoice ${invoice} was written off`;
  if (rows.length === 0) return `${said}; no tax of it was billed.`;
  const shown = rows.map(({ jurisdiction, authority, name, period, base, tax, kept, reclaimed: back }) => [
    ...[jurisdiction, authority, name, period, base, tax, kept, back],
  ]);
  const headings = ["jurisdiction", "authority", "levy", "month", "base", "tax", "kept", "to reclaim"];
  return [
    table(headings, shown),
    `${said}; ${reclaimed} to reclaim, where the law of the jurisdiction allows it.`,
  ].join("\n\n");
}
