import { unbilledUsage } from "@tollwright/postgres";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, grouped, table } from "../output.ts";

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
          grouped(row.calls),
          grouped(row.billedSeconds),
          grouped(row.charge),
        ]);
        answer(context.output, {
          json: { usage },
          people:
            rows.length === 0
              ? "All rated usage is on an issued invoice."
              : table(["account", "period", "state", "calls", "billed seconds", "at list price"], rows),
        });
        return undefined;
      }),
    );
}
