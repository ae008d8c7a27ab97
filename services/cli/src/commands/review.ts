import { draftsOf } from "@tollwright/invoicer";
import { borneLevies, gapDecisions, gapsOfRun } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { gapTable } from "../gap-table.ts";
import { invoiceTable } from "../invoice-table.ts";
import { answer, grouped, table } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { runOfPeriod } from "../steps/run-of-period.ts";

export function addReview(program: Command, { withStore }: Runner): void {
  program
    .command("review")
    .requiredOption("--period <month>", "the closed month")
    .option("--entity <id>", "legal entity, where more than one is loaded")
    .description("Show the drafts of a closed period, and the tax figures that are missing.")
    .addHelpText("after", "\nExample:\n  tollwright review --period 2026-04")
    .action((options: { period: string; entity?: string }) => {
      const period = periodOf(options.period);
      return withStore(async (context) => {
        const found = await runOfPeriod(context, { period, entity: options.entity ?? null });
        if (!found.ok) return found;
        const { run } = found.value;
        const drafts = (await draftsOf(context.database, run)).map(({ draft, invoice }) => ({
          invoice,
          state: draft.status,
        }));
        const open = await gapsOfRun(context.database, run.id);
        const decisions = await gapDecisions(context.database);
        const borne = await borneLevies(context.database, run.id);
        answer(context.output, {
          json: { run, drafts, gaps: open, decisions, borne },
          people: [
            invoiceTable(drafts),
            gapTable(open, { decisions, billDate: run.billDate }),
            borneText(borne),
          ].join("\n\n"),
        });
        return undefined;
      });
    });
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
