import { addDays } from "@tollwright/calendar";
import { readInvoice, type VerifiedTaxes, verifyTaxes } from "@tollwright/invoice";
import { billRuns, invoiceByNumber, runBorneRecords } from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import type { Context } from "../context.ts";
import { invoiceUnknown } from "../invoice-unknown.ts";
import { answer, counted } from "../output.ts";
import { eachIssued } from "../steps/issued-in-span.ts";

export function addTaxesVerify(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("verify")
    .argument("[invoice]", "the number of an issued invoice; without it, all of them")
    .description(
      "Prove every tax of issued invoices from their own records: each line computed again, printed lines and totals as sums of them.",
    )
    .addHelpText("after", "\nExamples:\n  tollwright taxes verify\n  tollwright taxes verify TW-2026-000001")
    .action((number: string | undefined) =>
      withStore(async (context) => {
        const verified = number === undefined ? await everyOne(context) : await one(context, number);
        if (verified === null) return { problems: [invoiceUnknown(number ?? "")] };
        answer(context.output, { json: verified, people: verifiedText(verified) });
        const problems = verified.flatMap(({ invoice, faults }) =>
          faults.map((fault) => wrong(invoice, fault)),
        );
        return problems.length === 0 ? undefined : { problems, answered: true };
      }),
    );
}

type Verified = VerifiedTaxes & { readonly invoice: string };

async function one({ database }: Context, number: string): Promise<readonly Verified[] | null> {
  const stored = await invoiceByNumber(database, number);
  if (stored === null) return null;
  const { run, account, canonical } = stored;
  const borne = await runBorneRecords(database, { run, account });
  return [{ invoice: number, ...verifyTaxes(readInvoice(canonical), borne) }];
}

/** By the first days of closed periods, so that only a few invoices are held at a time. */
async function everyOne(context: Context): Promise<readonly Verified[]> {
  const days = new Set((await billRuns(context.database)).map(({ from }) => from));
  const verified: Verified[] = [];
  for (const from of days)
    await eachIssued(context, { by: "period", span: { from, until: addDays(from, 1) } }, (issued) =>
      verified.push({ invoice: issued.number, ...verifyTaxes(issued.invoice, issued.borne) }),
    );
  return verified;
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
