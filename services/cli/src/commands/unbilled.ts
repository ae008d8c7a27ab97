import { unbilledUsage } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, grouped, table } from "../output.ts";

const HEADINGS = ["account", "period", "state", "month invoiced", "calls", "billed seconds", "at list price"];

export function addUnbilled(program: Command, { withStore }: Runner): void {
  program
    .command("unbilled")
    .description("List usage that is rated but on no issued invoice, by account and period.")
    .addHelpText("after", "\nExample:\n  tollwright unbilled --json")
    .action(() =>
      withStore(async (context) => {
        const usage = await unbilledUsage(context.database);
        const rows = usage.map((row) => [
          row.account,
          row.period,
          row.state,
          row.isLate ? "yes" : "no",
          grouped(row.calls),
          grouped(row.billedSeconds),
          grouped(row.charge),
        ]);
        answer(context.output, {
          json: { usage },
          people:
            rows.length === 0
              ? "All rated usage is on an issued invoice."
              : [
                  table(HEADINGS, rows),
                  ...(usage.some(({ isLate }) => isLate)
                    ? ["Late: the month was invoiced before this usage came, or was recycled."]
                    : []),
                ].join("\n"),
        });
        return undefined;
      }),
    );
}
