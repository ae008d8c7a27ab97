import { civilDate, monthPeriod } from "@tollwright/calendar";
import { type Invoice, readInvoice } from "@tollwright/invoice";
import { approve, closePeriod } from "@tollwright/invoicer";
import {
  decideSetAside,
  gapDecisions,
  invoices,
  setAsideRecords,
  setAsideSummary,
  unbilledUsage,
} from "@tollwright/postgres";
import { ok, type Result } from "@tollwright/problem";
import type { Context } from "../context.ts";
import { filesText } from "../files-text.ts";
import { gapTable } from "../gap-table.ts";
import { invoiceRow, invoiceTable } from "../invoice-table.ts";
import { counted, grouped, problemText, table } from "../output.ts";
import { type IssuedFile, issueAndWrite } from "../steps/issue-and-write.ts";
import { runOfPeriod } from "../steps/run-of-period.ts";
import type { DemoScene } from "./demo-scene.ts";

/** Decide what is open, close to drafts, approve, issue, write; then say what came of it. */
export async function billTheMonth(context: Context, scene: DemoScene): Promise<Result<null>> {
  const { database, output } = context;
  await showSetAside(context);
  await decideConflicts(context, scene.by);
  output.progress("5 · close April 2026 to drafts");
  const period = monthPeriod(scene.month);
  const at = context.clock();
  const closed = await closePeriod({
    database,
    legalEntity: null,
    period,
    billDate: civilDate(period.until),
    cutoff: at,
    at,
    progress: (text) => output.update(`    ${text}`),
  });
  if (!closed.ok) return closed;
  for (const found of closed.value.problems) output.progress(problemText(found));

  output.progress("6 · approve and issue");
  const found = await runOfPeriod(context, { period, entity: null });
  if (!found.ok) return found;
  const { run, company } = found.value;
  const approved = await approve(database, { run, by: scene.by, at });
  if (!approved.ok) return approved;
  const written = await issueAndWrite(context, { run, entity: company.legalEntity, out: scene.out });
  if (!written.ok) return written;
  const decisions = await gapDecisions(database);
  output.write(
    `\nTax figures that the files do not have, and how each was decided:\n\n${gapTable(closed.value.gaps, { decisions, billDate: run.billDate })}\n`,
  );
  await showInvoices(context, written.value, scene);
  return ok(null);
}

async function showSetAside(context: Context): Promise<void> {
  const summary = await setAsideSummary(context.database);
  const rows = summary.map(({ bucket, reason, records }) => [bucket, reason, grouped(records)]);
  context.output.write(
    `Set aside, each with a reason and a way back:\n\n${table(["bucket", "reason", "records"], rows)}\n\n`,
  );
}

/** Closing is refused while a conflict is open; the demonstration's finance team leaves the second record out. */
async function decideConflicts(context: Context, by: string): Promise<void> {
  for (const { id } of await setAsideRecords(context.database, { bucket: "conflict", limit: 100 })) {
    const reason = "the switch wrote the call again with another length; the first record bills";
    await decideSetAside(context.database, { id, by, reason, at: context.clock() });
  }
}

async function showInvoices(
  context: Context,
  written: readonly IssuedFile[],
  { sampleQuote }: DemoScene,
): Promise<void> {
  const { output, database } = context;
  const issued = (await invoices(database, {})).map(({ canonical }) => readInvoice(canonical));
  output.write(`\n${invoiceTable(issued.map((invoice) => invoiceRow(invoice, "issued")))}\n\n`);
  const unbilled = (await unbilledUsage(database)).reduce((calls, row) => calls + row.calls, 0);
  output.write(`${written.map(({ files }) => filesText(files)).join("\n")}\n\n`);
  output.write(
    `${counted(unbilled, "rated call")} of other months wait for their own close: ./tollwright unbilled\n`,
  );
  output.write(
    [
      "",
      "Try next:",
      `  ./tollwright explain invoice ${explainable(issued)}`,
      "  ./tollwright suspended list --reason NO_OWNER --raw",
      `  ./tollwright quote ${sampleQuote}`,
      "",
    ].join("\n"),
  );
}

/** A line that is there: the universal service charge of the first invoice that bears it, or whatever else is taxed. */
function explainable(issued: readonly Invoice[]): string {
  const lines = issued.flatMap(({ number, taxes }) => taxes.map(({ levy }) => ({ number, levy })));
  const line = lines.find(({ levy }) => levy === "fusf") ?? lines[0];
  return line === undefined ? (issued[0]?.number ?? "") : `${line.number} ${line.levy}`;
}
