import { atStake, audit, versionsInForce } from "@tollwright/postgres";
import { type Problem, problem } from "@tollwright/problem";
import { valuesOf } from "@tollwright/rate-card";
import { type Command, Option } from "commander";
import type { Runner } from "../command-line.ts";
import { answer, counted, problemText } from "../output.ts";
import { type BalanceBy, balanceTable } from "../steps/balances.ts";
import { intakeWarnings } from "../steps/intake-warnings.ts";
import { stakeLine } from "../steps/stake-table.ts";

type Options = { readonly by: BalanceBy; readonly strict: boolean };

export function addAudit(program: Command, { withStore }: Runner): void {
  program
    .command("audit")
    .addOption(
      new Option("--by <what>", "a line for each").choices(["source", "day", "file"]).default("source"),
    )
    .option(
      "--strict",
      "fail on warnings too: missing numbers and files, silent sources, trailers that disagree",
      false,
    )
    .description(
      "Show that every record read ended in exactly one place, and what may be missing; fail when it does not balance.",
    )
    .addHelpText("after", "\nExamples:\n  tollwright audit --by day\n  tollwright audit --strict --json")
    .action(({ by, strict }: Options) =>
      withStore(async ({ database, output, clock }) => {
        const at = clock();
        const found = await audit(database);
        const { documents } = await versionsInForce(database);
        const sources = valuesOf(documents, "source");
        const { warnings, counters } = await intakeWarnings(database, { sources, at });
        const waiting = await atStake(database, { status: "open", at });
        const writtenOff = await atStake(database, { status: "writtenOff", at });
        answer(output, {
          json: { ...found, waiting: waiting.totals, writtenOff: writtenOff.totals, warnings, counters },
          people: [
            balanceTable(found, by),
            [
              `${counted(found.filesSentAgain, "file")} sent again, ${counted(found.redelivered, "record")} seen again: neither is counted twice.`,
              ...line("Waiting", waiting.totals, "tollwright suspended"),
              ...line("Written off", writtenOff.totals, "tollwright suspended decided"),
            ].join("\n"),
            warningsText(warnings),
          ].join("\n\n"),
        });
        return { answered: true, problems: [...failures(found), ...(strict ? warnings : [])] };
      }),
    );
}

function line(what: string, totals: Parameters<typeof stakeLine>[0], next: string): readonly string[] {
  return totals.length === 0 ? [] : [`${what}: ${stakeLine(totals)}. See: ${next}`];
}

function warningsText(warnings: readonly Problem[]): string {
  return warnings.length === 0
    ? "Nothing is known to be missing: no gap in numbers or files, no silent source, no trailer that disagrees."
    : `Warnings:\n${warnings.map(problemText).join("\n")}`;
}

function failures({ rows, differences }: Awaited<ReturnType<typeof audit>>): readonly Problem[] {
  const failure = (message: string): Problem => problem({ code: "BALANCE", message });
  return [
    ...rows
      .filter(({ balanced }) => !balanced)
      .map((row) =>
        failure(
          `${row.source}, ${row.fileName ?? row.file}, ${row.day ?? "day unknown"}: the equations do not hold`,
        ),
      ),
    ...differences.map((row) =>
      failure(
        `${[row.source, row.day, row.check].filter(Boolean).join(", ")}: expected ${row.expected}, found ${row.found}`,
      ),
    ),
  ];
}
