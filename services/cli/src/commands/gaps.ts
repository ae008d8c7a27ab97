import { billRuns, gapDecisions, gaps } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { gapTable } from "../gap-table.ts";
import { answer } from "../output.ts";
import { decideGaps } from "../steps/decide-gaps.ts";

export function addGaps(program: Command, { withStore }: Runner): void {
  const command = program
    .command("gaps")
    .description("Tax figures that we do not have: list them, decide them.");
  command
    .command("list", { isDefault: true })
    .description("List the gaps that closing has found, and how each was decided.")
    .addHelpText("after", "\nExample:\n  tollwright gaps list")
    .action(() =>
      withStore(async (context) => {
        const found = await gaps(context.database);
        const decisions = await gapDecisions(context.database);
        const runs = await billRuns(context.database);
        const billDate = runs.at(-1)?.billDate ?? "";
        answer(context.output, {
          json: { gaps: found, decisions },
          people: gapTable(found, { decisions, billDate }),
        });
        return undefined;
      }),
    );
  command
    .command("decide")
    .argument("<file>", "YAML: decisions, each with levy, decision, by, reason, expires")
    .description(
      "Record decisions by name: supply, billWithout, useLastKnown, confirm or hold. Then close again.",
    )
    .addHelpText("after", "\nExample:\n  tollwright gaps decide rate-cards/companies/demo/gap-decisions.yaml")
    .action((file: string) =>
      withStore(async (context) => {
        const decided = await decideGaps(context, file);
        if (!decided.ok) return decided;
        const lines = decided.value.map(
          ({ levy, decision, by, reason }) => `${levy}: ${decision}, by ${by}: ${reason}`,
        );
        answer(context.output, { json: { decisions: decided.value }, people: lines.join("\n") });
        return undefined;
      }),
    );
}
