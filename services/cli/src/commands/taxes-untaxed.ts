import { type NotTaxed, readInvoice } from "@tollwright/invoice";
import { invoiceByNumber } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { invoiceUnknown } from "../invoice-unknown.ts";
import { answer, table } from "../output.ts";

export function addTaxesUntaxed(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("untaxed")
    .argument("<invoice>", "the number of an issued invoice")
    .description(
      "List the levies that were looked at and bill nothing at a location, each with its reason: exempt, no nexus, below a threshold.",
    )
    .addHelpText("after", "\nExample:\n  tollwright taxes untaxed TW-2026-000001")
    .action((number: string) =>
      withStore(async ({ database, output }) => {
        const stored = await invoiceByNumber(database, number);
        if (stored === null) return { problems: [invoiceUnknown(number)] };
        const { notTaxed } = readInvoice(stored.canonical);
        answer(output, { json: { invoice: number, notTaxed }, people: untaxedText(notTaxed) });
        return undefined;
      }),
    );
}

function untaxedText(entries: readonly NotTaxed[]): string {
  if (entries.length === 0) return "Every levy that reaches this invoice bills something.";
  return table(
    ["Levy", "Account", "Location", "Reason", "Certificate", "Exempt amount"],
    entries.map(({ levy, account, location, reason, certificate, exemptAmount }) => [
      ...[levy, account, location, reason, certificate ?? ""],
      exemptAmount ?? "–",
    ]),
  );
}
