import { type Invoice, readInvoice } from "@tollwright/invoice";
import { type Database, invoiceByNumber, invoicesTouching, type StoredInvoice } from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { explainRecord } from "@tollwright/tax";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { invoiceUnknown } from "../invoice-unknown.ts";
import { answer, wrapped } from "../output.ts";

export function addTaxesExplain(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("explain")
    .argument("<invoice or charge>", "the number of an issued invoice, or the key of a charge")
    .argument("[levy]", "one levy; without it, all of them")
    .description(
      "Tell each tax line in sentences: what it is, law, source and edition of the rule, place, base, rate, rounding, and its proof from its own record.",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  tollwright taxes explain TW-2026-000001\n  tollwright taxes explain TW-2026-000001 fusf\n  tollwright taxes explain acme/hq/sip/did/2026-04-01..2026-05-01",
    )
    .action((name: string, levy: string | undefined) =>
      withStore(async ({ database, output }) => {
        const found = await asked(database, name);
        if (found === null) return { problems: [invoiceUnknown(name)] };
        const { invoice, charge } = found;
        const records = invoice.taxRecords.filter(
          (record) =>
            (charge === null || record.charge.id === charge) && (levy === undefined || record.levy === levy),
        );
        if (records.length === 0) return { problems: [nothingOf(name, levy)] };
        const lines = records.map((record) => ({ record, sentences: explainRecord(record) }));
        answer(output, {
          json: { invoice: invoice.number, lines },
          people: lines.map(({ sentences }) => lineText(sentences)).join("\n\n"),
        });
        return undefined;
      }),
    );
}

type Asked = { readonly invoice: Invoice; readonly charge: string | null };

/** A charge is looked for on the invoices of its account, the last one first. */
async function asked(database: Database, name: string): Promise<Asked | null> {
  const stored = await invoiceByNumber(database, name);
  if (stored !== null) return { invoice: invoiceOf(stored), charge: null };
  const [account = ""] = name.split("/");
  const invoices = (await invoicesTouching(database, [account])).map(invoiceOf);
  const found = invoices.findLast(({ charges }) => charges.some(({ key }) => key === name));
  return found === undefined ? null : { invoice: found, charge: name };
}

function invoiceOf({ canonical }: StoredInvoice): Invoice {
  return readInvoice(canonical);
}

function lineText([head = "", ...sentences]: readonly string[]): string {
  return [wrapped(head, ""), ...sentences.map((sentence) => wrapped(sentence, "  "))].join("\n");
}

function nothingOf(name: string, levy: string | undefined): Problem {
  const message = `${name} bears no tax line${levy === undefined ? "" : ` of levy ${levy}`}`;
  return problem({ code: "LINE_UNKNOWN", message });
}
