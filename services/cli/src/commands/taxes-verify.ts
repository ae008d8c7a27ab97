import { type Invoice, type VerifiedTaxes, verifyTaxes } from "@tollwright/invoice";
import {
  type Database,
  invoiceByNumber,
  invoices,
  runBorneRecords,
  type StoredInvoice,
} from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { invoiceUnknown } from "../invoice-unknown.ts";
import { answer, counted } from "../output.ts";

export function addTaxesVerify(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("verify")
    .argument("[invoice]", "the number of an issued invoice; without it, all of them")
    .description(
      "Prove every tax of issued invoices from their own records: each line computed again, printed lines and totals as sums of them.",
    )
    .addHelpText("after", "\nExamples:\n  tollwright taxes verify\n  tollwright taxes verify TW-2026-000001")
    .action((number: string | undefined) =>
      withStore(async ({ database, output }) => {
        const stored = await asked(database, number);
        if (stored === null) return { problems: [invoiceUnknown(number ?? "")] };
        const verified = [];
        for (const one of stored) verified.push(await verify(database, one));
        answer(output, { json: verified, people: verifiedText(verified) });
        const problems = verified.flatMap(({ invoice, faults }) =>
          faults.map((fault) => wrong(invoice, fault)),
        );
        return problems.length === 0 ? undefined : { problems, answered: true };
      }),
    );
}

type Verified = VerifiedTaxes & { readonly invoice: string };

async function asked(
  database: Database,
  number: string | undefined,
): Promise<readonly StoredInvoice[] | null> {
  if (number === undefined) return invoices(database);
  const found = await invoiceByNumber(database, number);
  return found === null ? null : [found];
}

async function verify(database: Database, stored: StoredInvoice): Promise<Verified> {
  const { run, account, canonical, number } = stored;
  const borne = await runBorneRecords(database, { run, account });
  return { invoice: number, ...verifyTaxes(JSON.parse(canonical) as Invoice, borne) };
}

function verifiedText(verified: readonly Verified[]): string {
  const sum = (of: (one: Verified) => number): number => verified.reduce((total, one) => total + of(one), 0);
  const faults = sum((one) => one.faults.length);
  const proved = `${counted(verified.length, "invoice")}, ${counted(
    sum((one) => one.records),
    "tax line",
  )} computed again from their records, ${counted(
    sum((one) => one.printedLines),
    "printed line",
  )} added up`;
  return faults === 0 ? `${proved}: all proved.` : `${proved}: ${counted(faults, "fault")}.`;
}

function wrong(invoice: string, { about, stated, computed }: Verified["faults"][number]): Problem {
  const message = `${invoice}: ${about} is stated as ${stated} and comes to ${computed}`;
  return problem({ code: "TAX_RECORD_WRONG", message });
}
