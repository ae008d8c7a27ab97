import { audit } from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import type { Command } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted } from "../output.ts";
import { balanceTable } from "../steps/balances.ts";

export function addAudit(program: Command, { withStore }: Runner): void {
  program
    .command("audit")
    .description("Show that every record read ended in exactly one place, and fail when it did not.")
    .addHelpText("after", "\nExample:\n  tollwright audit --json")
    .action(() =>
      withStore(async (context) => {
        const found = await audit(context.database);
        const unbalanced = found.rows.filter(({ balanced }) => !balanced);
        answer(context.output, {
          json: found,
          people: [
            balanceTable(found),
            "",
            `${counted(found.filesSentAgain, "file")} sent again, ${counted(found.redelivered, "record")} seen again: neither is counted twice.`,
          ].join("\n"),
        });
        return {
          answered: true,
          problems: [
            ...unbalanced.map((row) =>
              difference(
                `${row.fileName ?? row.file}, ${row.day ?? "day unknown"}: the equations do not hold`,
              ),
            ),
            ...found.differences.map((row) =>
              difference(`${row.check}: expected ${row.expected}, found ${row.found}`),
            ),
          ],
        };
      }),
    );
}

function difference(message: string): Problem {
  return problem({ code: "BALANCE", message });
}
