import { commitTaxes } from "@tollwright/invoicer";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { runOfPeriod } from "../steps/run-of-period.ts";

export function addTaxesCommit(taxes: Command, { withStore }: Runner): void {
  taxes
    .command("commit")
    .requiredOption("--period <month>", "the issued month")
    .option("--entity <id>", "legal entity, where more than one is loaded")
    .description(
      "Make the issued invoices of a month reportable at the outside engine that taxed them; each once, however often.",
    )
    .addHelpText("after", "\nExample:\n  tollwright taxes commit --period 2026-04")
    .action((options: { period: string; entity?: string }) => {
      const period = periodOf(options.period);
      return withStore(async (context) => {
        const found = await runOfPeriod(context, { period, entity: options.entity ?? null });
        if (!found.ok) return found;
        const facts = { ...found.value, now: context.clock, env: process.env };
        const done = await commitTaxes(context.database, facts);
        if (!done.ok) return done;
        const { engine, caution, committed, problems } = done.value;
        const said =
          caution === null
            ? `${engine} reports out of the invoices themselves: there is nothing to commit.`
            : `${counted(committed.length, "invoice")} committed at ${engine}. ${caution}`;
        answer(context.output, { json: { engine, caution, committed }, people: said });
        return problems.length === 0 ? undefined : { problems, answered: true };
      });
    });
}
