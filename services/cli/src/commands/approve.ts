import { approve } from "@tollwright/invoicer";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { runOfPeriod } from "../steps/run-of-period.ts";

export function addApprove(program: Command, { withStore }: Runner): void {
  program
    .command("approve")
    .requiredOption("--period <month>", "the closed month")
    .requiredOption("--by <name>", "who approves")
    .option("--entity <id>", "legal entity, where more than one is loaded")
    .description(
      "Freeze the drafts of a period, by name. Refused while a tax figure is missing that nobody decided.",
    )
    .addHelpText("after", '\nExample:\n  tollwright approve --period 2026-04 --by "finance"')
    .action((options: { period: string; by: string; entity?: string }) => {
      const period = periodOf(options.period);
      return withStore(async (context) => {
        const found = await runOfPeriod(context, { period, entity: options.entity ?? null });
        if (!found.ok) return found;
        const approved = await approve(context.database, {
          run: found.value.run,
          by: options.by,
          at: context.clock(),
        });
        if (!approved.ok) return approved;
        const accounts = approved.value.approved;
        answer(context.output, {
          json: approved.value,
          people:
            accounts.length === 0
              ? "No draft waits for approval."
              : `${counted(accounts.length, "draft")} approved by ${options.by}: ${accounts.join(", ")}`,
        });
        return undefined;
      });
    });
}
