import { availableParallelism } from "node:os";
import { closeInThreads, closePeriod } from "@tollwright/invoicer";
import { gapDecisions } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { correctionTable } from "../correction-table.ts";
import { gapTable } from "../gap-table.ts";
import { invoiceTable } from "../invoice-table.ts";
import { answer } from "../output.ts";
import { billDateOf, periodOf } from "../period-options.ts";
import { periodStakes, periodStakesText } from "../steps/period-stakes.ts";

export function addClose(program: Command, { withStore }: Runner): void {
  program
    .command("close")
    .requiredOption("--period <month>", "the month to close, such as 2026-04")
    .option("--entity <id>", "legal entity, where more than one is loaded")
    .option("--bill-date <day>", "default: the day after the period")
    .description(
      "Close a period to drafts. Closing again replaces the drafts that changed and touches nothing issued.",
    )
    .addHelpText("after", "\nExample:\n  tollwright close --period 2026-04 --bill-date 2026-05-01")
    .action((options: { period: string; entity?: string; billDate?: string }) => {
      const period = periodOf(options.period);
      const billDate = billDateOf(options.billDate, period);
      return withStore(async (context) => {
        const at = context.clock();
        const { database, output } = context;
        const closed = await closePeriod({
          database,
          legalEntity: options.entity ?? null,
          period,
          billDate,
          cutoff: at,
          at,
          progress: output.update,
          ...closeInThreads({ database, threads: availableParallelism(), progress: output.update }),
        });
        if (!closed.ok) return closed;
        const { drafts, gaps, problems, run } = closed.value;
        const suspense = await periodStakes(database, { period, at });
        const decisions = await gapDecisions(database);
        answer(output, {
          json: { ...closed.value, suspense },
          people: () =>
            [
              invoiceTable(drafts),
              correctionTable(
                drafts.flatMap(({ state, corrections }) => (state === "alreadyIssued" ? [] : corrections)),
              ),
              gapTable(gaps, { decisions, billDate: run.billDate }),
              periodStakesText(suspense),
              `Next: tollwright approve --period ${options.period} --by NAME`,
            ].join("\n\n"),
        });
        // What could not be billed is refused, though the rest is closed.
        return { problems, answered: true };
      });
    });
}
