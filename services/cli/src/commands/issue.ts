import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { filesText } from "../files-text.ts";
import { answer, table } from "../output.ts";
import { periodOf } from "../period-options.ts";
import { issueAndWrite } from "../steps/issue-and-write.ts";
import { runOfPeriod } from "../steps/run-of-period.ts";

export function addIssue(program: Command, { withStore }: Runner): void {
  program
    .command("issue")
    .requiredOption("--period <month>", "the approved month")
    .option("--entity <id>", "legal entity, where more than one is loaded")
    .option("--out <folder>", "where the documents go", "out")
    .description("Number and freeze the approved invoices, and write PDF, XLSX, CSV and JSON of each.")
    .addHelpText("after", "\nExample:\n  tollwright issue --period 2026-04 --out out")
    .action((options: { period: string; entity?: string; out: string }) => {
      const period = periodOf(options.period);
      return withStore(async (context) => {
        const found = await runOfPeriod(context, { period, entity: options.entity ?? null });
        if (!found.ok) return found;
        const { run, company } = found.value;
        const issued = await issueAndWrite(context, { run, entity: company.legalEntity, out: options.out });
        if (!issued.ok) return issued;
        answer(context.output, {
          json: { issued: issued.value },
          people:
            issued.value.length === 0
              ? "No draft of this period is approved: nothing was issued."
              : table(
                  ["number", "account", "documents"],
                  issued.value.map(({ number, account, files }) => [number, account, filesText(files)]),
                ),
        });
        return undefined;
      });
    });
}
