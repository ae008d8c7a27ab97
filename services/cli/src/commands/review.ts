import { correctionSummary } from "@tollwright/invoice";
import { draftsOf } from "@tollwright/invoicer";
import { borneLevies, gapDecisions, gapsOfRun } from "@tollwright/postgres";
import { type StaleFigure, staleFigures } from "@tollwright/tax";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { correctionTable } from "../correction-table.ts";
import { gapTable } from "../gap-table.ts";
import { invoiceRow, invoiceTable } from "../invoice-table.ts";
import { answer, grouped, table } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { periodStakes, periodStakesText } from "../steps/period-stakes.ts";
import { runOfPeriod } from "../steps/run-of-period.ts";

export function addReview(program: Command, { withStore }: Runner): void {
  program
    .command("review")
    .requiredOption("--period <month>", "the closed month")
    .option("--entity <id>", "legal entity, where more than one is loaded")
    .description(
      "Show the drafts of a closed period, the tax figures that are missing, and what still waits in the suspense desk.",
    )
    .addHelpText("after", "\nExample:\n  tollwright review --period 2026-04")
    .action((options: { period: string; entity?: string }) => {
      const period = periodOf(options.period);
      return withStore(async (context) => {
        const found = await runOfPeriod(context, { period, entity: options.entity ?? null });
        if (!found.ok) return found;
        const { run, company } = found.value;
        const drafts = (await draftsOf(context.database, run)).map(({ draft, invoice }) => ({
          invoice,
          state: draft.status,
        }));
        const open = await gapsOfRun(context.database, run.id);
        const decisions = await gapDecisions(context.database);
        const borne = await borneLevies(context.database, run.id);
        const printed = new Set(drafts.flatMap(({ invoice }) => invoice.taxes.map(({ levy }) => levy)));
        const stale = staleFigures({
          levies: company.levies.filter(({ id }) => printed.has(id)),
          coverage: company.coverage,
          billDate: run.billDate,
        });
        const suspense = await periodStakes(context.database, { period, at: context.clock() });
        answer(context.output, {
          json: { run, drafts, gaps: open, decisions, borne, stale, suspense },
          people: [
            invoiceTable(drafts.map(({ invoice, state }) => invoiceRow(invoice, state))),
            correctionTable(correctionSummary(drafts.map(({ invoice }) => invoice))),
            gapTable(open, { decisions, billDate: run.billDate }),
            staleText(stale),
            borneText(borne),
            periodStakesText(suspense),
          ].join("\n\n"),
        });
        return undefined;
      });
    });
}

/** Figures on these drafts that somebody should look up again (books 20). */
function staleText(stale: readonly StaleFigure[]): string {
  if (stale.length === 0) return "No figure on these drafts is stale.";
  const rows = stale.map(({ levy, jurisdiction, seenInForceOn }) => [levy, jurisdiction, seenInForceOn]);
  return `Stale figures: they bill, and should be looked up again:\n${table(["levy", "where", "last seen in force"], rows)}`;
}

/** Levies that no invoice shows: computed for the books (books 19). */
function borneText(borne: Awaited<ReturnType<typeof borneLevies>>): string {
  if (borne.length === 0) return "The seller bears no levy of this run itself.";
  const rows = borne.map(({ levy, jurisdiction, base, amount }) => [
    levy,
    jurisdiction,
    grouped(base),
    grouped(amount),
  ]);
  return `Borne by the seller, on no invoice:\n${table(["levy", "where", "base", "amount"], rows)}`;
}
